import { of } from '../../../chaincode/src/kit/value/money';
import { openGarage } from '../vehicle/cast';
import { asked, eur, tariff, VIN } from './cast';

const { insurer: _insurer, ...stated } = tariff;
const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** `P-1`, 365.00 for the year from 2026-04-01, bound on the day before and paid at once. */
async function open(rules: object = {}, agreed: object = {}) {
  const garage = await openGarage();
  const { insurer: desk, owner, ledger } = garage;
  const goTo = (instant: string) => ledger.pass(Date.parse(instant) - ledger.now);
  await desk.on.policy.publishTariff({ ...stated, ...rules });
  const quote = (policyId: string, change: object = {}) =>
    desk.on.policy.quote({
      ...{
        ...asked,
        policyId,
        policyholder: 'registry/owner',
        tariffId: 'car',
        tariffVersion: 1,
        instalments: 1,
      },
      ...{ startsAt: '2026-04-01T00:00:00.000Z', quotedUntil: '2026-04-01T00:00:00.000Z', ...change },
    });
  await quote('P-1');
  goTo('2026-03-31T12:00:00.000Z');
  await owner.on.policy.bind({ policyId: 'P-1', ...agreed });
  await desk.on.policy.receivePremium({ policyId: 'P-1', no: 1, paymentId: 'T-1' });
  const sell = async () => {
    const { registrar, buyer } = garage;
    await owner.on.vehicle.offerTitle({ vin: VIN, offerId: 'O-1', to: 'registry/buyer' });
    await buyer.on.vehicle.acceptTitle({ vin: VIN, offerId: 'O-1' });
    await registrar.on.vehicle.passTitle({ vin: VIN, offerId: 'O-1' });
  };
  return { ...garage, desk, goTo, quote, sell };
}

describe('M21, VVG §§ 8 and 9: withdrawal from a policy', () => {
  const days = { withdrawalDays: 14 };

  test.each([
    ['when cover was to begin at once, all but the days covered', { coverAtOnce: true }, 36_500n - 900n],
    ['when nothing of the kind was agreed, everything', {}, 36_500n],
    ['when it was refused, everything', { coverAtOnce: false }, 36_500n],
  ])('gives back, %s', async (_when, agreed, back) => {
    const { owner, goTo, desk } = await open(days, agreed);
    goTo('2026-04-10T12:00:00.000Z');
    const withdrawn = await owner.on.policy.withdraw({ policyId: 'P-1' });
    expect(withdrawn).toMatchObject({
      status: 'cancelled',
      cancelReason: 'withdrawn',
      balance: of(back, 'EUR'),
    });
    const note = await owner.on.policy.readCoverNote({ policyId: 'P-1' });
    expect(note.standing).toBe('cancelled');
    await desk.on.policy.settleBalance({ policyId: 'P-1', paymentId: 'T-2' });
    expect((await desk.on.policy.close({ policyId: 'P-1' })).status).toBe('closed');
  });

  test('is open to the end of the fourteenth day after binding, and only to the policyholder', async () => {
    const { owner, desk, buyer, goTo } = await open(days);
    await expect(buyer.on.policy.withdraw({ policyId: 'P-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await expect(desk.on.policy.withdraw({ policyId: 'P-1' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    goTo('2026-04-15T00:00:00.000Z');
    await expect(owner.on.policy.withdraw({ policyId: 'P-1' })).rejects.toMatchObject({
      code: 'WITHDRAWAL_OVER',
      facts: { until: '2026-04-15T00:00:00.000Z' },
    });
  });

  test('on that day is in time, before cover costs nothing, and without the term there is none', async () => {
    const last = await open(days, { coverAtOnce: true });
    last.goTo('2026-04-14T23:59:00.000Z');
    expect((await last.owner.on.policy.withdraw({ policyId: 'P-1' })).balance).toEqual(eur(36_500 - 1_300));
    const early = await open(days, { coverAtOnce: true });
    expect((await early.owner.on.policy.withdraw({ policyId: 'P-1' })).balance).toEqual(eur(36_500));
    const none = await open();
    await expect(none.owner.on.policy.withdraw({ policyId: 'P-1' })).rejects.toMatchObject({
      code: 'WITHDRAWAL_OVER',
    });
  });
});

describe('M21, VVG § 95: the buyer of the vehicle', () => {
  test('takes the policy over with its cover, and begins a claim-free time of its own', async () => {
    const { owner, buyer, goTo, sell, desk } = await open();
    goTo('2026-06-01T12:00:00.000Z');
    await expect(buyer.on.policy.takeOver({ policyId: 'P-1' })).rejects.toMatchObject({
      code: 'NOT_THE_OWNER',
    });
    await sell();
    const taken = await buyer.on.policy.takeOver({ policyId: 'P-1' });
    expect(taken).toMatchObject({
      ...{ status: 'bound', policyholder: 'registry/buyer', claimFreeSince: '2026-06-01' },
      formerHolders: [{ policyholder: 'registry/owner', claimFreeSince: '2026-04-01' }],
    });
    expect(await buyer.on.policy.takeOver({ policyId: 'P-1' })).toEqual(taken);
    expect((await buyer.on.policy.readCoverNote({ policyId: 'P-1' })).standing).toBe('in force');
    expect((await buyer.on.policy.listOwn({})).items).toHaveLength(1);
    await expect(owner.on.policy.cancel({ policyId: 'P-1', reason: 'sold' })).rejects.toMatchObject({
      code: 'WRONG_SIDE',
    });
    expect((await desk.on.policy.next({ kind: 'policy', id: ['P-1'] })).status).toBe('bound');
  });

  test.each([
    ['in its first month pro rata (§ 96)', '2026-07-01T12:00:00.000Z', 27_400n],
    ['later at the short rate', '2026-07-02T12:00:00.000Z', 24_570n],
  ])('ends it %s', async (_when, at, balance) => {
    const { buyer, goTo, sell } = await open();
    goTo('2026-06-01T12:00:00.000Z');
    await sell();
    await buyer.on.policy.takeOver({ policyId: 'P-1' });
    goTo(at);
    const cancelled = await buyer.on.policy.cancel({ policyId: 'P-1', reason: 'elsewhere' });
    expect(cancelled.balance).toEqual(of(balance, 'EUR'));
  });

  test('does not answer for a loss of the seller, who may still report it', async () => {
    const { owner, buyer, goTo, sell, desk } = await open();
    await desk.on.claim.publishPractice({
      ...{
        version: 1,
        effectiveOn: '2026-03-31',
        authorityLimit: eur(100_000),
        earlyClaimDays: 7,
        ringClaims: 3,
      },
      ...{ totalLoss: 'formula', thresholdPercent: 75, comparative: false, madeWhole: false },
    });
    goTo('2026-06-01T12:00:00.000Z');
    await sell();
    await buyer.on.policy.takeOver({ policyId: 'P-1' });
    const lossAt = '2026-05-20T10:00:00.000Z';
    const report = {
      policyId: 'P-1',
      noticeId: 'N-1',
      lossAt,
      cause: 'collision',
      vehicles: 1,
      injured: 0,
    } as const;
    const notice = await owner.on.claim.notify({ ...report, evidenceIds: [] });
    expect(notice).toMatchObject({ policyholder: 'registry/owner', status: 'validated' });
    await desk.on.claim.open({ claimId: 'C-1', noticeId: 'N-1' });
    await desk.on.claim.confirm({ claimId: 'C-1', amount: eur(10_000), ownFault: true });
    expect(await buyer.on.policy.read({ policyId: 'P-1' })).toMatchObject({
      claimFreeSince: '2026-06-01',
      formerHolders: [{ claimFreeSince: '2026-05-20' }],
    });
  });
});

describe('M21, (EU) 2021/2118: claim-free years from another insurer', () => {
  const attested = { claimFreeSince: '2022-04-01', insurer: 'Another Insurance', statementHash: HASH };

  test('count as if they had been earned here', async () => {
    const { quote, owner } = await open();
    expect(await quote('P-2', { attested })).toMatchObject({
      ...{ claimFreeSince: '2022-04-01', claimFreeFactor: 600_000, attested },
      parts: [{ premium: eur(21_900) }],
    });
    expect((await owner.on.policy.readClaimFree({ policyId: 'P-2', on: '2026-04-01' })).years).toBe(4);
  });

  test.each([
    ['of a day to come', { attested: { ...attested, claimFreeSince: '2026-04-02' } }],
    ['into a renewal', { attested, renews: 'P-1', startsAt: '2027-04-01T00:00:00.000Z' }],
  ])('are not carried in %s', async (_what, change) => {
    const { quote } = await open();
    await expect(quote('P-2', change)).rejects.toMatchObject({ code: 'CLAIM_FREE_UNFITTING' });
  });
});
