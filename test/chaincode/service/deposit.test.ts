import { depositOf } from '../../../chaincode/src/merchant/rules/catalogue';
import { ANA, BEN, bringIn, DAY, eur, hash, openMarket, report, service, VIN, WASH } from './market';

const bookingId = 'B-1';
const PARTLY = { ...service(2), depositPpm: 300_000 };

/** 200.00, of which 60.00 are the deposit. */
async function openDeposit() {
  const market = await openMarket();
  await market.wash.on.merchant.publishService(PARTLY);
  const { paymentId, ...asked } = await market.asking({ version: 2 });
  const booked = await market.ana.on.service.book({ ...asked, paymentId });
  const rest = { paymentId: 'P-rest', lots: [`${paymentId}:1`] };
  return { ...market, booked, rest };
}
async function openDone() {
  const market = await openDeposit();
  await bringIn(market, bookingId);
  market.goTo('2026-03-04T11:00:00.000Z');
  await market.technician.on.service.complete({ bookingId, report: report() });
  return market;
}

test.each([
  [20_000n, 300_000, 6_000n],
  [20_000n, 1, 1n],
  [333n, 500_000, 167n],
  [20_000n, 1_000_000, undefined],
  [20_000n, undefined, undefined],
])('the deposit on %s at %s ppm is %s', (price, depositPpm, amount) => {
  expect(depositOf({ price: eur(price), depositPpm })?.amount).toBe(amount);
});

test('the deposit is put into escrow, and the rest is paid in the transaction that accepts the work', async () => {
  const { ana, wash, held, rest, ledger, proven } = await openDone();
  expect([await held(ana, ANA), await held(wash, WASH)]).toEqual([14_000n, 0n]);
  await expect(ana.on.service.accept({ bookingId })).rejects.toMatchObject({
    code: 'REST_DUE',
    facts: { rest: '14000' },
  });
  const blocks = ledger.events.length;
  const settled = await ana.on.service.accept({ bookingId, ...rest });
  expect(ledger.events.length).toBe(blocks + 1);
  expect(await ana.on.service.accept({ bookingId, ...rest })).toEqual(settled);
  const other = [{}, { ...rest, paymentId: 'P-x' }, { ...rest, lots: ['P-x:1'] }];
  for (const paying of other)
    await expect(ana.on.service.accept({ bookingId, ...paying })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
  expect(settled).toMatchObject({ status: 'settled', restPaymentId: 'P-rest', ended: { refund: eur(0n) } });
  expect([await held(ana, ANA), await held(wash, WASH), await proven()]).toEqual([0n, 20_000n, true]);
});

test.each([
  ['24 h 00 min before', '2026-03-03T10:00:00.000Z', 6_000n],
  ['23 h 59 min before', '2026-03-03T10:01:00.000Z', 3_000n],
  ['1 h 59 min before', '2026-03-04T08:01:00.000Z', 0n],
])('60.00 paid on 200.00, cancelled %s', async (_, at, back) => {
  const { ana, wash, goTo, held, proven } = await openDeposit();
  goTo(at);
  expect(await ana.on.service.previewCancel({ bookingId })).toEqual({ refund: eur(back) });
  expect((await ana.on.service.cancel({ bookingId })).ended?.refund).toEqual(eur(back));
  expect([await held(ana, ANA), await held(wash, WASH), await proven()]).toEqual([
    14_000n + back,
    6_000n - back,
    true,
  ]);
});

test('what was only held gives nothing back, for nothing was paid', async () => {
  const { ana, asking } = await openMarket();
  const { paymentId: _, lots: __, ...asked } = await asking();
  await ana.on.service.hold(asked);
  expect(await ana.on.service.previewCancel({ bookingId })).toEqual({ refund: eur(0n) });
});

test('a customer who does not appear loses the deposit; a merchant that does not gives it back with a tenth of the price', async () => {
  const missed = await openDeposit();
  missed.goTo('2026-03-04T10:30:20.000Z');
  expect((await missed.ben.on.service.tick({ bookingId })).status).toBe('noShowCustomer');
  expect([await missed.held(missed.ana, ANA), await missed.held(missed.wash, WASH)]).toEqual([
    14_000n,
    6_000n,
  ]);
  const waited = await openDeposit();
  waited.goTo('2026-03-04T09:40:00.000Z');
  await waited.ana.on.service.arrive({ bookingId, nonceHash: hash('x') });
  waited.goTo('2026-03-04T10:30:20.000Z');
  await waited.ben.on.service.tick({ bookingId });
  const { booking } = await waited.ana.on.service.read({ bookingId });
  expect(booking.ended?.compensation).toEqual(eur(2_000n));
  expect([await waited.held(waited.ana, ANA), await waited.proven()]).toEqual([22_000n, true]);
});

test('work that time settles leaves the rest owed, and who owes it gets no further deposit until it is paid', async () => {
  const { ana, ben, wash, rest, held, ledger, asking, proven } = await openDone();
  ledger.pass(DAY + 20_000);
  await expect(ana.on.service.accept({ bookingId, ...rest })).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  expect((await ben.on.service.tick({ bookingId })).status).toBe('owing');
  expect((await ben.on.service.tick({ bookingId })).status).toBe('owing');
  expect(await held(wash, WASH)).toBe(6_000n);
  await expect(ana.on.service.review({ bookingId, stars: 1 })).rejects.toMatchObject({ code: 'NOT_SETTLED' });
  const start = { local: '2026-03-09T11:00' };
  await expect(ana.on.service.book(await asking({ version: 2, start }))).rejects.toMatchObject({
    code: 'REST_OPEN',
  });
  expect((await ben.on.service.book(await asking({ version: 2, start, bay: 'B2' }, BEN))).status).toBe(
    'confirmed',
  );
  const paid = await ana.on.service.payRest({ bookingId, ...rest });
  expect(await ana.on.service.payRest({ bookingId, ...rest })).toEqual(paid);
  const lots = ['P-x:1'];
  await expect(ana.on.service.payRest({ bookingId, ...rest, lots })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  expect([paid.status, await held(wash, WASH), await proven()]).toEqual(['settled', 20_000n, true]);
  expect((await ana.on.service.book(await asking({ version: 2, start }))).status).toBe('confirmed');
});

test('the rest may be paid before anybody wrote down that it is owed', async () => {
  const { ana, ben, rest, ledger, held, wash } = await openDone();
  ledger.pass(DAY + 20_000);
  await expect(ben.on.service.payRest({ bookingId, ...rest })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect((await ana.on.service.payRest({ bookingId, ...rest })).status).toBe('settled');
  expect((await ben.on.service.tick({ bookingId })).status).toBe('settled');
  expect(await held(wash, WASH)).toBe(20_000n);
});

test('who disputes puts the rest into escrow, and the registrar decides over the whole price', async () => {
  const { ana, wash, registrar, rest, held, proven } = await openDone();
  const dispute = { bookingId, reasonHash: hash('scratched') };
  await expect(ana.on.service.dispute(dispute)).rejects.toMatchObject({ code: 'REST_DUE' });
  await ana.on.service.dispute({ ...dispute, ...rest });
  expect(await held(ana, ANA)).toBe(0n);
  const resolved = await registrar.on.service.resolve({ bookingId, refund: eur(15_000n) });
  expect(resolved).toMatchObject({ status: 'resolved', ended: { refund: eur(15_000n) } });
  expect([await held(ana, ANA), await held(wash, WASH), await proven()]).toEqual([15_000n, 5_000n, true]);
});

test('nothing can be added to the price late: a quote comes while the work is open and is paid only when accepted', async () => {
  const { ana, technician, wash, rest, held } = await openDone();
  const quote = {
    bookingId,
    quoteId: 'Q-1',
    amount: eur(5_000n),
    work: [{ code: 'pads', says: 'Brake pads', minutes: 30 }],
  };
  await expect(technician.on.service.proposeQuote(quote)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  await wash.on.merchant.publishService({ ...PARTLY, version: 3, price: eur(90_000n) });
  await ana.on.service.accept({ bookingId, ...rest });
  await expect(technician.on.service.proposeQuote(quote)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  expect(await held(wash, WASH)).toBe(20_000n);
});

test('a voucher pays the rest as it pays the price, by its merchant, category and vehicle', async () => {
  const { ana, issue, held, wash } = await openDone();
  const purpose = {
    merchants: [WASH],
    categories: ['7538'],
    vin: VIN,
    until: '2026-12-31T00:00:00.000Z',
    remainderTo: ANA,
  };
  const card = {
    paymentId: 'P-card',
    from: ANA,
    to: ANA,
    amount: eur(14_000n),
    lots: [await issue(ANA, 14_000n)],
    purpose,
  };
  const { made } = await ana.on.payment.bind(card);
  await ana.on.service.accept({ bookingId, paymentId: 'P-rest', lots: made.map(({ lotId }) => lotId) });
  expect(await held(wash, WASH)).toBe(20_000n);
});
