import type { Money } from '../kit/value/money';
import type { Instant } from '../kit/value/time';
import { zero } from '../kit/value/money';
import { demand, kitErrors } from '../kit/errors';
import { dayIn, zoneNamed } from '../kit/value/zone';
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
import { inherited, lossStated } from './rules/claimfree';
import { cancel } from './rules/policy';
import { tables, type Writing } from './tables';

export { mustCover, mustGiveCover } from './rules/claim';
export { coverUntil, givesCover, standingAt } from './rules/cover';

/** Own-fault loss of a claim, as the claim stands now: when it was, and whether it counts. */
export interface StatedLoss {
  readonly claimId: string;
  readonly lossAt: Instant;
  readonly counts: boolean;
}

/** Renewals that one change of a claim-free time reaches: more than ten years of them by the month. */
const MAX_RENEWALS = 150;

async function change(
  outer: Tx & Telling,
  policyId: string,
  rule: (policy: Policy) => Policy,
  loss?: StatedLoss,
): Promise<void> {
  const tx = outer.enter(tables);
  const policy = rule(await tx.policies.get(policyId));
  if (!loss) return tx.policies.put(policy);
  const on = dayIn(await zoneNamed(tx.zones, policy.zone), loss.lossAt);
  await carryOn(tx, lossStated(policy, { ...loss, on }));
}

/** Saves a policy, and lets each renewal after it see the claim-free time of the one before. */
async function carryOn(tx: Writing, policy: Policy): Promise<void> {
  await tx.policies.put(policy);
  let { claimFreeSince, renewedBy } = policy;
  for (let count = 0; renewedBy !== undefined; count++) {
    demand(count < MAX_RENEWALS, kitErrors.TOO_MANY, { count, what: 'renewals', max: MAX_RENEWALS });
    const before = await tx.policies.get(renewedBy);
    const renewal = inherited(before, claimFreeSince);
    if (renewal === before) return;
    await tx.policies.put(renewal);
    ({ claimFreeSince, renewedBy } = renewal);
  }
}

/** Counts a claim that was opened on the policy. Whether the policy takes it is for `mustCover` to say. */
export const openClaim = (tx: Tx & Telling, policyId: string): Promise<void> =>
  change(tx, policyId, claimOpened);

/**
 * Counts a claim that is open again, and its loss. Throws POLICY_NOT_OPEN unless the policy is bound or
 * cancelled.
 */
export const reopenClaim = (tx: Tx & Telling, policyId: string, loss: StatedLoss): Promise<void> =>
  change(tx, policyId, claimReopened, loss);

/**
 * Counts a claim that ended, and its loss if it still counts; `revoked` is the confirmed amount that the
 * policy no longer owes when the claim was cancelled.
 */
export const endClaim = (
  tx: Tx & Telling,
  policyId: string,
  loss: StatedLoss,
  revoked?: Money,
): Promise<void> =>
  change(
    tx,
    policyId,
    (policy) => {
      const ended = claimEnded(policy);
      return revoked ? claimConfirmed(ended, revoked, zero(revoked.currency)) : ended;
    },
    loss,
  );

/** What an insurer confirms of a claim: the amount before, the amount now, and its loss. */
export interface Confirmed {
  readonly before: Money;
  readonly amount: Money;
  readonly loss: StatedLoss;
}

/** Counts a confirmed amount against the sum insured, and its loss. Throws CLAIM_EXCEEDS_SUM_INSURED. */
export const confirmClaim = (tx: Tx & Telling, policyId: string, of: Confirmed): Promise<void> =>
  change(tx, policyId, (policy) => claimConfirmed(policy, of.before, of.amount), of.loss);

/** The loss of a claim no longer counts, or counts again; the policy may be closed by then. */
export const stateLoss = (tx: Tx & Telling, policyId: string, loss: StatedLoss): Promise<void> =>
  change(tx, policyId, (policy) => policy, loss);

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
