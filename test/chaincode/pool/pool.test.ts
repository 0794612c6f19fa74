import { fieldNames } from '../../gateway/assetdata';
import { opening, openTrust, structure } from './cast';

test('a pool is filled, sold, issued, run for a month, distributed, verified by anybody', async () => {
  const { lender, plant, insurer, auditor, issue, repay, goTo, stated } = await openTrust();
  expect(await issue()).toMatchObject({ status: 'issued', assets: 4, balance: 1_000_000n });
  expect(await plant.on.pool.readPledge({ loanId: 'L-1' })).toMatchObject({
    owner: 'insurer',
    stage: 'ACTIVE',
  });
  for (const loanId of ['L-1', 'L-2', 'L-3']) await repay(loanId, `P-${loanId}`, 21_000n, '2024-02-02');
  goTo('2024-03-02');
  const run = { poolId: 'T-1', month: '2024-02' };
  await lender.on.pool.runMonth({ ...run, upTo: 2 });
  const { sums } = await lender.on.pool.runMonth({ ...run, upTo: 4 });
  expect(sums.begin).toBe(1_000_000n);
  expect(sums.begin - sums.end).toBe(sums.principal + sums.chargedOff + sums.otherAdjustment);
  expect(sums.principal + sums.interest).toBe(63_000n);
  const month = await lender.on.pool.distribute({ ...run, stated: stated('2024-03-15') });
  const paid = month.distribution;
  expect(paid?.steps[0]).toMatchObject({ step: { pays: 'servicingFee' }, due: 1_000n, paid: 1_000n });
  // From 2 February to 15 March: 43 days of 30/360 on 7,000.00 at 2.4 %, on 2,000.00 at 3.6 %.
  expect(paid?.classes).toMatchObject([
    { name: 'A-1', interestDue: 2_007n, interestPaid: 2_007n },
    { name: 'B', interestDue: 860n, interestPaid: 860n },
  ]);
  expect(await auditor.on.pool.verifyMonth(run)).toMatchObject({ same: true });
  const again = await insurer.on.pool.verifyRows({ ...run, from: 1 });
  expect(again).toMatchObject({ differ: [], bookedSince: [], sums: { end: sums.end } });
});

describe('one pool a loan', () => {
  test('a loan is in one pool only, and may go into another once it left', async () => {
    const { lender } = await openTrust();
    await lender.on.pool.open(opening);
    await lender.on.pool.open({ ...opening, poolId: 'T-2' });
    await lender.on.pool.pledge({ poolId: 'T-1', loanId: 'L-1' });
    await expect(lender.on.pool.pledge({ poolId: 'T-2', loanId: 'L-1' })).rejects.toMatchObject({
      code: 'LOAN_POOLED',
    });
    await lender.on.pool.withdraw({ poolId: 'T-1', loanId: 'L-1' });
    expect(await lender.on.pool.pledge({ poolId: 'T-2', loanId: 'L-1' })).toMatchObject({ number: 1 });
    expect(await lender.on.pool.read({ poolId: 'T-1' })).toMatchObject({ balance: 0n, assets: 1 });
  });

  test('strangers, other lenders and the depositor cannot pledge', async () => {
    const { lender, plant, insurer } = await openTrust();
    await lender.on.pool.open(opening);
    const asked = { poolId: 'T-1', loanId: 'L-1' };
    await expect(plant.on.pool.pledge(asked)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(insurer.on.pool.pledge(asked)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(plant.on.pool.buy({ poolId: 'T-1' })).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    await expect(insurer.on.pool.buy({ poolId: 'T-1' })).rejects.toMatchObject({ code: 'WRONG_SIDE' });
  });

  test('terms that do not fit are named', async () => {
    const { lender } = await openTrust();
    const [a, b] = structure.classes;
    const twice = { ...structure, classes: [a, b, a].flatMap((one) => one ?? []) };
    await expect(lender.on.pool.open({ ...opening, structure: twice })).rejects.toMatchObject({
      code: 'POOL_TERMS_WRONG',
    });
    await expect(lender.on.pool.open({ ...opening, trustee: 'lender' })).rejects.toMatchObject({
      code: 'POOL_SIDES_WRONG',
    });
  });
});

test('a loan is reported by the fields of Schedule AL, Item 3, in their order, and the row adds up', async () => {
  const { lender, issue, repay, goTo } = await openTrust();
  await issue();
  await repay('L-1', 'P-1', 21_000n, '2024-02-02');
  goTo('2024-03-02');
  const run = { poolId: 'T-1', month: '2024-02' };
  await lender.on.pool.runMonth({ ...run, upTo: 4 });
  const { assets } = await lender.on.pool.reportAssets({ ...run, from: 1 });
  const [first = []] = assets;
  const names = first.map(({ name }) => name);
  expect(names).toEqual(fieldNames.filter((name) => names.includes(name)));
  const of = (name: string) => first.find((one) => one.name === name)?.value;
  expect(of('reportingPeriodBeginningDate')).toBe('02-01-2024');
  expect(of('originationDate')).toBe('01/2024');
  expect(of('loanMaturityDate')).toBe('01/2025');
  expect(of('originalInterestRatePercentage')).toBe('0.07');
  expect(of('paymentTypeCode')).toBe('2');
  expect(of('originalLoanAmount')).toBe('2500.00');
  const cents = (name: string) => Math.round(Number(of(name)) * 100);
  const [begin, end] = [
    cents('reportingPeriodBeginningLoanBalanceAmount'),
    cents('reportingPeriodActualEndBalanceAmount'),
  ];
  expect(begin - end).toBe(cents('actualPrincipalCollectedAmount') + cents('otherPrincipalAdjustmentAmount'));
  expect(cents('totalActualAmountPaid')).toBe(21_000);
});
