import { openBank as openLoans } from '../../chaincode/loan/cast';
import { at, eur, openBank } from '../../chaincode/payment/cast';
import { CLEAR, HOUR, openFleet } from '../../chaincode/rental/fleet';
import { DAY } from '../../chaincode/rental/fleet';
import { openAuctions, BUYER, OTHER } from '../../chaincode/sale/auctions';
import { ANA, MINUTE, openMarket, service } from '../../chaincode/service/market';
import { agendaOn } from './memory';

/** Time passes: to the last millisecond at which nothing is taken, and to the first at which it is. */
async function around(open: { ledger: { pass(millis: number): void } }, agenda: Agenda, millis: number) {
  open.ledger.pass(millis + CLEAR - 1);
  expect(agenda.due()).toEqual([]);
  open.ledger.pass(1);
  return agenda.send();
}
type Agenda = Awaited<ReturnType<typeof agendaOn>>;

const sent = (operation: string, of: string) => ({ operation, of, code: 'SENT' });

async function bank() {
  const open = await openBank();
  const lots = [await open.issue(ANA, 1_000n)];
  const [from, payee] = [ANA, 'registry/wash'];
  const paying = { from, lots, paymentId: 'P-1', payee, amount: eur(1_000n) };
  return { ...open, agenda: await agendaOn(open.ledger), paying };
}

test('a hold that nobody captured goes back 20 seconds after its end, and nothing is due any more', async () => {
  const open = await bank();
  await open.ana.on.payment.authorise({ ...open.paying, holdId: 'H-1', until: at(open.ledger, HOUR) });
  expect(await around(open, open.agenda, HOUR)).toEqual([sent('payment.endHold', 'H-1')]);
  expect((await open.ana.on.payment.readHold({ holdId: 'H-1' })).status).toBe('ended');
  expect(await open.held(open.ana, ANA)).toBe(1_000n);
  expect(open.agenda.list.items()).toEqual([]);
});

test('a hold that was captured is not on the list', async () => {
  const open = await bank();
  await open.ana.on.payment.authorise({ ...open.paying, holdId: 'H-1', until: at(open.ledger, HOUR) });
  expect(open.agenda.list.items()).toHaveLength(1);
  const taken = { holdId: 'H-1', paymentId: 'P-2', amount: eur(1_000n), last: true };
  await open.wash.on.payment.capture(taken);
  expect(open.agenda.list.items()).toEqual([]);
});

test('locked money that nobody claimed goes back', async () => {
  const open = await bank();
  const lock = { ...open.paying, lockId: 'K-1', hash: 'ab'.repeat(32), deadline: at(open.ledger, HOUR) };
  await open.ana.on.payment.lock(lock);
  expect(await around(open, open.agenda, HOUR)).toEqual([sent('payment.reclaim', 'K-1')]);
  expect(await open.held(open.ana, ANA)).toBe(1_000n);
});

const boxOf = (open: Awaited<ReturnType<typeof bank>>, notBefore?: string) => ({
  ...{ escrowId: 'E-1', payer: ANA, payee: open.paying.payee, amount: eur(1_000n) },
  milestones: [
    {
      ...{ milestoneId: 'all', amount: eur(1_000n), ...(notBefore !== undefined && { notBefore }) },
      conditions: [{ conditionId: 'done', that: 'agreed' as const, by: [ANA], need: 1 }],
    },
  ],
  deadline: at(open.ledger, DAY),
});

test('an escrow that nobody released goes back to the payer', async () => {
  const open = await bank();
  await open.ana.on.payment.openEscrow(boxOf(open));
  expect(open.agenda.list.items()).toEqual([]);
  await open.ana.on.payment.fundEscrow({ escrowId: 'E-1', paymentId: 'P-1', lots: open.paying.lots });
  expect(await around(open, open.agenda, DAY)).toEqual([sent('payment.refundEscrow', 'E-1')]);
  expect(await open.held(open.ana, ANA)).toBe(1_000n);
});

test('a milestone whose conditions are met is released once its moment has passed', async () => {
  const open = await bank();
  await open.ana.on.payment.openEscrow(boxOf(open, at(open.ledger, HOUR)));
  await open.ana.on.payment.fundEscrow({ escrowId: 'E-1', paymentId: 'P-1', lots: open.paying.lots });
  const done = { escrowId: 'E-1', milestoneId: 'all', conditionId: 'done' };
  await open.ana.on.payment.confirm(done);
  expect(await around(open, open.agenda, HOUR)).toEqual([sent('payment.releaseEscrow', 'E-1')]);
  expect(await open.held(open.wash, open.paying.payee)).toBe(1_000n);
});

test('what is left of a voucher and of a quote goes back', async () => {
  const open = await bank();
  const other = await open.issue(ANA, 2_000n);
  const purpose = { merchants: [open.paying.payee], until: at(open.ledger, HOUR), remainderTo: ANA };
  const { lots } = open.paying;
  await open.ana.on.payment.bind({
    from: ANA,
    lots,
    paymentId: 'P-1',
    to: ANA,
    amount: eur(1_000n),
    purpose,
  });
  await open.ana.on.payment.quoteExchange({
    ...{ quoteId: 'Q-1', paymentId: 'P-2', from: ANA, lots: [other], amount: eur(2_000n), parts: 2 },
    ...{ takes: { issuer: 'lender', currency: 'USD' as const }, ratePerBillion: 1_000_000_000 },
    ...{
      minimum: { amount: 1n, currency: 'USD' as const },
      maximum: { amount: 900n, currency: 'USD' as const },
    },
    until: at(open.ledger, HOUR),
  });
  const ended = await around(open, open.agenda, HOUR);
  expect(ended.map(({ operation, code }) => `${operation} ${code}`).sort()).toEqual([
    'payment.returnQuoted SENT',
    'payment.returnRemainder SENT',
  ]);
  expect(open.agenda.list.items()).toEqual([]);
  const { accounts } = await open.ana.on.payment.balance({ party: ANA });
  expect(accounts[0]?.free.amount).toBe(3_000n);
});

test('a customer who does not come within the grace that the service states gets what its policy says', async () => {
  const market = await openMarket();
  const { wash, ana, asking, goTo, ledger } = market;
  await wash.on.merchant.publishService({ ...service(2), graceMinutes: 1 });
  const { bookingId } = await ana.on.service.book(await asking({ version: 2 }));
  const agenda = await agendaOn(ledger);
  goTo('2026-03-04T10:00:00.000Z');
  expect(await around(market, agenda, MINUTE)).toEqual([sent('service.tick', bookingId)]);
  expect((await ana.on.service.read({ bookingId })).booking.status).toBe('noShowCustomer');
});

test('where the service states none, each side waits half an hour for the other; a merchant who is not there pays', async () => {
  const market = await openMarket();
  const { ana, asking, goTo, ledger } = market;
  const { bookingId } = await ana.on.service.book(await asking());
  const agenda = await agendaOn(ledger);
  goTo('2026-03-04T10:05:00.000Z');
  await ana.on.service.arrive({ bookingId, nonceHash: 'ab'.repeat(32) });
  expect(await around(market, agenda, 30 * MINUTE)).toEqual([sent('service.tick', bookingId)]);
  const { booking } = await ana.on.service.read({ bookingId });
  expect(booking).toMatchObject({ status: 'noShowMerchant', ended: { compensation: eur(2_000n) } });
});

test('a rental binds its driver when the free hours are over, and ends when nobody comes', async () => {
  const fleet = await openFleet();
  await fleet.book();
  const agenda = await agendaOn(fleet.ledger);
  fleet.goTo(-24 * HOUR);
  expect(await around(fleet, agenda, 0)).toEqual([sent('rental.tick', 'R-1')]);
  const { due, bound } = await fleet.driver.on.rental.read({ rentalId: 'R-1' });
  expect(bound).toBe(true);
  fleet.ledger.pass(Date.parse(due) - fleet.ledger.now);
  expect(await around(fleet, agenda, 0)).toEqual([sent('rental.tick', 'R-1')]);
  expect((await fleet.driver.on.rental.read({ rentalId: 'R-1' })).status).toBe('cancelled');
  expect(agenda.list.items()).toEqual([]);
});

test('an auction closes when its last bid says so, its hammer falls, and stakes go back', async () => {
  const auctions = await openAuctions();
  const { english, stake, outbid, buyer, other, ledger } = auctions;
  await english({ deposit: eur(20_000n) });
  await stake(buyer, BUYER);
  await stake(other, OTHER);
  await outbid(other, 1, 500_000n);
  ledger.pass(DAY - MINUTE);
  await outbid(buyer, 2, 510_000n);
  const agenda = await agendaOn(ledger);
  ledger.pass(MINUTE + CLEAR);
  // A bid in the last minute has prolonged it to ten minutes after the bid.
  expect(await agenda.send()).toEqual([{ operation: 'sale.close', of: 'A-1', code: 'AUCTION_NOT_CLOSED' }]);
  ledger.pass(9 * MINUTE);
  expect(await agenda.send()).toContainEqual(sent('sale.close', 'A-1/0002'));
  ledger.pass(90 * MINUTE);
  const fallen = await agenda.send();
  expect(fallen).toContainEqual(sent('sale.hammer', 'A-1'));
  const settled = await agenda.send();
  expect(settled).toContainEqual(sent('sale.settleDeposit', 'A-1'));
  const stakes = async () =>
    (await auctions.seller.on.sale.listDeposits({ auctionId: 'A-1' })).items.map(({ status }) => status);
  expect((await stakes()).sort()).toEqual(['held', 'returned']);
  // The winner does not pay: its trade lapses, and its stake is the seller's.
  ledger.pass(30 * DAY);
  for (let round = 0; round < 3; round++) await agenda.send();
  expect((await stakes()).sort()).toEqual(['forfeited', 'returned']);
});

test('a loan is ticked by the agenda of its lender alone, for the last day that has ended', async () => {
  const loans = await openLoans();
  await loans.lend({ annualRatePpm: 0, late: { graceDays: 2, fee: eur(300n), annualRatePpm: 0 } });
  const own = await agendaOn(loans.ledger, 'lender');
  const rival = await agendaOn(loans.ledger, 'insurer');
  loans.goTo('2024-02-10');
  expect(rival.due()).toEqual([]);
  expect(await own.send()).toEqual([sent('loan.tick', 'L-1')]);
  const { tickedOn, bucket } = await loans.lender.on.loan.read({ loanId: 'L-1' });
  // Due on 1 February: on the 9th eight days past due (Fineract's bucket 4-30, domain page of loans).
  expect([tickedOn, bucket]).toEqual(['2024-02-09', '4-30']);
  expect(own.due()).toEqual([]);
  loans.goTo('2024-02-11');
  expect(own.due().map(({ operation }) => operation)).toEqual(['tick']);
  const { ledger } = loans;
  const call = { manner: 'submit', room: 'loan', name: 'tick' } as const;
  const request = JSON.stringify({ loanId: 'L-1', on: '2024-02-10' });
  await expect(ledger.call(rival.agenda, { ...call, request })).rejects.toMatchObject({ code: 'NOT_YOURS' });
});

test('an agenda speaks for nobody: what its organisation may do sooner is too early for it', async () => {
  const open = await bank();
  const agenda = await agendaOn(open.ledger, 'insurer');
  await open.ana.on.payment.authorise({
    ...{ ...open.paying, payee: 'insurer', holdId: 'H-1' },
    until: at(open.ledger, HOUR),
  });
  const request = JSON.stringify({ holdId: 'H-1', paymentId: 'P-9' });
  const call = { manner: 'submit', room: 'payment', name: 'endHold', request } as const;
  await expect(open.ledger.call(agenda.agenda, call)).rejects.toMatchObject({ code: 'DEADLINE_AHEAD' });
  expect((await open.insurer.on.payment.endHold({ holdId: 'H-1', paymentId: 'P-9' })).hold.status).toBe(
    'ended',
  );
});
