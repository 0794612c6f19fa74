import { type Instant, addDays, startOf } from '../../kit/value/time';
import type { Policy, Standing } from '../records/policy';
import { isOpen } from './plan/due';

/**
 * When an unpaid instalment ends cover: the grace days after it was due are over. `undefined` when all that
 * is due in the term is paid.
 */
export function lapsesAt(policy: Policy): Instant | undefined {
  const unpaid = policy.instalments.find(isOpen);
  if (!unpaid) return undefined;
  const at = unpaid.coveredUntil ?? startOf(addDays(unpaid.dueOn, policy.graceDays));
  return at < policy.endsAt ? at : undefined;
}

/**
 * The exclusive end of cover as far as the record knows: term, lapse, cancellation or total loss, whichever
 * comes first.
 */
export function coverUntil(policy: Policy): {
  until: Instant;
  because: 'expired' | 'lapsed' | 'cancelled' | 'exhausted';
} {
  const ends = [
    { until: policy.endsAt, because: 'expired' as const },
    { until: lapsesAt(policy), because: 'lapsed' as const },
    { until: policy.cancelledAt, because: 'cancelled' as const },
    { until: policy.exhaustedAt, because: 'exhausted' as const },
  ].filter((end): end is { until: Instant; because: typeof end.because } => end.until !== undefined);
  return ends.reduce((first, end) => (end.until < first.until ? end : first));
}

/**
 * Where the policy stands at a moment, derived from its dates; nothing has to run for a policy to lapse or
 * expire.
 */
export function standingAt(policy: Policy, at: Instant): Standing {
  if (policy.status === 'quoted') return at < policy.quotedUntil ? 'quoted' : 'quote expired';
  if (policy.boundAt === undefined) return policy.status;
  if (at < policy.startsAt)
    return policy.cancelledAt !== undefined && policy.cancelledAt <= at ? 'cancelled' : 'not begun';
  const end = coverUntil(policy);
  if (at >= end.until) return end.because;
  return policy.gaps.some((gap) => gap.from <= at && at < gap.until) ? 'in gap' : 'in force';
}

/** Whether the policy is in force at a moment: begun, not ended, not lapsed, in no gap. */
export const givesCover = (policy: Policy, at: Instant): boolean => standingAt(policy, at) === 'in force';
