import { eur } from '../loan/cast';
import { euro } from './cast';
import { openDesk, VIN } from './insurer';

async function wrecked(change: Parameters<Awaited<ReturnType<typeof openDesk>>['lend']>[0] = {}) {
  const cast = await openDesk();
  await cast.lend(change);
  cast.goTo('2026-04-02');
  return cast;
}

/** The total loss of the car, proposed and not paid yet. */
async function proposed(cast: Awaited<ReturnType<typeof openDesk>>) {
  cast.start();
  await cast.claimed();
  await cast.desk.on.claim.proposeTotalLoss({ claimId: 'C-1', exposureId: 'E-1', retained: false });
  const payOut = (transferId = 'T-1') => cast.boss.on.claim.payTotalLoss({ claimId: 'C-1', transferId });
  const loan = () => cast.owner.on.loan.read({ loanId: 'L-1' });
  const liens = async () => (await cast.owner.on.vehicle.read({ vin: VIN })).liens;
  return { payOut, loan, liens };
}

test('a payout that is less than what is owed is booked, and the lien stays for the rest', async () => {
  const cast = await wrecked();
  const { payOut, loan, liens } = await proposed(cast);
  const { total } = await cast.owner.on.loan.payoff({ loanId: 'L-1', on: '2026-05-01' });
  await payOut();
  const { items } = await cast.owner.on.loan.listEntries({ loanId: 'L-1' });
  expect(items.find(({ entryId }) => entryId === 'T-1')).toMatchObject({
    kind: 'indemnity',
    amount: euro(7_200),
    over: euro(0),
  });
  expect((await cast.owner.on.loan.payoff({ loanId: 'L-1', on: '2026-05-01' })).total.amount).toBe(
    total.amount - euro(7_200).amount,
  );
  expect((await loan()).status).toBe('active');
  expect((await liens())[0]?.releasedAt).toBeUndefined();
});

test('a payout of what is owed settles the loan and releases the lien in the same transaction', async () => {
  const cast = await wrecked();
  await cast.pay('P-1', 200_000n);
  const { payOut, loan, liens } = await proposed(cast);
  const { total } = await cast.owner.on.loan.payoff({ loanId: 'L-1', on: '2026-05-01' });
  await cast.lender.on.claim.statePayoff({ claimId: 'C-1', lienId: 'loan-L-1', amount: total });
  const { settlement, payments } = await payOut();
  expect((await loan()).status).toBe('settled');
  expect((await liens())[0]?.releasedAt).toBe(settlement.paidAt);
  expect(cast.ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual([
    ...[
      'LienReleased',
      'LoanSettled',
      'LoanRepaid',
      'LienholderPaid',
      'TitleBranded',
      'AccidentRecorded',
      'TotalLossPaid',
    ],
  ]);
  expect(await payOut()).toEqual({ settlement, payments });
  expect((await loan()).entries).toBe(3);
});

test('what the lender said is owed stays said when the total loss is proposed again', async () => {
  const cast = await wrecked();
  const { payOut } = await proposed(cast);
  const payoff = { lienId: 'loan-L-1', holder: 'lender', amount: euro(1_000) };
  await cast.lender.on.claim.statePayoff({ claimId: 'C-1', lienId: payoff.lienId, amount: payoff.amount });
  const again = await cast.boss.on.claim.proposeTotalLoss({
    claimId: 'C-1',
    exposureId: 'E-1',
    retained: false,
  });
  expect(again).toMatchObject({ proposedBy: 'insurer/boss', payoffs: [payoff] });
  const { payments } = await cast.desk.on.claim.payTotalLoss({ claimId: 'C-1', transferId: 'T-1' });
  expect(payments.map(({ amount }) => amount)).toEqual([euro(1_000), euro(10_500)]);
  expect(await payOut()).toMatchObject({ payments });
});

test('without a statement of the lender what is over belongs to the borrower', async () => {
  const cast = await wrecked();
  await cast.pay('P-1', 200_000n);
  const { payOut, loan } = await proposed(cast);
  const { total } = await cast.owner.on.loan.payoff({ loanId: 'L-1', on: '2026-05-01' });
  await payOut();
  expect(await loan()).toMatchObject({
    status: 'overpaid',
    servicing: { credit: euro(7_200).amount - total.amount },
  });
});

test('M24, BGB § 1210: the payoff of a young loan is above its principal, and is stated and paid', async () => {
  const cast = await wrecked();
  const { payOut, loan, liens } = await proposed(cast);
  const { total: amount } = await cast.owner.on.loan.payoff({ loanId: 'L-1', on: '2026-05-01' });
  expect(amount).toEqual(eur(727_593n));
  const stated = { claimId: 'C-1', lienId: 'loan-L-1', amount };
  const more = { ...stated, amount: eur(727_594n) };
  await expect(cast.lender.on.claim.statePayoff(more)).rejects.toMatchObject({
    ...{ code: 'PAYOFF_ABOVE_LIEN', facts: { amount: '7275.93 EUR' } },
  });
  await cast.lender.on.claim.statePayoff(stated);
  const { payments } = await payOut();
  expect(payments[0]?.amount).toEqual(amount);
  expect([(await loan()).status, (await liens())[0]?.releasedAt]).toEqual(['settled', expect.any(String)]);
});

test('M24, BGB § 1190: a lien that secures no more than an amount is paid that, and stays for the rest', async () => {
  const cast = await wrecked({ securesUpTo: euro(7_000) });
  const { payOut, loan, liens } = await proposed(cast);
  const stated = { claimId: 'C-1', lienId: 'loan-L-1', amount: euro(7_001) };
  await expect(cast.lender.on.claim.statePayoff(stated)).rejects.toMatchObject({
    ...{ code: 'PAYOFF_ABOVE_LIEN', facts: { amount: '7000.00 EUR' } },
  });
  const { payments } = await payOut();
  expect(payments[0]?.amount).toEqual(euro(7_000));
  expect([(await loan()).status, (await liens())[0]?.releasedAt]).toEqual(['active', undefined]);
});

test('M24: of an old loan no more is stated than is owed, though the lien was placed for more', async () => {
  const cast = await wrecked();
  await cast.pay('P-1', 200_000n);
  await proposed(cast);
  const stated = { claimId: 'C-1', lienId: 'loan-L-1', amount: euro(7_200) };
  await expect(cast.lender.on.claim.statePayoff(stated)).rejects.toMatchObject({ code: 'PAYOFF_ABOVE_LIEN' });
});

test('an id that the loan has booked already is refused, and nothing is paid', async () => {
  const cast = await wrecked();
  await cast.pay('P-1', 200_000n);
  const { payOut } = await proposed(cast);
  await expect(payOut('P-1')).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
    facts: { kind: 'loanEntry' },
  });
  expect((await cast.owner.on.claim.readSettlement({ claimId: 'C-1' })).status).toBe('proposed');
});

test('an indemnity is not reversed by a word of the lender', async () => {
  const cast = await wrecked();
  const { payOut } = await proposed(cast);
  await payOut();
  const wish = { loanId: 'L-1', entryId: 'T-1', reversalId: 'X-1', on: '2026-05-01' };
  await expect(cast.lender.on.loan.reverse(wish)).rejects.toMatchObject({ code: 'NOT_REVERSIBLE' });
});

test('a loan that was written off has its loss recovered', async () => {
  const cast = await wrecked();
  cast.start();
  await cast.lender.on.loan.writeOff({ loanId: 'L-1', entryId: 'W-1', on: '2026-05-01' });
  const { payOut, loan, liens } = await proposed(cast);
  await payOut();
  expect(await loan()).toMatchObject({ status: 'writtenOff', recovered: euro(7_200) });
  expect((await liens())[0]?.releasedAt).toBeUndefined();
  expect(cast.ledger.events.at(-1)?.facts.map(({ name }) => name)).toContain('LossRecovered');
});

test('a loan that has nothing to recover any more gives what is over to the borrower, and its lien goes', async () => {
  const cast = await wrecked();
  await cast.pay('P-1', 200_000n);
  cast.start();
  await cast.lender.on.loan.writeOff({ loanId: 'L-1', entryId: 'W-1', on: '2026-05-01' });
  const { payOut, loan, liens } = await proposed(cast);
  await payOut();
  const { status, lost, recovered, servicing } = await loan();
  const whole = (lost?.principal ?? 0n) + (lost?.interest ?? 0n);
  expect([status, recovered?.amount, servicing?.credit]).toEqual([
    'overpaid',
    whole,
    euro(7_200).amount - whole,
  ]);
  expect((await liens())[0]?.releasedAt).toBeDefined();
});
