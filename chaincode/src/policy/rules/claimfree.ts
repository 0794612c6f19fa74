import { type Day, laterOf } from '../../kit/value/time';
import { type ClaimFree, type Loss, MAX_LOSSES } from '../records/claimfree';
import type { Policy } from '../records/policy';

/** A policy made before losses were remembered one by one: what it says is where its record begins. */
const recordOf = ({ claimFree, claimFreeSince }: Policy): ClaimFree =>
  claimFree ?? { from: claimFreeSince, losses: [] };

/** Since when a policy is claim-free: the latest of all that its record holds, in whatever order it came. */
export const sinceOf = ({ from, before, losses }: ClaimFree): Day =>
  [from, before, ...losses.map(({ on }) => on)].reduce<Day>((since, on) => laterOf(since, on ?? since), '');

const replayed = (policy: Policy, claimFree: ClaimFree): Policy => ({
  ...policy,
  claimFree,
  claimFreeSince: sinceOf(claimFree),
});

/**
 * What a claim says of an own-fault loss takes the place of what it said before: a loss that no longer counts
 * gives the claim-free time back (AKB I.4, I.5: reserves dissolved without payment, a claim bought back).
 */
export function lossStated(policy: Policy, { claimId, on, counts }: Loss): Policy {
  const record = recordOf(policy);
  const others = record.losses.filter((one) => one.claimId !== claimId);
  if (!counts && others.length === record.losses.length) return policy;
  const losses = (counts ? [...others, { claimId, on }] : others)
    .toSorted((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0))
    .slice(-MAX_LOSSES);
  return replayed(policy, { ...record, losses });
}

/** A renewal is claim-free no longer than the policy before it, as that one stands now. */
export function inherited(renewal: Policy, before: Day): Policy {
  const record = recordOf(renewal);
  return record.before === before ? renewal : replayed(renewal, { ...record, before });
}
