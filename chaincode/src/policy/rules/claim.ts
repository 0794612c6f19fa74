import { demand } from '../../kit/errors';
import { type Money, add, compare, show, subtract } from '../../kit/value/money';
import type { Instant } from '../../kit/value/time';
import { givesCover, standingAt } from './cover';
import { policyErrors } from '../errors';
import type { Policy } from '../records/policy';

/**
 * Refuses unless the policy takes a claim for a loss at that moment. What counts is cover at the loss, not at
 * the report.
 */
export function mustCover(policy: Policy, lossAt: Instant): void {
  const { policyId, status } = policy;
  demand(status === 'bound' || status === 'cancelled', policyErrors.POLICY_NOT_OPEN, { policyId, status });
  mustGiveCover(policy, lossAt);
}

/** Refuses unless the policy gave cover at that moment, whatever became of it since. */
export function mustGiveCover(policy: Policy, lossAt: Instant): void {
  const { policyId } = policy;
  demand(givesCover(policy, lossAt), policyErrors.LOSS_NOT_COVERED, {
    policyId,
    lossAt,
    why: standingAt(policy, lossAt),
  });
}

/** One claim more, and it is open. */
export const claimOpened = (policy: Policy): Policy => ({
  ...policy,
  claimsCount: policy.claimsCount + 1,
  openClaims: policy.openClaims + 1,
});

/** A claim is open again. Throws POLICY_NOT_OPEN unless the policy is bound or cancelled. */
export function claimReopened(policy: Policy): Policy {
  const { policyId, status } = policy;
  demand(status === 'bound' || status === 'cancelled', policyErrors.POLICY_NOT_OPEN, { policyId, status });
  return { ...policy, openClaims: policy.openClaims + 1 };
}

/** One open claim less. */
export const claimEnded = (policy: Policy): Policy => ({ ...policy, openClaims: policy.openClaims - 1 });

/**
 * Counts a confirmed amount, or a later revision of it, against the sum insured.
 */
export function claimConfirmed(policy: Policy, before: Money, amount: Money): Policy {
  const others = subtract(policy.claimed, before);
  const claimed = add(others, amount);
  demand(compare(claimed, policy.sumInsured) <= 0, policyErrors.CLAIM_EXCEEDS_SUM_INSURED, {
    amount: show(amount),
    claimed: show(others),
    sumInsured: show(policy.sumInsured),
  });
  return { ...policy, claimed };
}

/** Indemnity was paid. */
export const claimPaid = (policy: Policy, amount: Money): Policy => ({
  ...policy,
  paidOut: add(policy.paidOut, amount),
});

/** The vehicle is gone: cover ends and the premium of the term is earned, so nothing of it goes back. */
export const endedByTotalLoss = (policy: Policy, at: Instant): Policy => ({ ...policy, exhaustedAt: at });
