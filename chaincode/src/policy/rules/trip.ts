import { demand, kitErrors } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import { type Instant, toMillis } from '../../kit/value/time';
import { givesCover } from './cover';
import { contradictionOf, isSignedByCar } from './digest';
import { policyErrors } from '../errors';
import { tripLife } from '../life';
import type { Policy } from '../records/policy';
import type { Trip, TripDigest } from '../records/trip';

/** The bytes that the car signs: RFC 8785 canonical JSON of the digest, UTF-8. */
export const tripBytes = (digest: TripDigest): Uint8Array => Buffer.from(canonical(digest), 'utf8');

/**
 * A trip inside the cover of a policy by distance, signed by the car. Whoever reports it cannot change it. One
 * over the midnight of a renewal is that of the renewal, under which it ended, as a month counts it.
 */
export function reportTrip(
  policy: Policy,
  reported: { trip: TripDigest; signature: string },
  now: Instant,
  before?: Policy,
): Trip {
  const { trip, signature } = reported;
  const { policyId, tripId, startedAt, endedAt } = trip;
  demand(policy.pricing === 'distance', policyErrors.NOT_BY_DISTANCE, { policyId });
  demand(endedAt <= now, policyErrors.TRIP_AHEAD, { tripId, endedAt, now });
  const until = policy.cancelledAt ?? policy.endsAt;
  const joins = before !== undefined && givesCover(before, startedAt) && endedAt > policy.startsAt;
  const begins = startedAt >= policy.startsAt || joins;
  const inside = policy.boundAt !== undefined && begins && endedAt <= until;
  demand(inside, policyErrors.TRIP_OUTSIDE, { tripId, policyId, from: policy.startsAt, until });
  const why = contradictionIn(trip, policy);
  demand(why === undefined, policyErrors.DIGEST_MEASURES_IMPOSSIBLE, { why: why ?? '' });
  const genuine = isSignedByCar(policy.carKey ?? '', tripBytes(trip), signature);
  demand(genuine, policyErrors.DIGEST_SIGNATURE_WRONG, { vin: trip.vin });
  return { ...trip, insurer: policy.insurer, signature, status: 'counted', reportedAt: now };
}

/** 360 km/h: no car on a road is faster on a whole trip. */
const FASTEST_METRES_A_SECOND = 100;

function contradictionIn(trip: TripDigest, policy: Policy): string | undefined {
  const { startedAt, endedAt, metres, durationS, severe } = trip;
  if (trip.vin !== policy.vin) return 'it is of another vehicle';
  if (endedAt < startedAt) return 'it ends before it begins';
  if (durationS * 1000 > toMillis(endedAt) - toMillis(startedAt)) return 'it holds more seconds than passed';
  if (metres > durationS * FASTEST_METRES_A_SECOND && durationS > 0) return 'it is faster than a car';
  const heavy = severe ?? { harshBrake: 0, harshAccel: 0, cornering: 0 };
  const more = (['harshBrake', 'harshAccel', 'cornering'] as const).some(
    (habit) => heavy[habit] > trip[habit],
  );
  return more ? 'it holds more severe events than events' : contradictionOf(trip, metres > 0, 1);
}

/**
 * The same trip again is no contradiction, whoever reports it and whichever of the car's signatures comes
 * with it.
 */
export function repeated(known: Trip, again: TripDigest): Trip {
  demand(canonical(signedPart(known)) === canonical(again), kitErrors.EXISTS_DIFFERENTLY, {
    kind: 'trip',
    id: `${known.policyId}/${known.tripId}`,
  });
  return known;
}

/** What the car signed of a trip. */
export function signedPart(known: Trip): TripDigest {
  const { insurer: _insurer, signature: _signature, status: _status, reportedAt: _at, ...rest } = known;
  const { disputedBy: _disputed, answeredBy: _answered, ...signed } = rest;
  return signed;
}

/** The driver says: I did not drive, I was driven. Until the insurer agrees the trip counts. */
export const disputeTrip = (trip: Trip, by: string): Trip => ({
  ...trip,
  status: tripLife.step('dispute', trip.status),
  disputedBy: by,
});

/** The insurer agrees that the driver was a passenger, or upholds the trip. Throws WRONG_STATUS. */
export const answerTrip = (trip: Trip, agreed: boolean, by: string): Trip => ({
  ...trip,
  status: tripLife.step('answer', trip.status, agreed ? 'passenger' : 'upheld'),
  answeredBy: by,
});
