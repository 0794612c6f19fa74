import { demand } from '../../kit/errors';
import { isZero, type Money } from '../../kit/value/money';
import { type Instant, daysBetween, isAfter, startOf } from '../../kit/value/time';
import { dayIn, type Local, showsFrom, type Zone } from '../../kit/value/zone';
import { bytesOf, isSignedByCar, contradictionOf } from './digest';
import { policyErrors } from '../errors';
import { usageLife } from '../life';
import { isGivenBackWhole } from './ending/withdrawal';
import { baseOf, baseUntil, monthOf } from './plan/month';
import { billOf } from './premium';
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
  const bill = billOf(tariff, baseCovered(policy, digest.month, now.zone), digest);
  const status = isZero(bill.balance) ? 'paid' : 'expected';
  return { ...digest, insurer: policy.insurer, signature, ...bill, status };
}

/**
 * The base of a month, of the days covered alone where the policy was cancelled and gave the rest back. After a
 * total loss whose premium is earned, nothing was given back.
 */
export function baseCovered(policy: Policy, month: number, zone: Zone): Money {
  const { cancelledAt, exhaustedAt, interestEndedAt } = policy;
  const ended = exhaustedAt === undefined ? cancelledAt : interestEndedAt;
  if (cancelledAt === undefined || ended === undefined) return baseOf(policy, month);
  return baseUntil(policy, month, dayIn(zone, ended));
}

/** The balance of a month was paid, once. One of 0.00 is paid by itself. Throws MONTH_SETTLED. */
export function settleMonth(usage: Usage, paymentId: string, now: Instant): Usage {
  const { month, paymentId: by } = usage;
  if (by === paymentId) return usage;
  demand(usage.status === 'expected' || by === undefined, policyErrors.MONTH_SETTLED, {
    month,
    paymentId: by ?? '',
  });
  const status = usageLife.step('settleMonth', usage.status);
  return { ...usage, status, paidAt: now, paymentId };
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
  const isBilled = policy.boundAt !== undefined && !isGivenBackWhole(policy);
  const ended = isBilled ? coverUntil(policy).until : showsFrom(zone, startOf(firstDayOf(policy)));
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
