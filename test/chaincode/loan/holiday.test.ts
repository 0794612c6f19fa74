import { eur, openBank, VIN } from './cast';
import { scheduleOf } from '../../../chaincode/src/loan/rules/plan/schedule';
import { termsOf } from './terms';

const LOAN = { loanId: 'L-1' };

async function onHoliday(interest: 'runs' | 'waived', instalments: number, change: object = {}) {
  const bank = await openBank();
  const { lend, goTo, pay, lender, owner } = bank;
  await lend({ annualRatePpm: 120_000, ...change });
  goTo('2024-02-01');
  const [row] = scheduleOf(termsOf({ annualRatePpm: 120_000, ...change }));
  await pay('P-1', (row?.principal ?? 0n) + (row?.interest ?? 0n));
  const offer = {
    ...{ ...LOAN, modificationId: 'M-1', kind: 'holiday' as const, capitalise: false, validDays: 5 },
    holiday: { instalments, interest },
  };
  await lender.on.loan.offerModification(offer);
  const outcome = await owner.on.loan.previewModification({ ...LOAN, modificationId: 'M-1' });
  await owner.on.loan.agreeToModification({ ...LOAN, modificationId: 'M-1' });
  return { ...bank, outcome, level: (row?.principal ?? 0n) + (row?.interest ?? 0n) };
}

describe('M11: a payment holiday in a running loan', () => {
  test('instalments move on: nothing is past due in it or after it, as many are to come', async () => {
    const { owner, outcome, goTo } = await onHoliday('runs', 2);
    expect(outcome.coming.map(({ dueOn }) => dueOn)).toEqual([
      ...['2024-05-01', '2024-06-01', '2024-07-01', '2024-08-01', '2024-09-01'],
    ]);
    expect([outcome.codes, outcome.extendedMonths]).toEqual([['extension'], 2]);
    goTo('2024-04-20');
    expect(await owner.on.loan.standing({ ...LOAN, on: '2024-04-20' })).toMatchObject({
      ...{ pastDueDays: 0, pastDue: eur(0n) },
    });
  });

  test('interest that runs is paid with the instalments to come', async () => {
    const { outcome, owner, goTo } = await onHoliday('runs', 2);
    const interest = outcome.coming.reduce((sum, row) => sum + row.interest, 0n);
    // 83.74 are owed on the first of February; without the holiday five months at 1 % cost 2.53
    expect(interest).toBeGreaterThan(400n);
    goTo('2024-03-01');
    const { interest: sofar } = await owner.on.loan.payoff({ ...LOAN, on: '2024-03-01' });
    // of one month of 1 %, by days of the three months before the first instalment
    expect(Number(sofar.amount)).toBeGreaterThanOrEqual(80);
    expect(Number(sofar.amount)).toBeLessThanOrEqual(84);
  });

  test('interest that is waived stops until the holiday ends: every instalment stays what it was', async () => {
    const { outcome, level, owner, goTo } = await onHoliday('waived', 2);
    for (const { instalment } of outcome.coming.slice(0, -1)) expect(instalment).toBe(level);
    goTo('2024-03-31');
    expect((await owner.on.loan.payoff({ ...LOAN, on: '2024-03-31' })).interest).toEqual(eur(0n));
  });

  test('the loan is paid as planned afterwards', async () => {
    const { outcome, goTo, pay, owner } = await onHoliday('runs', 3);
    for (const { dueOn, instalment } of outcome.coming) {
      goTo(dueOn);
      await pay(`P-${dueOn}`, instalment);
    }
    expect((await owner.on.loan.read(LOAN)).status).toBe('settled');
  });

  test('what is past due is paid or re-aged first', async () => {
    const { lend, goTo, lender } = await openBank();
    await lend();
    goTo('2024-02-10');
    const holiday = { instalments: 1, interest: 'runs' } as const;
    const offer = {
      ...LOAN,
      modificationId: 'M-1',
      kind: 'holiday',
      capitalise: false,
      validDays: 5,
    } as const;
    await expect(lender.on.loan.offerModification({ ...offer, holiday })).rejects.toMatchObject({
      code: 'ARREARS_LEFT',
    });
    await expect(lender.on.loan.offerModification(offer)).rejects.toMatchObject({ code: 'TERMS_IMPOSSIBLE' });
  });

  test('a balloon stays, and equal principal does', async () => {
    const { outcome } = await onHoliday('waived', 1, { method: 'equalPrincipal', balloon: eur(4_000n) });
    expect(outcome.coming.map(({ principal }) => principal)).toEqual([
      1_000n,
      1_000n,
      1_000n,
      1_000n,
      5_000n,
    ]);
  });
});

describe('M9, UCC 9-615: the vehicle brings less than its sale costs', () => {
  async function taken() {
    const bank = await openBank();
    const { lend, goTo, lender, buyer } = bank;
    await lend({ annualRatePpm: 0 });
    goTo('2024-02-15');
    await lender.on.loan.declareDefault({ ...LOAN, on: '2024-02-15' });
    await lender.on.loan.giveNotice({ ...LOAN, cureDays: 1 });
    goTo('2024-02-17');
    await lender.on.loan.repossess(LOAN);
    await lender.on.vehicle.offerTitle({ vin: VIN, offerId: 'T-1', to: 'registry/buyer' });
    await buyer.on.vehicle.acceptTitle({ vin: VIN, offerId: 'T-1' });
    const sell = (proceeds: bigint, costs: bigint) =>
      lender.on.loan.sellCollateral({
        ...{ ...LOAN, saleId: 'S-1', on: '2024-02-17' },
        ...{ proceeds: eur(proceeds), costs: eur(costs) },
      });
    return { ...bank, sell };
  }

  test.each([
    ['less than its costs', 500n, 800n, 10_300n],
    ['exactly its costs', 800n, 800n, 10_000n],
    ['nothing', 0n, 800n, 10_800n],
    ['more', 1_800n, 800n, 9_000n],
  ] as const)('%s: the rest of the costs is part of the deficiency', async (_what, proceeds, costs, left) => {
    const { sell, owner } = await taken();
    expect((await sell(proceeds, costs)).deficiency).toEqual(eur(left));
    expect((await owner.on.loan.payoff({ ...LOAN, on: '2024-02-17' })).total).toEqual(eur(left));
    expect((await owner.on.vehicle.read({ vin: VIN })).liens[0]?.releasedAt).toBeDefined();
  });
});
