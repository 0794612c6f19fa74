import { policies } from '../../../chaincode/src/policy/records/policy';
import { asked, body, euro, HASH, practice, wreck } from './cast';
import { openDesk, VIN } from './insurer';

type Cast = Awaited<ReturnType<typeof openDesk>>;
const ids = { claimId: 'C-1', exposureId: 'E-1' };

describe('M24, BGB § 1210: the total loss of a young loan', () => {
  /** A loan of 7,200.00 from 2026-03-02; the car is worth enough for all of it. */
  async function wrecked() {
    const cast = await openDesk();
    await cast.lend();
    cast.start();
    await cast.claimed();
    await cast.desk.on.claim.proposeTotalLoss({ ...ids, retained: false });
    const owed = async () => (await cast.owner.on.loan.payoff({ loanId: 'L-1', on: '2026-05-01' })).total;
    const state = (amount: ReturnType<typeof euro>) =>
      cast.lender.on.claim.statePayoff({ claimId: 'C-1', lienId: 'loan-L-1', amount });
    return { ...cast, owed, state };
  }

  test('pays the payoff with its interest, above the amount for which the lien was placed', async () => {
    const { owed, state, boss, owner } = await wrecked();
    const total = await owed();
    expect(total.amount).toBeGreaterThan(euro(7_200).amount);
    await state(total);
    const { payments } = await boss.on.claim.payTotalLoss({ claimId: 'C-1', transferId: 'T-1' });
    expect(payments.map(({ payee, amount }) => [payee.as, amount])).toEqual([
      ['lienholder', total],
      ['policyholder', { ...total, amount: euro(11_500).amount - total.amount }],
    ]);
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
    expect((await owner.on.vehicle.read({ vin: VIN })).liens[0]?.releasedAt).toBeDefined();
  });

  test('pays not a cent more than is owed, and the rest of a claim that is too small stays a debt', async () => {
    const { owed, state, desk, boss, owner } = await wrecked();
    const total = await owed();
    await expect(state({ ...total, amount: total.amount + 1n })).rejects.toMatchObject({
      code: 'PAYOFF_ABOVE_LIEN',
      facts: { lienId: 'loan-L-1' },
    });
    await desk.on.claim.assess({ ...ids, found: { ...wreck, value: euro(7_600), repair: euro(7_000) } });
    await desk.on.claim.proposeTotalLoss({ ...ids, retained: false });
    await state(total);
    const { payments } = await boss.on.claim.payTotalLoss({ claimId: 'C-1', transferId: 'T-1' });
    expect(payments.map(({ amount }) => amount)).toEqual([euro(7_100)]);
    expect(await owner.on.loan.read({ loanId: 'L-1' })).toMatchObject({ status: 'active' });
    expect((await owed()).amount).toBe(total.amount - euro(7_100).amount);
  });
});

describe('M21, VVG § 80(2): a total loss early in the year', () => {
  /** The premium of 365.00 for the year from 2026-04-01 is paid; the loss of 2026-04-30 is told on 2026-05-01. */
  async function lost(afterTotalLoss?: 'earned' | 'proRata') {
    const cast = await openDesk();
    const { desk, owner, ledger, boss, goTo } = cast;
    if (afterTotalLoss) {
      const { insurer: _insurer, ...tariff } = await desk.on.policy.readTariff({
        ...{ insurer: 'insurer', tariffId: 'car', version: 1 },
      });
      await desk.on.policy.publishTariff({ ...tariff, tariffId: 'early', afterTotalLoss });
      await owner.on.policy.cancel({ policyId: 'P-1', reason: 'other' });
      const dates = { startsAt: '2026-04-01T00:00:00.000Z', quotedUntil: '2026-04-01T00:00:00.000Z' };
      const renamed = {
        policyId: 'P-2',
        policyholder: 'registry/owner',
        tariffId: 'early',
        tariffVersion: 1,
      };
      await desk.on.policy.quote({ ...asked, ...renamed, instalments: 1, ...dates });
      await owner.on.policy.bind({ policyId: 'P-2' });
      await desk.on.policy.receivePremium({ policyId: 'P-2', no: 1, paymentId: 'T-2' });
    }
    const policyId = afterTotalLoss ? 'P-2' : 'P-1';
    cast.start();
    const report = {
      policyId,
      noticeId: 'N-1',
      lossAt: '2026-04-30T18:00:00.000Z',
      cause: 'collision',
    } as const;
    await owner.on.claim.notify({ ...report, vehicles: 1, injured: 0, evidenceIds: [] });
    goTo('2026-05-20');
    await desk.on.claim.open({ claimId: 'C-1', noticeId: 'N-1' });
    await desk.on.claim.openExposure({ ...ids, cover: 'collision', claimant: 'registry/owner' });
    await desk.on.claim.assess({ ...ids, found: wreck });
    await desk.on.claim.setReserve({ ...ids, ...body, total: euro(12_000) });
    await desk.on.claim.confirm({ claimId: 'C-1', amount: euro(12_000), ownFault: false });
    await desk.on.claim.proposeTotalLoss({ ...ids, retained: false });
    await boss.on.claim.payTotalLoss({ claimId: 'C-1', transferId: 'T-1' });
    expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toContain('TotalLossPaid');
    return owner.on.policy.cancel({ policyId, reason: 'totalLoss' });
  }

  test.each([
    ['gives nothing back where the tariff says nothing, as before', undefined, 0n],
    ['gives nothing back where the premium is earned', 'earned', 0n],
    ['gives back what is after the insurer knew, where it is pro rata', 'proRata', 33_500n],
  ] as const)('%s', async (_what, term, back) => {
    expect((await lost(term)).balance).toEqual({ amount: back, currency: 'EUR' });
  });

  test('is kept on the policy with the tariff', () => {
    const { shape } = policies.schema as unknown as { shape: Record<string, unknown> };
    expect(Object.keys(shape)).toEqual(expect.arrayContaining(['afterTotalLoss', 'interestEndedAt']));
  });
});

describe('M21: a vehicle that was stolen and never found', () => {
  async function stolen(change: Partial<typeof practice> & { theftDays?: number } = {}, found: object = {}) {
    const cast: Cast = await openDesk();
    const { desk, owner } = cast;
    await desk.on.claim.publishPractice({ ...practice, version: 2, effectiveOn: '2026-04-01', ...change });
    const { covers } = asked;
    await desk.on.policy.offerChange({
      ...{ policyId: 'P-1', from: '2026-04-01T00:00:00.000Z', acceptUntil: '2026-04-01T00:00:00.000Z' },
      covers: [
        ...covers.slice(1),
        { code: 'theft', sumInsured: euro(15_000), limit: euro(15_000), deductible: euro(500) },
      ],
      extraPremium: euro(0),
    });
    await owner.on.policy.acceptChange({ policyId: 'P-1' });
    cast.start();
    const report = {
      policyId: 'P-1',
      noticeId: 'N-1',
      lossAt: '2026-04-30T18:00:00.000Z',
      cause: 'theft',
    } as const;
    await owner.on.claim.notify({ ...report, vehicles: 1, injured: 0, evidenceIds: [] });
    await desk.on.claim.open({ claimId: 'C-1', noticeId: 'N-1' });
    await desk.on.claim.openExposure({ ...ids, cover: 'theft', claimant: 'registry/owner' });
    const none = { betterment: euro(0), faultShare: 0, reportHash: HASH };
    await desk.on.claim.assess({
      ...ids,
      found: { loss: euro(12_000), value: euro(12_000), ...none, ...found },
    });
    await desk.on.claim.setReserve({ ...ids, ...body, total: euro(12_000) });
    await desk.on.claim.confirm({ claimId: 'C-1', amount: euro(12_000), ownFault: false });
    const propose = (retained = false) => desk.on.claim.proposeTotalLoss({ ...ids, retained });
    const pay = () => cast.boss.on.claim.payTotalLoss({ claimId: 'C-1', transferId: 'T-1' });
    return { ...cast, propose, pay };
  }

  test('is a total loss by its value alone, without an invented repair, and there is no wreck to keep', async () => {
    const { propose, pay, owner } = await stolen();
    await expect(propose(true)).rejects.toMatchObject({ code: 'WRECK_MISSING' });
    expect((await propose()).payable).toEqual(euro(11_500));
    const { payments } = await pay();
    expect(payments.map(({ amount }) => amount)).toEqual([euro(11_500)]);
    expect((await owner.on.vehicle.listAccidents({ vin: VIN })).items).toMatchObject([
      { cause: 'theft', damage: 'totalLoss' },
    ]);
  });

  test('is paid when it was not found in the days of the practice', async () => {
    const { propose, pay, goTo } = await stolen({ theftDays: 31 });
    await propose();
    goTo('2026-06-01');
    await expect(pay()).rejects.toMatchObject({
      code: 'THEFT_TOO_RECENT',
      facts: { until: '2026-06-02T00:00:00.000Z' },
    });
    goTo('2026-06-02');
    expect((await pay()).settlement.status).toBe('paid');
  });

  test('that was found is a total loss by the rule, or none', async () => {
    const { propose } = await stolen({}, { repair: euro(1_000), salvage: euro(3_000) });
    await expect(propose()).rejects.toMatchObject({ code: 'NOT_A_TOTAL_LOSS' });
    const half = await stolen({}, { repair: euro(11_000) });
    await expect(half.propose()).rejects.toMatchObject({ code: 'WRECK_NOT_VALUED' });
  });
});
