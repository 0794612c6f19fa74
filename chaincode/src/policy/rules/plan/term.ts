import { type Instant, monthsEnd, startOf } from '../../../kit/value/time';
import { dayIn, showsFrom, UTC, type Zone } from '../../../kit/value/zone';
import { firstDayOf, type Policy } from '../../records/policy';
import { sinceOf } from '../claimfree';
import { dueIn } from './due';

/**
 * A term of months on the clocks of a zone. Its last day is covered to its end (VVG § 10), and is the one that
 * BGB § 188 says. Where no zone was agreed, a term ends at the time of day in UTC at which it began.
 */
export function termOf(zone: Zone, startsAt: Instant, months: number) {
  const startsOn = dayIn(zone, startsAt);
  const endsOn = monthsEnd(startsOn, months);
  const endsAt = zone === UTC ? `${endsOn}${startsAt.slice(10)}` : showsFrom(zone, startOf(endsOn));
  return { startsAt, endsAt, months, ...(zone !== UTC && { zone: zone.zone, startsOn, endsOn }) };
}

/** The same policy, its whole term beginning at another moment. Only a quote is moved, before it is bound. */
export function startingAt(policy: Policy, startsAt: Instant, zone: Zone): Policy {
  const { months = 12, graceDays, claimFree } = policy;
  const isFirst = claimFree?.from === firstDayOf(policy);
  const moved = claimFree && isFirst ? { ...claimFree, from: dayIn(zone, startsAt) } : claimFree;
  return {
    ...policy,
    ...termOf(zone, startsAt, months),
    instalments: dueIn(policy.instalments, { begins: { at: startsAt, zone }, months, graceDays }),
    parts: policy.parts.map((part) => ({ ...part, from: startsAt })),
    ...(moved && { claimFree: moved, claimFreeSince: sinceOf(moved) }),
  };
}
