import { demand } from '../../kit/errors';
import { type Money, show, subtract } from '../../kit/value/money';
import { earlierOf, type Instant, isAfter, isBefore } from '../../kit/value/time';
import { dayIn, UTC, type Zone } from '../../kit/value/zone';
import { inherited } from './claimfree';
import { coverUntil } from './cover';
import { policyErrors } from '../errors';
import { policyLife } from '../life';
import { balanceAtCancellation, premiumOf, receivedOf } from './premium';
import type { CancelReason } from '../records/ending';
import type { Policy } from '../records/policy';

/** The policyholder does not want the quote. */
export const turnDown = (policy: Policy): Policy => ({
  ...policy,
  status: policyLife.step('turnDown', policy.status),
});
/** The insurer takes the quote back. */
export const withdrawQuote = (policy: Policy): Policy => ({
  ...policy,
  status: policyLife.step('takeBack', policy.status),
});

/**
 * Ends the cover now. The insurer cancels pro rata; the policyholder at the short rate of the tariff. After a
 * total loss the premium is earned in full. The balance says who owes whom.
 */
export function cancel(
  policy: Policy,
  {
    by,
    reason,
    now,
    zone = UTC,
  }: { by: 'policyholder' | 'insurer'; reason: CancelReason; now: Instant; zone?: Zone },
): { policy: Policy; cancelledAt: Instant; balance: Money } {
  const status = policyLife.step('cancel', policy.status);
  const at = earlierOf(coverUntil(policy).until, now);
  const rate = by === 'policyholder' && now >= policy.startsAt ? policy.shortRate : 0;
  const balance =
    policy.exhaustedAt === undefined
      ? balanceAtCancellation(policy, dayIn(zone, at), rate, zone)
      : subtract(receivedOf(policy), premiumOf(policy));
  const { offered: _dropped, ...rest } = policy;
  return {
    policy: { ...rest, status, cancelledAt: at, cancelReason: reason, balance },
    cancelledAt: at,
    balance,
  };
}

/** What was owed at cancellation, either way, was paid. */
export function settleBalance(policy: Policy, paymentId: string): Policy {
  if (policy.balancePaymentId === paymentId) return policy;
  const { policyId, balance, balancePaymentId } = policy;
  policyLife.step('settleBalance', policy.status);
  demand(isOwed(balance) && balancePaymentId === undefined, policyErrors.BALANCE_NOT_OPEN, { policyId });
  return { ...policy, balancePaymentId: paymentId };
}

const isOwed = (balance: Money | undefined): balance is Money =>
  balance !== undefined && balance.amount !== 0n;

/** Puts the policy away: its cover is over and no claim is open. */
export function close(policy: Policy, now: Instant): Policy {
  const status = policyLife.step('close', policy.status);
  const { policyId, openClaims } = policy;
  const { until } = coverUntil(policy);
  const over = policy.status === 'cancelled' || isAfter(now, until);
  demand(over, policyErrors.POLICY_IN_FORCE, { policyId, until });
  demand(openClaims === 0, policyErrors.POLICY_HAS_OPEN_CLAIMS, { policyId, open: openClaims });
  const open = isOwed(policy.balance) && policy.balancePaymentId === undefined ? policy.balance : undefined;
  demand(open === undefined, policyErrors.BALANCE_OPEN, { balance: open ? show(open) : '' });
  return { ...policy, status, closedAt: now };
}

/**
 * Both sides are bound, before the quote ends. A renewal takes over what came since it was quoted of the
 * claim-free time of the policy before; its price stands as it was quoted. Throws POLICY_QUOTE_EXPIRED.
 */
export function bind(policy: Policy, now: Instant, before?: Policy): Policy {
  const status = policyLife.step('bind', policy.status);
  demand(isBefore(now, policy.quotedUntil), policyErrors.POLICY_QUOTE_EXPIRED, {
    policyId: policy.policyId,
    until: policy.quotedUntil,
  });
  const bound: Policy = { ...policy, status, boundAt: now };
  return before ? inherited(bound, before.claimFreeSince) : bound;
}

/** Marks the policy that was renewed, so that it is renewed once. */
export function renewed(before: Policy, by: string): Policy {
  const { policyId, renewedBy } = before;
  demand(renewedBy === undefined, policyErrors.RENEWAL_MISMATCH, {
    policyId,
    why: `it is renewed by ${renewedBy ?? ''}`,
  });
  return { ...before, renewedBy: by };
}
