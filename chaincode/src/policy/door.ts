import type { Money } from '../kit/value/money';
import type { Day, Instant } from '../kit/value/time';
import { zero } from '../kit/value/money';
import { zoneNamed } from '../kit/value/zone';
import type { Telling, Tx } from '../kit/tx';
import { policyEvents } from './events';
import type { Policy } from './records/policy';
import {
  claimConfirmed,
  claimEnded,
  claimOpened,
  claimPaid,
  claimReopened,
  endedByTotalLoss,
} from './rules/claim';
import { cancel } from './rules/policy';
import { tables } from './tables';

export { mustCover, mustGiveCover } from './rules/claim';
export { coverUntil, givesCover, standingAt } from './rules/cover';

async function change(
  outer: Tx & Telling,
  policyId: string,
  rule: (policy: Policy) => Policy,
): Promise<void> {
  const tx = outer.enter(tables);
  await tx.policies.put(rule(await tx.policies.get(policyId)));
}

/** Counts a claim that was opened on the policy. Whether the policy takes it is for `mustCover` to say. */
export const openClaim = (tx: Tx & Telling, policyId: string): Promise<void> =>
  change(tx, policyId, claimOpened);

/** Counts a claim that is open again. Throws POLICY_NOT_OPEN unless the policy is bound or cancelled. */
export const reopenClaim = (tx: Tx & Telling, policyId: string): Promise<void> =>
  change(tx, policyId, claimReopened);

/**
 * Counts a claim that ended; `revoked` is the confirmed amount that the policy no longer owes when the claim
 * was cancelled.
 */
export const endClaim = (tx: Tx & Telling, policyId: string, revoked?: Money): Promise<void> =>
  change(tx, policyId, (policy) => {
    const ended = claimEnded(policy);
    return revoked ? claimConfirmed(ended, revoked, zero(revoked.currency)) : ended;
  });

/**
 * What an insurer confirms of a claim: the amount before, the amount now, and the day of a loss by own fault.
 */
export interface Confirmed {
  readonly before: Money;
  readonly amount: Money;
  readonly ownFaultOn?: Day | undefined;
}

/** Counts a confirmed amount against the sum insured. Throws CLAIM_EXCEEDS_SUM_INSURED. */
export const confirmClaim = (tx: Tx & Telling, policyId: string, of: Confirmed): Promise<void> =>
  change(tx, policyId, (policy) => claimConfirmed(policy, of.before, of.amount, of.ownFaultOn));

/** Counts indemnity that was paid. */
export const payClaim = (tx: Tx & Telling, policyId: string, amount: Money): Promise<void> =>
  change(tx, policyId, (policy) => claimPaid(policy, amount));

/** Counts the indemnity of a total loss and ends cover at that moment; the premium of the term is earned. */
export const endByTotalLoss = (tx: Tx & Telling, policyId: string, paid: Money, at: Instant): Promise<void> =>
  change(tx, policyId, (policy) => endedByTotalLoss(claimPaid(policy, paid), at));

/**
 * Ends a policy because its vehicle is sold; one that is not bound is left as it is. Sale ends the interest
 * insured: premium is owed for the time of cover only (§ 39 VVG), so there is no short rate.
 */
export async function cancelFromSale(outer: Tx & Telling, policyId: string): Promise<void> {
  const tx = outer.enter(tables);
  const before = await tx.policies.get(policyId);
  if (before.status !== 'bound') return;
  const zone = await zoneNamed(tx.zones, before.zone);
  const { policy, cancelledAt, balance } = cancel(before, {
    by: 'insurer',
    reason: 'sold',
    now: tx.now,
    zone,
  });
  await tx.policies.put(policy);
  tx.tell(policyEvents.PolicyCancelled, { policyId, cancelledAt, balance });
}
