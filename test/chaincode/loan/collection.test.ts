import { eur, facts, openBank, scorecard, VIN } from './cast';
import { termsOf } from './terms';

const four = {
  ...{
    principal: eur(100_000n),
    annualRatePpm: 0,
    instalments: 4,
    every: { count: 15, unit: 'day' as const },
  },
  ...{ startOn: '2023-09-16', firstDueOn: '2023-10-01' },
};
const autumn = { at: Date.parse('2023-09-16T09:00:00Z') };

async function openLate(
  change: Parameters<Awaited<ReturnType<typeof openBank>>['lend']>[0] = {},
  day = '2024-03-15',
) {
  const bank = await openBank();
  await bank.lend(change);
  bank.goTo(day);
  return bank;
}

describe('lateness on the ledger', () => {
  test('the published buckets', async () => {
    const { lender, owner, auditor, goTo } = await lateInAutumn();
    goTo('2023-11-16');
    expect(await owner.on.loan.standing({ loanId: 'L-1', on: '2023-11-16' })).toMatchObject({
      ...{
        pastDueDays: 46,
        delinquentDays: 46,
        bucket: '31-60',
        investorBucket: '31-60',
        riskClass: 'specialMention',
      },
      buckets: [
        { bucket: '1-3', amount: eur(25_000n) },
        { bucket: '4-30', amount: eur(25_000n) },
        { bucket: '31-60', amount: eur(50_000n) },
      ],
      ...{ pastDue: eur(100_000n), chargeOffDue: false, payoff: eur(100_000n) },
    });
    goTo('2023-11-17');
    await lender.on.loan.tick({ loanId: 'L-1', on: '2023-11-16' });
    await expect(auditor.on.loan.standing({ loanId: 'L-1', on: '2023-11-15' })).rejects.toMatchObject({
      code: 'VALUE_DAY_BEHIND',
    });
  });

  test('a tick charges late fees and tells the bucket, and does it once a day', async () => {
    const { lender, ledger } = await openLate({ late: { graceDays: 2, fee: eur(300n) } }, '2024-02-11');
    const tick = () => lender.on.loan.tick({ loanId: 'L-1', on: '2024-02-10' });
    expect(await tick()).toEqual({
      loanId: 'L-1',
      on: '2024-02-10',
      bucket: '4-30',
      lateFees: 1,
      lateInterest: eur(0n),
    });
    expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['LoanCharged', 'BucketChanged']);
    const told = ledger.events.length;
    const { set } = await ledger.simulate(lender, {
      manner: 'submit',
      room: 'loan',
      name: 'tick',
      request: '{"loanId":"L-1","on":"2024-02-10"}',
    });
    expect([set.writes.size, ledger.events.length]).toEqual([0, told]);
    expect(await tick()).toMatchObject({ lateFees: 0 });
  });

  test('a tick books late interest once a day, and the standing tells it without one', async () => {
    const { lender, owner, ledger, goTo } = await openLate(
      { late: { graceDays: 0, annualRatePpm: 365_000 } },
      '2024-02-12',
    );
    const tick = (on: string) => lender.on.loan.tick({ loanId: 'L-1', on });
    const owed = async (on: string) => (await owner.on.loan.standing({ loanId: 'L-1', on })).lateInterest;
    expect(await owed('2024-02-11')).toEqual(eur(16n));
    expect((await tick('2024-02-11')).lateInterest).toEqual(eur(16n));
    expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual([
      'LateInterestBooked',
      'BucketChanged',
    ]);
    const told = ledger.events.length;
    expect((await tick('2024-02-11')).lateInterest).toEqual(eur(0n));
    expect(ledger.events).toHaveLength(told);
    goTo('2024-02-22');
    expect([await owed('2024-02-21'), (await tick('2024-02-21')).lateInterest]).toEqual([eur(33n), eur(17n)]);
    const waiver = {
      loanId: 'L-1',
      waiverId: 'W-1',
      chargeId: 'late-interest',
      amount: eur(33n),
      on: '2024-02-21',
    };
    await expect(lender.on.loan.waive({ ...waiver, amount: eur(34n) })).rejects.toMatchObject({
      code: 'WAIVER_TOO_LARGE',
    });
    expect(await lender.on.loan.waive(waiver)).toMatchObject({ penalty: eur(33n) });
    expect(await owed('2024-02-21')).toEqual(eur(0n));
  });

  test('a loan has room for so many pauses and no more', async () => {
    const { lender } = await openLate();
    for (let no = 0; no < 24; no++) {
      await lender.on.loan.pause({ loanId: 'L-1', on: '2024-03-15' });
      await lender.on.loan.resume({ loanId: 'L-1', on: '2024-03-15' });
    }
    await expect(lender.on.loan.pause({ loanId: 'L-1', on: '2024-03-15' })).rejects.toMatchObject({
      code: 'TOO_MANY',
    });
  });

  test('a pause stops the count until it is resumed', async () => {
    const { lender, owner, goTo } = await openLate({}, '2024-02-11');
    const days = async (on: string) => (await owner.on.loan.standing({ loanId: 'L-1', on })).delinquentDays;
    await expect(lender.on.loan.resume({ loanId: 'L-1', on: '2024-02-11' })).rejects.toMatchObject({
      code: 'NOT_PAUSED',
    });
    await lender.on.loan.pause({ loanId: 'L-1', on: '2024-02-11' });
    await expect(lender.on.loan.pause({ loanId: 'L-1', on: '2024-02-11' })).rejects.toMatchObject({
      code: 'ALREADY_PAUSED',
    });
    expect(await days('2024-02-29')).toBe(10);
    goTo('2024-02-21');
    await lender.on.loan.resume({ loanId: 'L-1', on: '2024-02-21' });
    expect(await days('2024-02-29')).toBe(18);
  });
});

async function lateInAutumn() {
  const bank = await openBank(autumn);
  const { lender, owner, apply } = bank;
  await lender.on.loan.publishScorecard({ ...scorecard, version: 2, effectiveFrom: '2023-01-01' });
  const terms = termsOf(four);
  await apply('A-1', terms.principal, 4);
  const { seal } = await lender.on.loan.underwrite({ applicationId: 'A-1', decisionId: 'D-1' }, facts);
  const decision = {
    applicationId: 'A-1',
    decisionId: 'D-1',
    outcome: 'approve',
    scorecardVersion: 2,
    validDays: 14,
  } as const;
  await lender.on.loan.decide({ ...decision, seal, terms });
  await owner.on.loan.accept({ applicationId: 'A-1', decisionId: 'D-1', loanId: 'L-1' });
  await lender.on.loan.disburse({ loanId: 'L-1', on: terms.startOn });
  return bank;
}

describe('default and loss', () => {
  test('a default needs an unpaid instalment and is cured when all is paid', async () => {
    const { lender, goTo, lend, pay } = await openBank();
    await lend();
    goTo('2024-02-01');
    const inDefault = (on: string) => lender.on.loan.declareDefault({ loanId: 'L-1', on });
    await expect(inDefault('2024-02-01')).rejects.toMatchObject({ code: 'NOT_PAST_DUE' });
    goTo('2024-02-15');
    expect((await inDefault('2024-02-15')).status).toBe('defaulted');
    const cure = () => lender.on.loan.cure({ loanId: 'L-1', on: '2024-02-15' });
    await expect(cure()).rejects.toMatchObject({ code: 'STILL_PAST_DUE', facts: { days: 14 } });
    await pay('P-1', 1701n);
    expect((await cure()).status).toBe('active');
  });

  test('a charge-off is a flag from 120 days on; the loan is still owed', async () => {
    const { lender, owner, goTo, pay } = await openLate({}, '2024-05-30');
    const off = (entryId: string, on: string) => lender.on.loan.chargeOff({ loanId: 'L-1', entryId, on });
    await expect(off('O-1', '2024-05-30')).rejects.toMatchObject({
      code: 'CHARGE_OFF_TOO_EARLY',
      facts: { days: 119 },
    });
    goTo('2024-05-31');
    await off('O-1', '2024-05-31');
    await expect(off('O-2', '2024-05-31')).rejects.toMatchObject({ code: 'CHARGED_OFF_ALREADY' });
    expect(await owner.on.loan.read({ loanId: 'L-1' })).toMatchObject({
      status: 'active',
      chargedOffOn: '2024-05-31',
    });
    expect(await pay('P-1', 1701n)).toMatchObject({ kind: 'repayment', principal: eur(1643n) });
  });

  test('after the write-off money that comes in is a recovery, up to the loss', async () => {
    const { lender, owner } = await openLate();
    await lender.on.loan.writeOff({ loanId: 'L-1', entryId: 'X-1', on: '2024-03-15' });
    const { status, lost } = await owner.on.loan.read({ loanId: 'L-1' });
    expect([status, lost?.principal]).toEqual(['writtenOff', 10_000n]);
    const total = (lost?.principal ?? 0n) + (lost?.interest ?? 0n);
    const recover = (entryId: string, minor: bigint) =>
      lender.on.loan.recover({ loanId: 'L-1', entryId, amount: eur(minor), on: '2024-03-15' });
    await recover('Y-1', 4000n);
    await expect(recover('Y-2', total - 3999n)).rejects.toMatchObject({ code: 'RECOVERY_TOO_LARGE' });
    expect(await owner.on.loan.read({ loanId: 'L-1' })).toMatchObject({
      recovered: eur(4000n),
      servicing: { paid: { principal: 0n } },
    });
    await expect(
      lender.on.loan.repay({ loanId: 'L-1', paymentId: 'P-1', amount: eur(1n), on: '2024-03-15' }),
    ).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  });
});

test('the last of what was written off settles the loan and releases its lien', async () => {
  const { lender, owner, ledger } = await openLate();
  await lender.on.loan.writeOff({ loanId: 'L-1', entryId: 'X-1', on: '2024-03-15' });
  const { lost } = await owner.on.loan.read({ loanId: 'L-1' });
  const total = (lost?.principal ?? 0n) + (lost?.interest ?? 0n) + (lost?.fee ?? 0n) + (lost?.penalty ?? 0n);
  const recover = (entryId: string, minor: bigint) =>
    lender.on.loan.recover({ loanId: 'L-1', entryId, amount: eur(minor), on: '2024-03-15' });
  await recover('Y-1', 4000n);
  expect((await owner.on.vehicle.read({ vin: VIN })).liens[0]?.releasedAt).toBeUndefined();
  await recover('Y-2', total - 4000n);
  expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual([
    'LienReleased',
    'LoanSettled',
    'LossRecovered',
  ]);
  expect(await owner.on.loan.read({ loanId: 'L-1' })).toMatchObject({
    status: 'settled',
    recovered: eur(total),
  });
  expect((await owner.on.vehicle.read({ vin: VIN })).liens[0]?.releasedAt).toBe('2024-03-15T12:00:00.000Z');
  await expect(recover('Y-3', 1n)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
});

describe('repossession', () => {
  async function openRepossession() {
    const bank = await openLate();
    await bank.lender.on.loan.declareDefault({ loanId: 'L-1', on: '2024-03-15' });
    return bank;
  }

  test('notice, taking, sale, deficiency: the lien goes with the sale', async () => {
    const { lender, owner, buyer, registrar, ledger, goTo } = await openRepossession();
    expect(await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 20 })).toMatchObject({
      cureUntil: '2024-04-04',
    });
    await expect(lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 10 })).rejects.toMatchObject({
      code: 'REPOSSESSION_OPEN',
    });
    await expect(lender.on.loan.repossess({ loanId: 'L-1' })).rejects.toMatchObject({
      code: 'CURE_PERIOD_RUNS',
    });
    goTo('2024-04-04');
    await lender.on.loan.repossess({ loanId: 'L-1' });
    const sale = { loanId: 'L-1', saleId: 'S-1', on: '2024-04-04', proceeds: eur(9000n), costs: eur(500n) };
    await expect(lender.on.loan.sellCollateral(sale)).rejects.toMatchObject({ code: 'SALE_NOT_AGREED' });
    await lender.on.vehicle.offerTitle({ vin: VIN, offerId: 'T-1', to: 'registry/buyer' });
    await buyer.on.vehicle.acceptTitle({ vin: VIN, offerId: 'T-1' });
    const { total } = await owner.on.loan.payoff({ loanId: 'L-1', on: '2024-04-04' });
    const sold = await lender.on.loan.sellCollateral(sale);
    expect(sold).toMatchObject({ status: 'sold', deficiency: eur(total.amount - 8500n) });
    expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['LienReleased', 'CollateralSold']);
    expect(await lender.on.loan.sellCollateral(sale)).toEqual(sold);
    await registrar.on.vehicle.passTitle({ vin: VIN, offerId: 'T-1' });
    expect((await owner.on.vehicle.read({ vin: VIN })).owner).toBe('registry/buyer');
    await lender.on.loan.chargeOff({ loanId: 'L-1', entryId: 'O-1', on: '2024-04-04' });
    await lender.on.loan.repay({
      loanId: 'L-1',
      paymentId: 'P-1',
      amount: { ...total, amount: total.amount - 8500n },
      on: '2024-04-04',
    });
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
  });

  test('a cured default ends it, and it can be ended before the sale', async () => {
    const { lender, owner, pay } = await openRepossession();
    await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 1 });
    expect(await lender.on.loan.endRepossession({ loanId: 'L-1' })).toMatchObject({ status: 'ended' });
    await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 2 });
    await pay('P-1', 3402n);
    await lender.on.loan.cure({ loanId: 'L-1', on: '2024-03-15' });
    expect(await owner.on.loan.readRepossession({ loanId: 'L-1' })).toMatchObject({ status: 'ended' });
    expect((await owner.on.vehicle.read({ vin: VIN })).repossession).toBeUndefined();
  });

  test('a vehicle that is being taken leaves the plan as it is until that has ended', async () => {
    const { lender, owner } = await openRepossession();
    const plan = {
      annualRatePpm: 0,
      instalments: 6,
      every: { count: 1, unit: 'month' },
      firstDueOn: '2024-04-01',
    } as const;
    const changed = { loanId: 'L-1', modificationId: 'M-1' };
    await lender.on.loan.offerModification({
      ...changed,
      kind: 'reage',
      plan,
      capitalise: true,
      validDays: 10,
    });
    await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 10 });
    const open = { code: 'REPOSSESSION_OPEN', facts: { status: 'noticed' } };
    await expect(owner.on.loan.agreeToModification(changed)).rejects.toMatchObject(open);
    await lender.on.loan.endRepossession({ loanId: 'L-1' });
    expect(await owner.on.loan.agreeToModification(changed)).toMatchObject({ status: 'agreed' });
  });

  test('a notice needs something past due', async () => {
    const { lender, owner, goTo, pay, registrar } = await openRepossession();
    await pay('P-1', 3402n);
    const late = { code: 'NOT_PAST_DUE' };
    await expect(lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 1 })).rejects.toMatchObject(late);
    goTo('2024-04-02');
    await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 1 });
    expect(await owner.on.loan.readRepossession({ loanId: 'L-1' })).toMatchObject({
      status: 'noticed',
      cureUntil: '2024-04-03',
    });
    expect((await registrar.on.vehicle.read({ vin: VIN })).repossession).toMatchObject({
      noticeAt: '2024-04-02T12:00:00.000Z',
    });
  });

  test('nothing is taken for arrears within their grace, though the notice still runs', async () => {
    const bank = await openBank();
    const { lender, goTo, pay } = bank;
    await bank.lend({ late: { graceDays: 10 } });
    goTo('2024-03-15');
    await lender.on.loan.declareDefault({ loanId: 'L-1', on: '2024-03-15' });
    await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 20 });
    await pay('P-1', 3_402n);
    expect((await lender.on.loan.readRepossession({ loanId: 'L-1' })).status).toBe('ended');
    goTo('2024-04-15');
    await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 20 });
    goTo('2024-05-05');
    await pay('P-2', 1_701n);
    expect((await lender.on.loan.readRepossession({ loanId: 'L-1' })).status).toBe('noticed');
    await expect(lender.on.loan.repossess({ loanId: 'L-1' })).rejects.toMatchObject({ code: 'NOT_PAST_DUE' });
  });

  test('a borrower who catches up ends the notice, so that it does not serve a later default', async () => {
    const { lender, owner, ledger, goTo, pay } = await openRepossession();
    await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 1 });
    await pay('P-1', 1701n);
    expect((await owner.on.loan.readRepossession({ loanId: 'L-1' })).status).toBe('noticed');
    await pay('P-2', 1701n);
    expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual([
      'VehicleRepossessed',
      'RepossessionEnded',
      'LoanRepaid',
    ]);
    expect((await owner.on.loan.readRepossession({ loanId: 'L-1' })).status).toBe('ended');
    expect((await owner.on.vehicle.read({ vin: VIN })).repossession).toBeUndefined();
    goTo('2024-04-15');
    await expect(lender.on.loan.repossess({ loanId: 'L-1' })).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    expect(await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 20 })).toMatchObject({
      cureUntil: '2024-05-05',
    });
  });

  test('a taken vehicle goes back when the loan is paid off, on the loan as on the vehicle', async () => {
    const { lender, owner, goTo } = await openRepossession();
    await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 1 });
    goTo('2024-03-16');
    await lender.on.loan.repossess({ loanId: 'L-1' });
    const { total } = await owner.on.loan.payoff({ loanId: 'L-1', on: '2024-03-16' });
    await lender.on.loan.repay({ loanId: 'L-1', paymentId: 'P-1', amount: total, on: '2024-03-16' });
    expect((await owner.on.loan.readRepossession({ loanId: 'L-1' })).status).toBe('ended');
    const { repossession, liens } = await owner.on.vehicle.read({ vin: VIN });
    expect([repossession, liens[0]?.releasedAt]).toEqual([undefined, '2024-03-16T12:00:00.000Z']);
  });

  test('a loan is not written off while its vehicle is being taken', async () => {
    const { lender, owner } = await openRepossession();
    await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 1 });
    const writeOff = () => lender.on.loan.writeOff({ loanId: 'L-1', entryId: 'X-1', on: '2024-03-15' });
    await expect(writeOff()).rejects.toMatchObject({
      code: 'REPOSSESSION_OPEN',
      facts: { status: 'noticed' },
    });
    await lender.on.loan.endRepossession({ loanId: 'L-1' });
    await writeOff();
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('writtenOff');
  });

  test.each(['ended', 'paid off'])(
    'what a lender offered by a repossession falls when it is %s',
    async (how) => {
      const { lender, owner, buyer, registrar, goTo } = await openRepossession();
      await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 1 });
      goTo('2024-03-16');
      await lender.on.loan.repossess({ loanId: 'L-1' });
      await lender.on.vehicle.offerTitle({ vin: VIN, offerId: 'T-1', to: 'registry/buyer' });
      await buyer.on.vehicle.acceptTitle({ vin: VIN, offerId: 'T-1' });
      if (how === 'ended') await lender.on.loan.endRepossession({ loanId: 'L-1' });
      const { total } = await owner.on.loan.payoff({ loanId: 'L-1', on: '2024-03-16' });
      await lender.on.loan.repay({ loanId: 'L-1', paymentId: 'P-1', amount: total, on: '2024-03-16' });
      expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
      await expect(registrar.on.vehicle.passTitle({ vin: VIN, offerId: 'T-1' })).rejects.toMatchObject({
        code: 'OFFER_UNKNOWN',
      });
      await owner.on.vehicle.offerTitle({ vin: VIN, offerId: 'T-2', to: 'registry/buyer' });
    },
  );

  test('after the sale a deficiency that is no longer past due is cured, and the sale stays', async () => {
    const { lender, buyer, owner, goTo, pay } = await openRepossession();
    await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 1 });
    goTo('2024-03-16');
    await lender.on.loan.repossess({ loanId: 'L-1' });
    await lender.on.vehicle.offerTitle({ vin: VIN, offerId: 'T-1', to: 'registry/buyer' });
    await buyer.on.vehicle.acceptTitle({ vin: VIN, offerId: 'T-1' });
    const sale = { loanId: 'L-1', saleId: 'S-1', on: '2024-03-16', proceeds: eur(3_000n), costs: eur(0n) };
    await lender.on.loan.sellCollateral(sale);
    const cure = () => lender.on.loan.cure({ loanId: 'L-1', on: '2024-03-16' });
    await expect(cure()).rejects.toMatchObject({ code: 'STILL_PAST_DUE' });
    await pay('P-1', 402n);
    expect((await cure()).status).toBe('active');
    expect(await owner.on.loan.readRepossession({ loanId: 'L-1' })).toMatchObject({ status: 'sold' });
  });

  test('a sale that pays everything settles the loan and what is over belongs to the borrower', async () => {
    const { lender, buyer, owner, goTo } = await openRepossession();
    await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 1 });
    goTo('2024-03-16');
    await lender.on.loan.repossess({ loanId: 'L-1' });
    await lender.on.vehicle.offerTitle({ vin: VIN, offerId: 'T-1', to: 'registry/buyer' });
    await buyer.on.vehicle.acceptTitle({ vin: VIN, offerId: 'T-1' });
    await lender.on.loan.sellCollateral({
      loanId: 'L-1',
      saleId: 'S-1',
      on: '2024-03-16',
      proceeds: eur(20_000n),
      costs: eur(0n),
    });
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('overpaid');
  });
});

describe('reading', () => {
  test('lists for lender, borrower and authority, and Fineract codes for export', async () => {
    const { lender, owner, buyer, auditor, registrar, pay, goTo, lend } = await openBank();
    await lend();
    goTo('2024-02-01');
    await pay('P-1', 1701n);
    for (const { items } of [
      await lender.on.loan.listLent({}),
      await owner.on.loan.listBorrowed({ borrower: 'registry/owner' }),
      await registrar.on.loan.listByVehicle({ vin: VIN }),
    ])
      expect(items.map(({ loanId }) => loanId)).toEqual(['L-1']);
    await expect(buyer.on.loan.listBorrowed({ borrower: 'registry/owner' })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    expect((await lender.on.loan.listApplications({})).items).toHaveLength(1);
    const { status, transactions } = await auditor.on.loan.exportEntries({ loanId: 'L-1' });
    expect(status).toEqual({ id: 300, code: 'ACTIVE' });
    expect(transactions.map(({ type }) => type?.code)).toEqual(['REPAYMENT', 'DISBURSEMENT']);
    expect((await owner.on.loan.schedule({ loanId: 'L-1' })).coming).toHaveLength(5);
  });

  test('anybody may calculate, with impossible terms refused', async () => {
    const { insurer } = await openBank();
    const { rows, interest } = await insurer.on.loan.calculate({ terms: termsOf({ annualRatePpm: 94_822 }) });
    expect([rows.at(-1), interest]).toEqual([
      { number: 6, dueOn: '2024-07-01', instalment: 1713n, interest: 13n, principal: 1700n, balance: 0n },
      278n,
    ]);
    const impossible = [
      { gracePrincipal: 6 },
      { graceInterest: 6 },
      { balloon: eur(10_000n) },
      { late: { graceDays: 0, fee: { amount: 1n, currency: 'USD' as const } } },
      { subvention: { annualRatePpm: 10_000, payer: 'manufacturer' } },
    ];
    for (const change of impossible)
      await expect(insurer.on.loan.calculate({ terms: termsOf(change) })).rejects.toMatchObject({
        code: 'TERMS_IMPOSSIBLE',
      });
  });
});
