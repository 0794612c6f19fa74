import { demand, kitErrors, refuse } from '../../kit/errors';
import { addMillis, DAY_MS, type Instant, laterOf, toMillis } from '../../kit/value/time';
import { policyErrors } from '../errors';
import { telematicsOf } from './tariff';
import { displayOf, factorOfScore, type Measures, penaltiesOfMeasures, scoreOfPenalties } from './score';
import type { Rolling, Tariff } from '../records/tariff';
import { type TripDigest, WINDOW_DAYS, MAX_WINDOW, type Rolled } from '../records/trip';

const MILLION = 1_000_000n;
/** Where the seven days before a moment begin, exclusive. */
export const windowStart = (at: Instant): Instant => addMillis(at, -WINDOW_DAYS * DAY_MS);

/** The weights of single trips in a tariff. Throws TRIPS_UNWEIGHTED. */
export function rollingOf({ rolling, tariffId, version }: Tariff): Rolling {
  return rolling ?? refuse(policyErrors.TRIPS_UNWEIGHTED, { tariffId, version });
}

/**
 * The score of the trips that ended in the seven days before a moment. A younger trip weighs more, as a
 * whole: its distance, time and events alike; a severe event counts as several. With all weights equal it is
 * the score of a month over the same sums.
 */
export function rollingScore(tariff: Tariff, all: readonly TripDigest[], at: Instant): Rolled {
  const rule = rollingOf(tariff);
  const from = windowStart(at);
  const inside = all.filter(({ endedAt }) => endedAt > from && endedAt <= at);
  demand(inside.length <= MAX_WINDOW, kitErrors.TOO_MANY, {
    count: inside.length,
    what: 'trips in seven days',
    max: MAX_WINDOW,
  });
  const points = penaltiesOfMeasures(telematicsOf(tariff).score, weighted(rule, inside, at));
  const scoreMilli = scoreOfPenalties(points);
  const metres = inside.reduce((total, trip) => total + trip.metres, 0);
  const judged = metres >= rule.minimumMetres && inside.length >= rule.minimumTrips;
  return {
    from,
    until: at,
    trips: inside.map((trip) => ({ tripId: trip.tripId, weight: weightOf(rule, trip, at) })),
    overlapping: overlapsIn(inside),
    metres,
    judged,
    scoreMilli,
    factor: judged ? factorOfScore(tariff, scoreMilli) : Number(MILLION),
    points,
    display: displayOf(scoreMilli),
  };
}

/** A car is on one trip at a time. It is told, not refused: refusing would hide it. */
function overlapsIn(inside: readonly TripDigest[]): string[] {
  const order = [...inside].sort((left, right) =>
    left.startedAt < right.startedAt ? -1 : left.startedAt > right.startedAt ? 1 : 0,
  );
  let busyUntil = '';
  return order.flatMap(({ tripId, startedAt, endedAt }) => {
    const overlaps = startedAt < busyUntil;
    busyUntil = laterOf(busyUntil, endedAt);
    return overlaps ? [tripId] : [];
  });
}

const weightOf = ({ recency }: Rolling, { endedAt }: TripDigest, at: Instant): number =>
  recency[Math.floor((toMillis(at) - toMillis(endedAt)) / DAY_MS)] ?? 0;

/** Sums in units of 10⁻¹², so that nothing is rounded before the rates are. */
function weighted(rule: Rolling, inside: readonly TripDigest[], at: Instant): Measures {
  const sum = (of: (trip: TripDigest) => bigint): bigint =>
    inside.reduce((total, trip) => total + BigInt(weightOf(rule, trip, at)) * of(trip), 0n);
  const whole = (field: 'metres' | 'durationS' | 'nightS' | 'speedingS' | 'phoneS') =>
    sum((trip) => BigInt(trip[field]) * MILLION);
  const counted = (habit: 'harshBrake' | 'harshAccel' | 'cornering') =>
    sum((trip) => {
      const severe = BigInt(trip.severe?.[habit] ?? 0);
      return (BigInt(trip[habit]) - severe) * MILLION + severe * BigInt(rule.severe);
    });
  return {
    ...{ metres: whole('metres'), seconds: whole('durationS') },
    ...{
      harshBrake: counted('harshBrake'),
      harshAccel: counted('harshAccel'),
      cornering: counted('cornering'),
    },
    ...{ speedingS: whole('speedingS'), nightS: whole('nightS'), phoneS: whole('phoneS') },
  };
}
