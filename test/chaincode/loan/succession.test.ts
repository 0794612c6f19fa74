import { eur, openBank, VIN } from './cast';
import { modificationFacts as plan } from './terms';

const zero = {
  principal: eur(40_000n),
  annualRatePpm: 0,
  instalments: 4,
  late: { graceDays: 0, fee: eur(100n) },
};
const wish = {
  loanId: 'L-1',
  modificationId: 'M-1',
  kind: 'reage',
  plan,
  capitalise: false,
  validDays: 10,
} as const;

async function openLate() {
  const bank = await openBank();
  await bank.lend(zero);
  bank.goTo('2024-03-15');
  const offer = (change: { successorId?: string } = { successorId: 'L-2' }) =>
    bank.lender.on.loan.offerModification({ ...wish, ...change });
  const agree = () => bank.owner.on.loan.agreeToModification({ loanId: 'L-1', modificationId: 'M-1' });
  const read = (loanId: string) => bank.owner.on.loan.read({ loanId });
  return { ...bank, offer, agree, read };
}

test('another loan takes over all that is owed, with charges and lien, and the old one is closed as rescheduled', async () => {
  const { owner, lender, ledger, offer, agree, read } = await openLate();
  const before = await owner.on.loan.payoff({ loanId: 'L-1', on: '2024-03-15' });
  await offer();
  const agreed = await agree();
  expect(agreed).toMatchObject({ status: 'agreed', outcome: { outstanding: eur(40_000n) } });
  expect(await read('L-1')).toMatchObject({
    status: 'rescheduled',
    succeededBy: 'L-2',
    servicing: { balance: 0n, due: [] },
  });
  expect((await owner.on.loan.payoff({ loanId: 'L-1', on: '2024-03-15' })).total).toEqual(eur(0n));
  expect(await read('L-2')).toMatchObject({
    ...{
      status: 'active',
      succeeds: 'L-1',
      lienId: 'loan-L-1',
      entries: 1,
      modified: { times: 1, extendedMonths: 6 },
    },
    servicing: { balance: 40_000n, paid: { principal: 0n } },
  });
  expect(await owner.on.loan.payoff({ loanId: 'L-2', on: '2024-03-15' })).toEqual(before);
  expect((await owner.on.vehicle.read({ vin: VIN })).liens).toMatchObject([
    { lienId: 'loan-L-1', loanId: 'L-2', rank: 1 },
  ]);
  expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['LienCarried', 'LoanModified']);
  const { status, transactions } = await lender.on.loan.exportEntries({ loanId: 'L-1' });
  expect(status).toEqual({ id: 602, code: 'CLOSED_RESCHEDULE_OUTSTANDING_AMOUNT' });
  expect(transactions.find(({ id }) => id === 'M-1')).toMatchObject({
    type: { id: 29 },
    outstandingLoanBalance: eur(0n),
  });
  expect(await agree()).toEqual(agreed);
});

test('the successor is paid off like any loan, and then the lien goes; the old one takes no payment', async () => {
  const { owner, lender, offer, agree, pay } = await openLate();
  await offer();
  await agree();
  await expect(pay('P-1', 1n)).rejects.toMatchObject({
    code: 'WRONG_STATUS',
    facts: { status: 'rescheduled' },
  });
  const { total } = await owner.on.loan.payoff({ loanId: 'L-2', on: '2024-03-15' });
  await lender.on.loan.repay({ loanId: 'L-2', paymentId: 'P-2', amount: total, on: '2024-03-15' });
  expect((await owner.on.loan.read({ loanId: 'L-2' })).status).toBe('settled');
  expect((await owner.on.vehicle.read({ vin: VIN })).liens[0]?.releasedAt).toBeDefined();
});

test('a loan whose lien was released before is succeeded without one', async () => {
  const { owner, lender, ledger, offer, agree } = await openLate();
  await lender.on.vehicle.releaseLien({ vin: VIN, lienId: 'loan-L-1' });
  await offer();
  await agree();
  expect((await owner.on.vehicle.read({ vin: VIN })).liens).toMatchObject([{ loanId: 'L-1' }]);
  expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['LoanModified']);
});

test('an id that is taken, a vehicle that is being taken, a reamortisation: none of them is succeeded', async () => {
  const { lender, offer, agree, read } = await openLate();
  const { plan: _plan, ...bare } = wish;
  const spread = { ...bare, modificationId: 'M-2', kind: 'reamortise', successorId: 'L-3' } as const;
  await expect(lender.on.loan.offerModification(spread)).rejects.toMatchObject({ code: 'TERMS_IMPOSSIBLE' });
  await offer({ successorId: 'L-1' });
  await expect(agree()).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY', facts: { kind: 'loan' } });
  await lender.on.loan.declareDefault({ loanId: 'L-1', on: '2024-03-15' });
  await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 5 });
  await expect(agree()).rejects.toMatchObject({ code: 'REPOSSESSION_OPEN' });
  expect((await read('L-1')).status).toBe('defaulted');
  await lender.on.loan.endRepossession({ loanId: 'L-1' });
});
