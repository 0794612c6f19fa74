import type { Api } from '../../kit/api';
import { demand, kitErrors } from '../../kit/errors';
import type { Handlers } from '../../kit/implement';
import { addDays, dayOf, type Day, startOf } from '../../kit/value/time';
import { showsFrom, zoneNamed } from '../../kit/value/zone';
import { agreementOf } from '../rules/reconciliation';
import { monthOf } from '../rules/digest';
import { policyEvents } from '../events';
import { type Reading, readable, type tables, tariffOf } from './policy';
import { numbered, tariffKey } from '../records/policy';
import { MAX_WINDOW, rollingScore, windowStart } from '../rules/rolling';
import type { Trip } from '../records/trip';
import type { tripOperations } from '../api/trip';
import { answerTrip, disputeTrip, repeated, reportTrip, signedPart } from '../rules/trip';

export const tripHandlers: Handlers<Api<'policy', typeof tripOperations>, typeof tables> = {
  async reportTrip(tx, reported) {
    const { policyId, tripId } = reported.trip;
    const policy = await tx.policies.get(policyId);
    tx.mustBe('the policyholder or the insurer', policy.policyholder, policy.insurer);
    const known = await tx.trips.find(policyId, tripId);
    if (known) return repeated(known, reported.trip);
    const made = reportTrip(policy, reported, tx.now);
    await tx.trips.put(made);
    tx.tell(policyEvents.TripReported, { policyId, tripId });
    return made;
  },
  async disputeTrip(tx, { policyId, tripId }) {
    const policy = await tx.policies.get(policyId);
    tx.mustBe('the policyholder', policy.policyholder);
    const disputed = disputeTrip(await tx.trips.get(policyId, tripId), tx.caller.member);
    await tx.trips.put(disputed);
    tx.tell(policyEvents.TripDisputed, { policyId, tripId });
    return disputed;
  },
  async answerTrip(tx, { policyId, tripId, agreed }) {
    const before = await tx.trips.get(policyId, tripId);
    tx.mustBe('the insurer', before.insurer);
    const answered = answerTrip(before, agreed, tx.caller.member);
    await tx.trips.put(answered);
    tx.tell(policyEvents.TripAnswered, { policyId, tripId, status: answered.status });
    return answered;
  },
  async readTrip(tx, { policyId, tripId }) {
    await readable(tx, policyId);
    return tx.trips.get(policyId, tripId);
  },
  async listTrips(tx, { policyId, on, page }) {
    await readable(tx, policyId);
    return tx.trips.listBy('byDay', on === undefined ? [policyId] : [policyId, on], page);
  },
  async readScore(tx, { policyId, at = tx.now }) {
    const policy = await readable(tx, policyId);
    const tariff = await tariffOf(tx, policy);
    const found = await tripsOf(tx, policyId, dayOf(windowStart(at)), addDays(dayOf(at), 1));
    return rollingScore(tariff, found.filter(({ status }) => status !== 'passenger').map(signedPart), at);
  },
  async computeScore(tx, { insurer, tariffId, tariffVersion, at, trips }) {
    return rollingScore(await tx.tariffs.get(...tariffKey(insurer, tariffId, tariffVersion)), trips, at);
  },
  async compareMonth(tx, { policyId, month }) {
    const policy = await readable(tx, policyId);
    const usage = await tx.usages.get(policyId, numbered(month));
    const { from, until } = monthOf(policy, month);
    const zone = await zoneNamed(tx.zones, policy.zone);
    const [begins, ends] = [showsFrom(zone, startOf(from)), showsFrom(zone, startOf(until))];
    const near = await tripsOf(tx, policyId, dayOf(begins), addDays(dayOf(ends), 1));
    return agreementOf(
      usage,
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
      demand(found.length <= MAX_TRIPS, kitErrors.TOO_MANY, { count: found.length, what: 'trips', max: MAX_TRIPS });
      if (next === undefined) break;
      after = next;
    }
  return found;
}

/** As many as a digest of a month may count. */
const MAX_TRIPS = 3 * MAX_WINDOW;
