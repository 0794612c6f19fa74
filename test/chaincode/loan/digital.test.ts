import { eur, openBank, VIN } from './cast';
import { termsOf } from './terms';

async function openTill() {
  const bank = await openBank();
  const approver = await bank.be('lender/approver', 'lender');
  let count = 0;
  const issue = async (party: string, minor: bigint) => {
    const orderId = `O-${++count}`;
    await bank.lender.on.payment.askIssue({ orderId, party, amount: eur(minor) });
    const { transfer } = await approver.on.payment.settle({ orderId, paymentId: `issue-${count}` });
    return transfer?.made[0]?.lotId ?? 'none';
  };
  const holds = async (party: string) =>
    (await bank.auditor.on.payment.balance({ party })).accounts[0]?.free.amount ?? 0n;
  return { ...bank, issue, holds };
}

test('an instalment paid in digital money is booked in the same transaction', async () => {
  const { lend, goTo, owner, issue, holds, ledger } = await openTill();
  await lend();
  goTo('2024-02-01');
  const lot = await issue('registry/owner', 5_000n);
  const booked = await owner.on.loan.pay({
    loanId: 'L-1',
    paymentId: 'D-1',
    amount: eur(1_701n),
    lots: [lot],
  });
  expect(booked).toMatchObject({ kind: 'repayment', amount: eur(1_701n), on: '2024-02-01' });
  expect([await holds('registry/owner'), await holds('lender')]).toEqual([3_299n, 1_701n]);
  expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['MoneyMoved', 'LoanRepaid']);
  expect(
    await owner.on.loan.pay({ loanId: 'L-1', paymentId: 'D-1', amount: eur(1_701n), lots: [lot] }),
  ).toEqual(booked);
  expect(await holds('registry/owner')).toBe(3_299n);
});

test('money that is not there books nothing', async () => {
  const { lend, goTo, owner, buyer, issue, holds } = await openTill();
  await lend();
  goTo('2024-02-01');
  const lot = await issue('registry/owner', 1_000n);
  const payment = { loanId: 'L-1', paymentId: 'D-1', amount: eur(1_701n), lots: [lot] };
  await expect(owner.on.loan.pay(payment)).rejects.toThrow();
  await expect(buyer.on.loan.pay(payment)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect((await owner.on.loan.listEntries({ loanId: 'L-1' })).items).toHaveLength(1);
  expect(await holds('registry/owner')).toBe(1_000n);
});

test('an entry whose money moved is not reversed by a word: the money would stay with the lender', async () => {
  const { lend, goTo, owner, lender, issue } = await openTill();
  await lend();
  goTo('2024-02-01');
  const lot = await issue('registry/owner', 1_701n);
  await owner.on.loan.pay({ loanId: 'L-1', paymentId: 'D-1', amount: eur(1_701n), lots: [lot] });
  const wish = { loanId: 'L-1', entryId: 'D-1', reversalId: 'X-1', on: '2024-02-01' };
  await expect(lender.on.loan.reverse(wish)).rejects.toMatchObject({ code: 'NOT_REVERSIBLE' });
});

test('the last payment in digital money settles the loan and releases the lien', async () => {
  const { lend, goTo, owner, issue } = await openTill();
  await lend();
  goTo('2024-02-01');
  const { total } = await owner.on.loan.payoff({ loanId: 'L-1', on: '2024-02-01' });
  const lot = await issue('registry/owner', total.amount);
  await owner.on.loan.pay({ loanId: 'L-1', paymentId: 'D-1', amount: total, lots: [lot] });
  expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
  expect(
    (await owner.on.vehicle.read({ vin: VIN })).liens.filter(({ releasedAt }) => releasedAt === undefined),
  ).toEqual([]);
});

test('a loan is paid out to the seller in the transaction that places the lien', async () => {
  const { apply, offer, owner, lender, issue, holds } = await openTill();
  await apply('A-1', eur(10_000n));
  await offer(termsOf());
  await owner.on.loan.accept({ applicationId: 'A-1', decisionId: 'D-1', loanId: 'L-1' });
  const lot = await issue('lender', 12_000n);
  const transfer = { paymentId: 'P-1', lots: [lot], to: 'manufacturer/dealer' };
  await lender.on.loan.disburse({ loanId: 'L-1', on: '2024-01-01', transfer });
  expect([await holds('manufacturer/dealer'), await holds('lender')]).toEqual([10_000n, 2_000n]);
  expect((await owner.on.vehicle.read({ vin: VIN })).liens).toHaveLength(1);
});
