import { generateKeyPairSync, sign } from 'node:crypto';
import * as fc from 'fast-check';
import { subtract, sum } from '../../../chaincode/src/kit/value/money';
import { addDays } from '../../../chaincode/src/kit/value/time';
import { UTC } from '../../../chaincode/src/kit/value/zone';
import { baseCovered } from '../../../chaincode/src/policy/rules/month';
import { balanceAtEnd, receivedOf } from '../../../chaincode/src/policy/rules/premium';
import { commonScore } from '../../../chaincode/src/policy/records/tariff';
import { bytesOf } from '../../../chaincode/src/policy/rules/digest';
import { tripBytes } from '../../../chaincode/src/policy/rules/trip';
import type { Digest } from '../../../chaincode/src/policy/records/month';
import type { TripDigest } from '../../../chaincode/src/policy/records/trip';
import { multikeyOf } from '../../../chaincode/src/words/multikey';
import { openGarage } from '../vehicle/cast';
import { asked, driven, eur, tariff, VIN } from './cast';

const { insurer: _insurer, ...stated } = tariff;
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signatureOf = (bytes: Uint8Array): string =>
  sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');

/** A policy by distance, `P-1`, from 2026-04-01 for a year; 29.00 a month in advance, paid for the first. */
async function open() {
  const garage = await openGarage();
  const { insurer: desk, owner, ledger } = garage;
  const goTo = (instant: string) => ledger.pass(Date.parse(instant) - ledger.now);
  await desk.on.policy.publishTariff({ ...stated, minimumMetres: 0, minimumTrips: 0, withdrawalDays: 14 });
  const insure = async (policyId: string, startsAt: string, change: object = {}) => {
    const { listPremium: _list, ...rest } = asked;
    await desk.on.policy.quote({
      ...{ ...rest, policyId, policyholder: 'registry/owner', tariffId: 'car', tariffVersion: 1 },
      ...{ pricing: 'distance', instalments: 12, carKey: `did:key:${multikeyOf(publicKey)}` },
      ...{ startsAt, quotedUntil: startsAt, ...change },
    });
    await owner.on.policy.bind({ policyId });
    return desk.on.policy.receivePremium({ policyId, no: 1, paymentId: `T-${policyId}` });
  };
  await insure('P-1', '2026-04-01T00:00:00.000Z');
  const month = (change: Partial<Digest> = {}) => {
    const digest = { ...driven, metresByDay: Array<number>(30).fill(0), trips: 0, durationS: 0, ...change };
    return { digest, signature: signatureOf(bytesOf(digest)) };
  };
  const trip = (change: Partial<TripDigest>) => {
    const measured = { metres: 20_000, durationS: 500, nightS: 0, speedingS: 0, phoneS: 0 };
    const events = { harshBrake: 0, harshAccel: 0, cornering: 0 };
    const digest = {
      policyId: 'P-1',
      vin: VIN,
      tripId: 'X-1',
      ...measured,
      ...events,
      ...change,
    } as TripDigest;
    return { trip: digest, signature: signatureOf(tripBytes(digest)) };
  };
  return { ...garage, desk, goTo, insure, month, trip };
}
const still = { harshBrake: 0, harshAccel: 0, speedingS: 0, phoneS: 0 };

describe('M17, killbill#2068: a policy by distance that was cancelled early', () => {
  // Nothing driven scores 100 and so a factor of 0.80.
  test.each([
    ['after one day', '2026-04-02T12:00:00.000Z', 97, 78],
    ['after half of the month', '2026-04-16T12:00:00.000Z', 1_450, 1_160],
    ['on its first day', '2026-04-01T12:00:00.000Z', 0, 0],
    ['on the day after the month', '2026-05-01T00:00:01.000Z', 2_900, 2_320],
  ])('%s is billed on the base of the days covered', async (_when, at, base, due) => {
    const { desk, owner, goTo, month } = await open();
    goTo(at);
    await desk.on.policy.cancel({ policyId: 'P-1', reason: 'risk' });
    goTo('2026-05-02T12:00:00.000Z');
    const usage = await owner.on.policy.reportMonth(month(still));
    expect(usage).toMatchObject({ base: eur(base), due: eur(due), balance: { amount: BigInt(due - base) } });
    expect(usage.status).toBe(due === base ? 'paid' : 'expected');
    expect((await owner.on.policy.readMonth({ policyId: 'P-1', month: 1 })).explained).toMatchObject({
      base: eur(base),
      due: eur(due),
    });
  });

  test.each([
    ['after one day', '2026-04-02T12:00:00.000Z', 2_803],
    ['after half of the month', '2026-04-16T12:00:00.000Z', 1_450],
    ['on its first day', '2026-04-01T12:00:00.000Z', 2_900],
    ['after a month and a day, one paid', '2026-05-02T12:00:00.000Z', -94],
  ])('%s gives back to the cent what the months are not billed on', async (_when, at, balance) => {
    const { desk, goTo } = await open();
    goTo(at);
    const { balance: back } = await desk.on.policy.cancel({ policyId: 'P-1', reason: 'risk' });
    expect(back).toEqual({ ...eur(0), amount: BigInt(balance) });
  });

  test('on any day, what is kept is what the months are billed on', async () => {
    const { desk } = await open();
    const policy = await desk.on.policy.read({ policyId: 'P-1' });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 366 }), (days) => {
        const at = `${addDays('2026-04-01', days)}T12:00:00.000Z`;
        const ended = { ...policy, status: 'cancelled' as const, cancelledAt: at };
        const kept = subtract(receivedOf(policy), balanceAtEnd(policy, { at, zone: UTC }, 0));
        const billed = Array.from({ length: 12 }, (_, month) => baseCovered(ended, month + 1, UTC));
        expect(sum(billed, 'EUR')).toEqual(kept);
      }),
    );
  });

  test('VVG § 9(1): one withdrawn from before cover was wanted is billed on nothing', async () => {
    const { owner, goTo, insure, month } = await open();
    goTo('2026-04-05T12:00:00.000Z');
    await insure('P-2', '2026-04-06T00:00:00.000Z');
    goTo('2026-04-08T12:00:00.000Z');
    expect((await owner.on.policy.withdraw({ policyId: 'P-2' })).balance).toMatchObject({ amount: 2_900n });
    goTo('2026-05-07T12:00:00.000Z');
    const reported = month({ ...still, policyId: 'P-2' });
    await expect(owner.on.policy.reportMonth(reported)).rejects.toMatchObject({
      code: 'POLICY_MONTH_UNCOVERED',
    });
  });

  test('and one that goes on is billed on the whole base', async () => {
    const { owner, goTo, month } = await open();
    goTo('2026-05-02T12:00:00.000Z');
    expect(await owner.on.policy.reportMonth(month(still))).toMatchObject({
      base: eur(2_900),
      due: eur(2_320),
    });
  });
});

test('M19: a month whose balance is 0.00 is paid by itself, and may still be settled by name', async () => {
  const { desk, owner, goTo, month } = await open();
  goTo('2026-05-02T12:00:00.000Z');
  // 75.45 points keep the factor at 1.00, and nothing was driven that costs: the base alone is due.
  const habits = { ...still, metresByDay: [1, ...Array<number>(29).fill(0)], trips: 1, durationS: 1_000 };
  const usage = await owner.on.policy.reportMonth(month({ ...habits, phoneS: 164 }));
  expect(usage).toMatchObject({ scoreMilli: 75_400, balance: { amount: 0n }, status: 'paid' });
  const named = { policyId: 'P-1', month: 1, paymentId: 'T-9' };
  expect((await desk.on.policy.settleMonth(named)).paymentId).toBe('T-9');
});

describe('M20, dawarich#2614: a trip over the midnight of a renewal', () => {
  const over = { startedAt: '2027-03-31T23:50:00.000Z', endedAt: '2027-04-01T00:20:00.000Z' };
  const renewed = async () => {
    const cast = await open();
    const { desk, goTo, insure } = cast;
    for (const no of [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
      await desk.on.policy.receivePremium({ policyId: 'P-1', no, paymentId: `T-${no}` });
    goTo('2027-03-01T12:00:00.000Z');
    await insure('P-2', '2027-04-01T00:00:00.000Z', { renews: 'P-1' });
    goTo('2027-04-02T12:00:00.000Z');
    return cast;
  };

  test('is taken once, by the policy under which it ended', async () => {
    const { owner, trip } = await renewed();
    await expect(owner.on.policy.reportTrip(trip(over))).rejects.toMatchObject({ code: 'TRIP_OUTSIDE' });
    const taken = await owner.on.policy.reportTrip(trip({ ...over, policyId: 'P-2' }));
    expect(taken).toMatchObject({ policyId: 'P-2', status: 'counted' });
    expect((await owner.on.policy.listTrips({ policyId: 'P-2', on: '2027-04-01', page: {} })).items).toEqual([
      taken,
    ]);
  });

  test.each([
    ['ends with the policy before', { endedAt: '2027-04-01T00:00:00.000Z' }, 'P-1', 'P-2'],
    ['began as the renewal did', { startedAt: '2027-04-01T00:00:00.000Z' }, 'P-2', 'P-1'],
  ])('one that %s is that of one of them', async (_which, change, mine, other) => {
    const { owner, trip } = await renewed();
    const reported = (policyId: string) => owner.on.policy.reportTrip(trip({ ...over, ...change, policyId }));
    await expect(reported(other)).rejects.toMatchObject({ code: 'TRIP_OUTSIDE' });
    expect((await reported(mine)).policyId).toBe(mine);
  });

  test('one that began under no cover stays outside', async () => {
    const { desk, owner, goTo, insure, trip } = await open();
    goTo('2026-04-10T12:00:00.000Z');
    await desk.on.policy.cancel({ policyId: 'P-1', reason: 'risk' });
    await insure('P-2', '2026-04-12T00:00:00.000Z', { renews: 'P-1' });
    goTo('2026-04-13T12:00:00.000Z');
    const early = { startedAt: '2026-04-11T23:50:00.000Z', endedAt: '2026-04-12T00:20:00.000Z' };
    const report = owner.on.policy.reportTrip(trip({ ...early, policyId: 'P-2' }));
    await expect(report).rejects.toMatchObject({ code: 'TRIP_OUTSIDE' });
  });
});

test('F5: a quote that is bound after its start covers from then on, under its terms', async () => {
  const { desk, owner, goTo } = await open();
  goTo('2026-04-02T12:00:00.000Z');
  const { listPremium: _list, ...rest } = asked;
  await desk.on.policy.quote({
    ...{ ...rest, policyId: 'P-3', policyholder: 'registry/owner', tariffId: 'car', tariffVersion: 1 },
    ...{ pricing: 'fixed', listPremium: eur(36_500), instalments: 1 },
    ...{ startsAt: '2026-04-03T00:00:00.000Z', quotedUntil: '2026-05-03T00:00:00.000Z' },
  });
  goTo('2026-04-20T12:00:00.000Z');
  const bound = await owner.on.policy.bind({ policyId: 'P-3' });
  expect(bound.startsAt.slice(0, 10)).toBe('2026-04-20');
  expect((await owner.on.policy.readTerms({ policyId: 'P-3', no: 1 })).from).toBe(bound.startsAt);
  await desk.on.policy.receivePremium({ policyId: 'P-3', no: 1, paymentId: 'T-1' });
  const note = (at: string) => owner.on.policy.readCoverNote({ policyId: 'P-3', at });
  expect((await note('2026-04-19T12:00:00.000Z')).standing).toBe('not begun');
  expect((await note('2026-04-21T12:00:00.000Z')).standing).toBe('in force');
});

test('the right cover by the own months: each tariff weighs what the car signed, a stranger sees nothing', async () => {
  const { desk, owner, be, goTo, month } = await open();
  goTo('2026-05-02T12:00:00.000Z');
  const metresByDay = [30_000, ...Array<number>(29).fill(0)];
  await owner.on.policy.reportMonth(
    month({ ...still, metresByDay, trips: 12, durationS: 3_600, phoneS: 36 }),
  );
  const { rolling: _rolling, ...rest } = stated;
  const mild = { ...commonScore, phone: { weightMilli: 0, capMilli: 1 } };
  await desk.on.policy.publishTariff({
    ...rest,
    tariffId: 'mild',
    minimumMetres: 0,
    minimumTrips: 0,
    score: mild,
  });
  const found = await owner.on.policy.findCover({ currency: 'EUR', policyId: 'P-1' });
  // 30 km in 30 days are 365 km a year; a percent on the phone costs 1.5 points under the first alone
  expect(found.metresAYear).toBe(365_000);
  const scores = found.offers.map(({ tariffId, scoreMilli }) => [tariffId, scoreMilli]);
  expect(Object.fromEntries(scores)).toEqual({ car: 98_500, mild: 100_000 });
  const stranger = await be('registry/stranger', 'owner');
  await expect(stranger.on.policy.findCover({ currency: 'EUR', policyId: 'P-1' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
});
