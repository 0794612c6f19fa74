import { pageIn } from '../../kit/api';
import { demand, kitErrors } from '../../kit/errors';
import { addDays, dayOf, type Day, startOf } from '../../kit/value/time';
import { showsFrom, zoneNamed } from '../../kit/value/zone';
import type { tripOperations } from '../api/trip';
import { policyEvents } from '../events';
import { tripLife } from '../life';
import { MAX_WINDOW, type Trip } from '../records/trip';
import { monthOf } from '../rules/plan/month';
import { reconcile } from '../rules/reconciliation';
import { rollingScore, windowStart } from '../rules/rolling';
import { answerTrip, disputeTrip, repeated, reportTrip, signedPart } from '../rules/trip';
import type { Carries, Reading } from '../tables';

/** Single trips, and the score of the last seven days. */
export const tripHandlers: Carries<typeof tripOperations> = {
  async reportTrip(tx, reported, { on: policy, known }) {
    const { policyId, tripId } = reported.trip;
    if (known) return repeated(known, reported.trip);
    const { renews } = policy;
    const joins = renews !== undefined && reported.trip.startedAt < policy.startsAt;
    const before = joins ? await tx.policies.get(renews) : undefined;
    const made = reportTrip(policy, reported, tx.now, before);
    await tx.trips.put(made);
    tx.tell(policyEvents.TripReported, { policyId, tripId });
    return made;
  },
  async disputeTrip(tx, { policyId, tripId }, { counted }) {
    tx.take(tripLife.dispute, counted);
    const disputed = disputeTrip(counted, tx.caller.member);
    await tx.trips.put(disputed);
    tx.tell(policyEvents.TripDisputed, { policyId, tripId });
    return disputed;
  },
  async answerTrip(tx, { policyId, tripId, agreed }, { on: before }) {
    const answered = answerTrip(before, agreed, tx.caller.member);
    await tx.trips.put(answered);
    tx.tell(policyEvents.TripAnswered, { policyId, tripId, status: answered.status });
    return answered;
  },
  readTrip: (_tx, _request, { found }) => found,
  listTrips: (tx, { policyId, on, ...asked }) =>
    tx.trips.listBy('byDay', on === undefined ? [policyId] : [policyId, on], pageIn(asked)),
  async readScore(tx, { policyId, at = tx.now }, { tariff }) {
    const found = await tripsOf(tx, policyId, dayOf(windowStart(at)), addDays(dayOf(at), 1));
    return rollingScore(tariff, found.filter(({ status }) => status !== 'passenger').map(signedPart), at);
  },
  computeScore: (_tx, { at, trips }, { on: tariff }) => rollingScore(tariff, trips, at),
  async compareMonth(tx, { policyId, month }, { on: policy, driven }) {
    const { from, until } = monthOf(policy, month);
    const zone = await zoneNamed(tx.zones, policy.zone);
    const [begins, ends] = [showsFrom(zone, startOf(from)), showsFrom(zone, startOf(until))];
    const near = await tripsOf(tx, policyId, dayOf(begins), addDays(dayOf(ends), 1));
    return reconcile(
      driven,
      near.filter(({ endedAt }) => begins <= endedAt && endedAt < ends),
    );
  },
};

/** The trips that ended on the days from one (inclusive) until another, in order of time. */
async function tripsOf(tx: Reading, policyId: string, from: Day, until: Day): Promise<Trip[]> {
  const found: Trip[] = [];
  for (let on = from; on < until; on = addDays(on, 1))
    for (let after: string | undefined; ; ) {
      const { items, next } = await tx.trips.listBy('byDay', [policyId, on], { size: 100, after });
      found.push(...items);
      demand(found.length <= MAX_TRIPS, kitErrors.TOO_MANY, {
        count: found.length,
        what: 'trips',
        max: MAX_TRIPS,
      });
      if (next === undefined) break;
      after = next;
    }
  return found;
}

/** As many as a digest of a month may count. */
const MAX_TRIPS = 3 * MAX_WINDOW;
