import { eur, opening, openTrust, structure } from './cast';

type Trust = Awaited<ReturnType<typeof openTrust>>;
const refused = (code: string, facts: object = {}) => ({
  code,
  ...(Object.keys(facts).length > 0 && { facts }),
});
const pledge = { poolId: 'T-1', loanId: 'L-1' };
const facts = {
  ...{ score: 640, incomeVerification: 2, employmentVerification: 1, coObligor: false, state: 'DE-BE' },
  vehicle: {
    ...{ maker: 'Works', model: 'Coach', year: 2024, condition: 'new' as const, type: 'car' as const },
    ...{ value: 300_000n, valueSource: 'invoice' as const },
  },
  ...{ subvented: 'no' as const, underwritten: true },
};

describe('what comes in', () => {
  test('no loan comes in before its cut-off day is over', async () => {
    const { lender } = await openTrust();
    await lender.on.pool.open({ ...opening, cutOff: '2024-02-02' });
    await expect(lender.on.pool.pledge(pledge)).rejects.toMatchObject(refused('CUT_OFF_AHEAD'));
  });

  test.each([
    ['minPaid', { minPaid: 1 }],
    ['maxInstalments', { maxInstalments: 6 }],
    ['minBalance', { minBalance: 250_001n }],
    ['maxRatePpm', { maxRatePpm: 60_000 }],
    ['maxRemaining', { maxRemaining: 11 }],
  ])('the rule %s is held against the live loan', async (rule, eligibility) => {
    const { lender } = await openTrust();
    await lender.on.pool.open({ ...opening, eligibility });
    await expect(lender.on.pool.pledge(pledge)).rejects.toMatchObject(refused('LOAN_NOT_ELIGIBLE', { rule }));
  });

  test('a loan in another currency stays out', async () => {
    const { lender } = await openTrust();
    await lender.on.pool.open({ ...opening, structure: { ...structure, currency: 'USD' } });
    await expect(lender.on.pool.pledge(pledge)).rejects.toMatchObject(
      refused('LOAN_NOT_ELIGIBLE', { rule: 'currency' }),
    );
  });

  test('score and loan to value are held against what the originator keeps', async () => {
    const { lender } = await openTrust();
    await lender.on.pool.open({ ...opening, eligibility: { minScore: 650 } });
    await expect(lender.on.pool.pledge(pledge)).rejects.toMatchObject(
      refused('LOAN_NOT_ELIGIBLE', { rule: 'factsSeal' }),
    );
    await expect(lender.on.pool.keepFacts(pledge, facts)).rejects.toMatchObject(
      refused('LOAN_NOT_ELIGIBLE', { rule: 'minScore', is: '640' }),
    );
    const { seal } = await lender.on.pool.keepFacts(pledge, { ...facts, score: 650 });
    expect(await lender.on.pool.pledge({ ...pledge, factsSeal: seal })).toMatchObject({ number: 1 });
    expect(await lender.on.pool.composition({ poolId: 'T-1', from: 1, to: 1 })).toEqual({
      shares: [{ state: 'DE-BE', balance: 250_000n }],
      unknown: 0n,
    });
  });

  test('a loan that owes nothing stays out', async () => {
    const { lender, owner, repay } = await openTrust();
    await repay('L-1', 'P-all', 251_000n, '2024-01-31');
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).not.toBe('active');
    await lender.on.pool.open(opening);
    await expect(lender.on.pool.pledge(pledge)).rejects.toMatchObject(refused('LOAN_NOT_RUNNING'));
  });
});

describe('what is sold', () => {
  const filled = async (loanIds: string[]) => {
    const trust = await openTrust();
    await trust.lender.on.pool.open(opening);
    for (const loanId of loanIds) await trust.lender.on.pool.pledge({ poolId: 'T-1', loanId });
    return trust;
  };

  test('a pool that does not cover its notes is not offered', async () => {
    const { lender } = await filled(['L-1', 'L-2', 'L-3']);
    const concentration = [{ state: 'DE-BE', balance: 750_000n }];
    await expect(lender.on.pool.offer({ poolId: 'T-1', concentration })).rejects.toMatchObject(
      refused('POOL_TOO_SMALL', { wanted: '900000' }),
    );
  });

  test('balances by state must be the pool', async () => {
    const { lender, plant } = await filled(['L-1', 'L-2', 'L-3', 'L-4']);
    const offer = (balance: bigint) =>
      lender.on.pool.offer({ poolId: 'T-1', concentration: [{ state: 'DE-BE', balance }] });
    await expect(offer(1n)).rejects.toMatchObject(refused('CONCENTRATION_WRONG'));
    await offer(1_000_000n);
    // The depositor looks at what it buys, and gives one loan back.
    await plant.on.pool.decline({ poolId: 'T-1', loanId: 'L-4' });
    expect(await plant.on.pool.readPledge({ loanId: 'L-4' })).toMatchObject({ stage: 'DECLINED' });
  });

  test('issued after the cut-off', async () => {
    const { lender, plant, insurer } = await filled(['L-1', 'L-2', 'L-3', 'L-4']);
    await lender.on.pool.offer({
      poolId: 'T-1',
      concentration: [{ state: 'DE-BE', balance: 1_000_000n }],
    });
    await plant.on.pool.buy({ poolId: 'T-1' });
    await expect(insurer.on.pool.issue({ poolId: 'T-1', on: '2024-01-31' })).rejects.toMatchObject(
      refused('PAYMENT_DATE_WRONG'),
    );
  });
});

describe('a month in its turn', () => {
  const run = { poolId: 'T-1', month: '2024-02' };
  const after = async (day = '2024-03-02') => {
    const trust = await openTrust();
    await trust.issue();
    trust.goTo(day);
    return trust;
  };

  test('not before it is over, and none left out', async () => {
    const { lender } = await after('2024-02-20');
    await expect(lender.on.pool.runMonth({ ...run, upTo: 4 })).rejects.toMatchObject(
      refused('MONTH_NOT_OVER'),
    );
    await expect(lender.on.pool.runMonth({ ...run, month: '2024-03', upTo: 4 })).rejects.toMatchObject(
      refused('MONTH_OUT_OF_TURN', { next: '2024-02' }),
    );
  });

  test('no loan is left out or looked at twice', async () => {
    const { lender, stated } = await after();
    await lender.on.pool.runMonth({ ...run, upTo: 3 });
    expect(await lender.on.pool.runMonth({ ...run, upTo: 2 })).toMatchObject({ visited: 3 });
    await expect(lender.on.pool.runMonth({ ...run, upTo: 5 })).rejects.toMatchObject(
      refused('RUN_OUT_OF_TURN'),
    );
    await expect(lender.on.pool.distribute({ ...run, stated: stated('2024-03-15') })).rejects.toMatchObject(
      refused('RUN_NOT_DONE'),
    );
  });

  test('what the servicer states fits the structure', async () => {
    const { lender, stated } = await after();
    await lender.on.pool.runMonth({ ...run, upTo: 4 });
    const pay = (change: object) =>
      lender.on.pool.distribute({ ...run, stated: { ...stated('2024-03-15'), ...change } });
    await expect(pay({ paymentOn: '2024-02-29' })).rejects.toMatchObject(refused('PAYMENT_DATE_WRONG'));
    await expect(pay({ indices: [{ name: 'A-1', ratePpb: 1 }] })).rejects.toMatchObject(
      refused('INDEX_MISSING'),
    );
    await expect(pay({ reimbursed: 1n })).rejects.toMatchObject(refused('ADVANCES_EXCEED'));
    await pay({});
    expect(await pay({})).toMatchObject({ status: 'distributed' });
    await expect(pay({ fees: 1n })).rejects.toMatchObject(refused('MONTH_OUT_OF_TURN'));
  });

  test('a late booking of an earlier day counts in the next month, and is told by who verifies', async () => {
    const { lender, auditor, repay, goTo, stated } = await after();
    await lender.on.pool.runMonth({ ...run, upTo: 4 });
    await lender.on.pool.distribute({ ...run, stated: stated('2024-03-15') });
    await repay('L-1', 'P-late', 21_000n, '2024-02-20');
    expect(await auditor.on.pool.verifyRows({ ...run, from: 1 })).toMatchObject({
      differ: [],
      bookedSince: [1],
    });
    goTo('2024-04-02');
    const { sums } = await lender.on.pool.runMonth({ ...run, month: '2024-03', upTo: 4 });
    expect(sums.principal + sums.interest).toBe(21_000n);
  });

  test('the clean-up call waits for the pool factor', async () => {
    const { lender } = await after();
    await expect(
      lender.on.pool.call({ poolId: 'T-1', paymentId: 'P-c', amount: eur(1n), lots: ['P-0:0'] }),
    ).rejects.toMatchObject(refused('NOT_CALLABLE', { factor: '1000000000', limit: '100000000' }));
  });

  test('the call pays at least the pool and its notes, and the next month pays every note', async () => {
    const { lender, be, repay, goTo, stated, issue } = await openTrust();
    await issue(undefined, { cleanUpPpm: 200_000 });
    for (const loanId of ['L-1', 'L-2', 'L-3']) await repay(loanId, `P-${loanId}`, 251_500n, '2024-02-02');
    await repay('L-4', 'P-L-4', 65_000n, '2024-02-02');
    goTo('2024-03-02');
    await lender.on.pool.runMonth({ ...run, upTo: 4 });
    await lender.on.pool.distribute({ ...run, stated: stated('2024-03-15') });
    const { standing } = await lender.on.pool.read({ poolId: 'T-1' });
    const owed = standing?.balances.reduce((sum, one) => sum + one, 0n) ?? 0n;
    expect(owed).toBeGreaterThan(0n);
    const second = await be('lender/second', 'lender');
    await lender.on.payment.askIssue({ orderId: 'I-1', party: 'lender', amount: eur(250_000n) });
    const { transfer } = await second.on.payment.settle({ orderId: 'I-1', paymentId: 'issue-1' });
    const lots = [transfer?.made[0]?.lotId ?? 'none'];
    const call = { poolId: 'T-1', paymentId: 'P-call', lots };
    const short = lender.on.pool.call({ ...call, amount: eur(owed - 1n) });
    await expect(short).rejects.toMatchObject(refused('CALL_PRICE_SHORT'));
    expect(await lender.on.pool.call({ ...call, amount: eur(200_000n) })).toMatchObject({ status: 'called' });
    goTo('2024-04-02');
    const march = { poolId: 'T-1', month: '2024-03' };
    await lender.on.pool.runMonth({ ...march, upTo: 4 });
    const { distribution } = await lender.on.pool.distribute({ ...march, stated: stated('2024-04-15') });
    expect(distribution?.classes.map(({ end }) => end)).toEqual([0n, 0n]);
    expect(await lender.on.pool.read({ poolId: 'T-1' })).toMatchObject({ status: 'ended' });
    expect(await lender.on.pool.verifyMonth(march)).toMatchObject({ same: true });
  });
});

describe('a loan bought back', () => {
  const sold = async () => {
    const trust = await openTrust();
    await trust.issue();
    return trust;
  };
  /** Free money of the lender itself. */
  const funds = async ({ lender, be }: Trust, amount: bigint) => {
    const second = await be('lender/second', 'lender');
    await lender.on.payment.askIssue({ orderId: 'I-1', party: 'lender', amount: eur(amount) });
    const { transfer } = await second.on.payment.settle({ orderId: 'I-1', paymentId: 'issue-1' });
    return transfer?.made[0]?.lotId ?? 'none';
  };

  test('on demand, at what is outstanding and accrued', async () => {
    const trust = await sold();
    const { lender, insurer } = trust;
    await expect(lender.on.pool.answerDemand({ loanId: 'L-1', status: 'disputed' })).rejects.toMatchObject(
      refused('NOTHING_DEMANDED'),
    );
    await insurer.on.pool.demandBuyBack({ loanId: 'L-1', reason: 'representation' });
    const { price } = await insurer.on.pool.readPrice({ loanId: 'L-1' });
    // 7 % for half a month and two days on 2,500.00 (30/360 by parts of the month).
    expect(price.amount).toBeGreaterThan(250_000n);
    const asked = { poolId: 'T-1', loanId: 'L-1', paymentId: 'P-back', lots: [await funds(trust, 300_000n)] };
    await expect(lender.on.pool.buyBack({ ...asked, amount: eur(1n) })).rejects.toMatchObject(
      refused('NOT_BOUGHT_BACK_SO', { price: `${price.amount}` }),
    );
    const bought = await lender.on.pool.buyBack({ ...asked, amount: price });
    expect(bought).toMatchObject({ status: 'boughtBack', demand: { status: 'repurchased' } });
    expect(await lender.on.pool.read({ poolId: 'T-1' })).toMatchObject({ repurchases: price.amount });
  });
});
