import { demand } from '../../kit/errors';
import { type Instant, addMonths, daysBetween, isAfter, startOf } from '../../kit/value/time';
import { type Local, showsFrom } from '../../kit/value/zone';
import { bytesOf, isSignedByCar, contradictionOf } from './digest';
import { policyErrors } from '../errors';
import { baseOf, billOf } from './premium';
import { type Policy, firstDayOf, lastDayOf } from '../records/policy';
import type { Digest, Usage } from '../records/month';
import type { Tariff } from '../records/tariff';
import { coverUntil } from './cover';

/** The bill of a finished month, from what the car signed. Whoever reports it cannot change it. */
export function reportMonth(
  policy: Policy,
  tariff: Tariff,
  reported: { digest: Digest; signature: string },
  now: Local,
): Usage {
  const { digest, signature } = reported;
  mustBeMeasured(policy, digest, now);
  const genuine = isSignedByCar(policy.carKey ?? '', bytesOf(digest), signature);
  demand(genuine, policyErrors.DIGEST_SIGNATURE_WRONG, { vin: digest.vin });
  const bill = billOf(tariff, baseOf(policy, digest.month), digest);
  return { ...digest, insurer: policy.insurer, signature, ...bill, status: 'expected' };
}

/** The balance of a month was paid, once. Throws MONTH_SETTLED. */
export function settleMonth(usage: Usage, paymentId: string, now: Instant): Usage {
  const { month, paymentId: by } = usage;
  if (by === paymentId) return usage;
  demand(usage.status === 'expected', policyErrors.MONTH_SETTLED, { month, paymentId: by ?? '' });
  return { ...usage, status: 'paid', paidAt: now, paymentId };
}

/** The days of one month of a policy: the first, and the first after it. */
export function monthOf(policy: Policy, month: number): { from: string; until: string } {
  const start = firstDayOf(policy);
  return { from: addMonths(start, month - 1), until: addMonths(start, month) };
}

/** Refuses a digest that is not of a finished month of the policy, or that contradicts itself. */
export function mustBeMeasured(policy: Policy, digest: Digest, { at, zone }: Local): void {
  const { policyId } = policy;
  demand(policy.pricing === 'distance', policyErrors.NOT_BY_DISTANCE, { policyId });
  const { from, until } = monthOf(policy, digest.month);
  const days = daysBetween(from, until);
  demand(
    until <= lastDayOf(policy) && digest.metresByDay.length === days,
    policyErrors.POLICY_MONTH_UNKNOWN,
    {
      month: digest.month,
      days: digest.metresByDay.length,
    },
  );
  demand(isAfter(at, showsFrom(zone, startOf(until))), policyErrors.POLICY_MONTH_NOT_OVER, {
    month: digest.month,
    until,
  });
  const ended =
    policy.boundAt === undefined ? showsFrom(zone, startOf(firstDayOf(policy))) : coverUntil(policy).until;
  demand(showsFrom(zone, startOf(from)) < ended, policyErrors.POLICY_MONTH_UNCOVERED, {
    month: digest.month,
    from,
    until: ended,
  });
  const why = contradictionIn(digest, policy, days);
  demand(why === undefined, policyErrors.DIGEST_MEASURES_IMPOSSIBLE, { why: why ?? '' });
}

function contradictionIn(digest: Digest, policy: Policy, days: number): string | undefined {
  if (digest.vin !== policy.vin) return 'it is of another vehicle';
  if (digest.durationS > days * 86_400) return 'it holds more seconds than the month';
  const driven = digest.metresByDay.some((metres) => metres > 0);
  return contradictionOf(digest, driven, digest.trips);
}
