import { generateKeyPairSync, sign } from 'node:crypto';
import * as fc from 'fast-check';
import { multikeyOf } from '../../../chaincode/src/words/multikey';
import { bytesOf } from '../../../chaincode/src/policy/rules/digest';
import type { Digest } from '../../../chaincode/src/policy/records/month';
import { rollingScore } from '../../../chaincode/src/policy/rules/rolling';
import { scoreOf } from '../../../chaincode/src/policy/rules/score';
import { commonRolling, commonScore, type Rolling } from '../../../chaincode/src/policy/records/tariff';
import type { TripDigest } from '../../../chaincode/src/policy/records/trip';
import { tripBytes } from '../../../chaincode/src/policy/rules/trip';
import { openGarage } from '../vehicle/cast';
import { asked, driven, tariff, VIN } from './cast';

const flat: Rolling = {
  recency: Array<number>(7).fill(1_000_000),
  severe: 1_000_000,
  minimumMetres: 100_000,
  minimumTrips: 1,
};
const at = '2026-04-10T12:00:00.000Z';

/** The published month, driven on one trip. */
const trip: TripDigest = {
  ...{
    policyId: 'P-1',
    vin: VIN,
    tripId: 'T-1',
    startedAt: '2026-04-10T08:00:00.000Z',
    endedAt: '2026-04-10T10:00:00.000Z',
  },
  ...{
    metres: 100_000,
    durationS: 3_600,
    nightS: 0,
    harshBrake: 2,
    harshAccel: 1,
    cornering: 0,
    speedingS: 36,
    phoneS: 18,
  },
};
const ended = (endedAt: string, change: Partial<TripDigest> = {}): TripDigest => ({
  ...trip,
  endedAt,
  ...change,
});

describe('the score of seven days', () => {
  const rules = { ...tariff, rolling: flat };

  test('is 90.45 with factor 0.80 for the published driving', () => {
    const score = rollingScore(rules, [trip], at);
    expect(score).toMatchObject({
      scoreMilli: 90_450,
      factor: 800_000,
      judged: true,
      display: { points: 778, risk: 'low' },
    });
    expect(score.points[0]).toEqual({ habit: 'harshBrake', rateMilli: 2_000, pointsMilli: 6_000 });
  });

  test.each([
    ['2026-04-03T12:00:00.000Z', 0],
    ['2026-04-03T12:00:00.001Z', 1],
    ['2026-04-10T12:00:00.000Z', 1],
    ['2026-04-10T12:00:00.001Z', 0],
  ])('holds a trip that ended at %s: %d', (endedAt, held) => {
    expect(rollingScore(rules, [ended(endedAt)], at).trips).toHaveLength(held);
  });

  test('weighs a harsh trip less as it gets older', () => {
    const calm = ended(at, { tripId: 'T-2', harshBrake: 0, harshAccel: 0, speedingS: 0, phoneS: 0 });
    const scores = [10, 8, 6, 4].map((day) => {
      const harsh = ended(`2026-04-${day.toString().padStart(2, '0')}T11:00:00.000Z`);
      return rollingScore({ ...tariff, rolling: commonRolling }, [harsh, calm], at).scoreMilli;
    });
    expect(scores).toEqual([95_225, 95_476, 96_065, 96_817]);
  });

  test('counts a severe event as the tariff says', () => {
    const heavy = { ...trip, severe: { harshBrake: 1, harshAccel: 0, cornering: 0 } };
    expect(rollingScore({ ...rules, rolling: { ...flat, severe: 2_000_000 } }, [heavy], at).scoreMilli).toBe(
      87_450,
    );
    expect(rollingScore(rules, [heavy], at).scoreMilli).toBe(90_450);
  });

  test('names the trips that began before an earlier one had ended', () => {
    const [first, inside, after] = [
      trip,
      { ...trip, tripId: 'T-2', startedAt: '2026-04-10T08:30:00.000Z', endedAt: '2026-04-10T09:00:00.000Z' },
      { ...trip, tripId: 'T-3', startedAt: '2026-04-10T10:00:00.000Z', endedAt: '2026-04-10T11:30:00.000Z' },
    ];
    expect(rollingScore(rules, [after, inside, first], at).overlapping).toEqual(['T-2']);
    expect(rollingScore(rules, [after, first], at).overlapping).toEqual([]);
  });

  test.each([
    [{ metres: 99_999 }, {}],
    [{}, { minimumTrips: 2 }],
  ])('is not judged on too little driving: %o %o', (change, rule) => {
    const score = rollingScore({ ...tariff, rolling: { ...flat, ...rule } }, [{ ...trip, ...change }], at);
    expect(score).toMatchObject({ judged: false, factor: 1_000_000 });
  });

  test('with equal weights is the score of a month over the same sums, however the month is cut into trips', () => {
    const piece = fc.record({
      metres: fc.integer({ min: 1, max: 200_000 }),
      durationS: fc.integer({ min: 1, max: 7_200 }),
      harshBrake: fc.integer({ min: 0, max: 9 }),
      cornering: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (pieces, weight) => {
          const rest = { nightS: 0, harshAccel: 0, speedingS: 0, phoneS: 0 };
          const trips = pieces.map((one, index) =>
            ended('2026-04-09T10:00:00.000Z', { tripId: `T-${index}`, ...rest, ...one }),
          );
          const sum = (field: keyof (typeof pieces)[number]) =>
            pieces.reduce((total, one) => total + one[field], 0);
          const events = { harshBrake: sum('harshBrake'), cornering: sum('cornering') };
          const month: Digest = {
            ...driven,
            ...rest,
            ...events,
            metresByDay: [sum('metres')],
            durationS: sum('durationS'),
          };
          const recency = Array<number>(7).fill(weight);
          expect(rollingScore({ ...tariff, rolling: { ...flat, recency } }, trips, at).scoreMilli).toBe(
            scoreOf(commonScore, month),
          );
        },
      ),
    );
  });
});

describe('single trips on the ledger', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signatureOf = (bytes: Uint8Array): string =>
    sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  const signed = (one: TripDigest) => ({ trip: one, signature: signatureOf(tripBytes(one)) });
  const padded = (no: number, change: Partial<TripDigest> = {}): TripDigest => ({
    ...trip,
    tripId: `T-${no}`,
    ...change,
  });

  async function insured(weights: { rolling?: Rolling } = { rolling: { ...flat, minimumTrips: 2 } }) {
    const garage = await openGarage();
    const { insurer: desk, owner, ledger } = garage;
    const { insurer: _insurer, ...stated } = tariff;
    const { listPremium: _list, ...rest } = asked;
    await desk.on.policy.publishTariff({ ...stated, ...weights });
    await desk.on.policy.quote({
      ...{
        ...rest,
        policyholder: 'registry/owner',
        pricing: 'distance',
        instalments: 12,
        tariffId: 'car',
        tariffVersion: 1,
      },
      ...{ startsAt: '2026-04-01T00:00:00.000Z', quotedUntil: '2026-03-20T00:00:00.000Z' },
      carKey: `did:key:${multikeyOf(publicKey)}`,
    });
    await owner.on.policy.bind({ policyId: 'P-1' });
    const goTo = (instant: string) => ledger.pass(Date.parse(instant) - ledger.now);
    goTo(at);
    return { ...garage, desk, goTo };
  }

  test('are reported singly or many at once, once each, by either side', async () => {
    const { desk, owner, ledger } = await insured();
    const first = await owner.on.policy.reportTrip(signed(padded(1)));
    expect(first).toMatchObject({ status: 'counted', insurer: 'insurer' });
    expect(await owner.on.policy.reportTrip(signed(padded(1)))).toEqual(first);
    expect(await desk.on.policy.reportTrip(signed(padded(1)))).toEqual(first);
    const items = [1, 2, 3].map((no) => signed(padded(no)));
    expect((await desk.on.policy.reportTripMany({ items })).results).toHaveLength(3);
    expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['TripReported', 'TripReported']);
    await expect(owner.on.policy.reportTrip(signed(padded(1, { phoneS: 0 })))).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
    const page = await owner.on.policy.listTrips({ policyId: 'P-1', page: { size: 2 } });
    expect([page.items.length, page.next]).toEqual([2, expect.any(String)]);
    expect((await owner.on.policy.listTrips({ policyId: 'P-1', on: '2026-04-09', page: {} })).items).toEqual(
      [],
    );
  });

  test('make a score that is read by the sides and computed again by anybody', async () => {
    const { desk, owner, buyer, lender, goTo } = await insured();
    const week = [
      padded(1),
      padded(2, { endedAt: '2026-04-04T10:00:00.000Z', startedAt: '2026-04-04T08:00:00.000Z' }),
    ];
    await desk.on.policy.reportTripMany({ items: week.map(signed) });
    const score = await owner.on.policy.readScore({ policyId: 'P-1' });
    expect(score).toMatchObject({ scoreMilli: 90_450, factor: 800_000, judged: true, metres: 200_000 });
    const computing = {
      insurer: 'insurer',
      tariffId: 'car',
      tariffVersion: 1,
      at,
      trips: [...week].reverse(),
    };
    expect((await lender.on.policy.computeScore(computing)).points).toEqual(score.points);
    await expect(buyer.on.policy.readScore({ policyId: 'P-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await expect(buyer.on.policy.readTrip({ policyId: 'P-1', tripId: 'T-1' })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    goTo('2026-04-12T12:00:00.000Z');
    expect(await owner.on.policy.readScore({ policyId: 'P-1' })).toMatchObject({
      trips: [{ tripId: 'T-1' }],
      judged: false,
    });
    expect(await owner.on.policy.readScore({ policyId: 'P-1', at })).toEqual(score);
  });

  test('as a passenger do not count once the insurer agrees', async () => {
    const { desk, owner, buyer, ledger } = await insured();
    const wild = padded(2, { harshBrake: 40 });
    await owner.on.policy.reportTripMany({ items: [signed(padded(1)), signed(wild)] });
    const score = async () => (await owner.on.policy.readScore({ policyId: 'P-1' })).scoreMilli;
    const before = await score();
    const ride = { policyId: 'P-1', tripId: 'T-2' };
    await expect(desk.on.policy.answerTrip({ ...ride, agreed: true })).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
    await expect(buyer.on.policy.disputeTrip(ride)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    expect((await owner.on.policy.disputeTrip(ride)).status).toBe('disputed');
    expect(await score()).toBe(before);
    expect(await desk.on.policy.answerTrip({ ...ride, agreed: true })).toMatchObject({
      ...{ status: 'passenger', disputedBy: 'registry/owner', answeredBy: 'insurer/desk' },
    });
    expect(ledger.events.at(-1)?.facts).toEqual([{ name: 'TripAnswered', ...ride, status: 'passenger' }]);
    expect(await score()).toBe(90_450);
    await owner.on.policy.disputeTrip({ ...ride, tripId: 'T-1' });
    expect((await desk.on.policy.answerTrip({ ...ride, tripId: 'T-1', agreed: false })).status).toBe(
      'upheld',
    );
    await expect(owner.on.policy.disputeTrip({ ...ride, tripId: 'T-1' })).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
    expect(await score()).toBe(90_450);
  });

  test('add up to the month that is billed, or the difference is named', async () => {
    const { owner, desk, goTo } = await insured();
    await owner.on.policy.reportTripMany({ items: [signed(padded(1)), signed(padded(2))] });
    goTo('2026-05-01T12:00:00.000Z');
    const { metresByDay: _days, ...rest } = driven;
    const metresByDay = [...Array<number>(9).fill(0), 200_000, ...Array<number>(20).fill(0)];
    const twice = { durationS: 7_200, harshBrake: 4, harshAccel: 2, speedingS: 72, phoneS: 36 };
    const digest: Digest = { ...rest, ...twice, trips: 2, metresByDay };
    await owner.on.policy.reportMonth({ digest, signature: signatureOf(bytesOf(digest)) });
    const same = await owner.on.policy.compareMonth({ policyId: 'P-1', month: 1 });
    expect(same).toMatchObject({
      agrees: true,
      differs: [],
      asPassenger: { trips: 0 },
      trips: { metres: 200_000 },
    });
    expect(same.month).toEqual(same.trips);
    await owner.on.policy.reportTrip(signed(padded(3, { phoneS: 0 })));
    await owner.on.policy.disputeTrip({ policyId: 'P-1', tripId: 'T-3' });
    await desk.on.policy.answerTrip({ policyId: 'P-1', tripId: 'T-3', agreed: true });
    expect(await owner.on.policy.compareMonth({ policyId: 'P-1', month: 1 })).toMatchObject({
      ...{ agrees: false, asPassenger: { trips: 1, metres: 100_000 } },
      differs: ['trips', 'metres', 'durationS', 'harshBrake', 'harshAccel', 'speedingS'],
    });
  });

  test('have no score under a tariff without their weights', async () => {
    const { owner } = await insured({});
    await owner.on.policy.reportTrip(signed(trip));
    await expect(owner.on.policy.readScore({ policyId: 'P-1' })).rejects.toMatchObject({
      code: 'TRIPS_UNWEIGHTED',
    });
  });

  test.each([
    ['TRIP_AHEAD', signed({ ...trip, endedAt: '2026-04-10T12:00:00.001Z' })],
    ['TRIP_OUTSIDE', signed({ ...trip, startedAt: '2026-03-31T23:59:59.999Z' })],
    ['DIGEST_MEASURES_IMPOSSIBLE', signed({ ...trip, vin: '1J9RP1A36A1644345' })],
    ['DIGEST_MEASURES_IMPOSSIBLE', signed({ ...trip, startedAt: '2026-04-10T10:00:00.001Z' })],
    ['DIGEST_MEASURES_IMPOSSIBLE', signed({ ...trip, durationS: 7_201 })],
    ['DIGEST_MEASURES_IMPOSSIBLE', signed({ ...trip, metres: 360_001 })],
    [
      'DIGEST_MEASURES_IMPOSSIBLE',
      signed({ ...trip, severe: { harshBrake: 3, harshAccel: 0, cornering: 0 } }),
    ],
    ['DIGEST_MEASURES_IMPOSSIBLE', signed({ ...trip, phoneS: 3_601 })],
    ['DIGEST_SIGNATURE_WRONG', { ...signed(trip), trip: { ...trip, harshBrake: 0 } }],
  ])('are refused with %s', async (code, report) => {
    const { owner } = await insured();
    await expect(owner.on.policy.reportTrip(report)).rejects.toMatchObject({ code });
  });

  test('are refused on another policy, by strangers and by the hundred and first of a batch', async () => {
    const { buyer, owner, desk, ledger } = await insured();
    await expect(buyer.on.policy.reportTrip(signed(trip))).rejects.toMatchObject({ code: 'NOT_YOURS' });
    const items = Array.from({ length: 101 }, (_, no) => signed(padded(no)));
    await expect(owner.on.policy.reportTripMany({ items })).rejects.toMatchObject({ code: 'TOO_MANY' });
    const startsAt = new Date(ledger.now + 60_000).toISOString();
    const fixed = {
      ...asked,
      policyId: 'P-2',
      policyholder: 'registry/owner',
      tariffId: 'car',
      tariffVersion: 1,
    };
    await desk.on.policy.quote({ ...fixed, startsAt, quotedUntil: startsAt });
    const other = owner.on.policy.reportTrip(signed({ ...trip, policyId: 'P-2' }));
    await expect(other).rejects.toMatchObject({ code: 'NOT_BY_DISTANCE' });
  });
});
