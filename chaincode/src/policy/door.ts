// What other rooms may do here.
import type { Telling, Tx } from '../kit/tx';
import { zoneNamed, zones } from '../kit/value/zone';
import { policyEvents } from './events';
import { policies } from './records/policy';
import { cancel as cancelled } from './rules/policy';

/**
 * Ends a policy whose vehicle is sold, in the transaction that sells it; one that is not in force is left as it is. Sale ends the interest
 * insured: premium is owed for the time of cover only (§ 39 VVG), so there is no short rate. Throws NOT_FOUND.
 */
export async function cancelFromSale(tx: Tx & Telling, policyId: string): Promise<void> {
  const here = tx.enter({ policies, zones });
  const before = await here.policies.get(policyId);
  if (before.status !== 'bound') return;
  const zone = await zoneNamed(here.zones, before.zone);
  const { policy, cancelledAt, balance } = cancelled(before, { by: 'insurer', reason: 'sold', now: tx.now, zone });
  await here.policies.put(policy);
  tx.tell(policyEvents.PolicyCancelled, { policyId, cancelledAt, balance });
}

export {
  claimConfirmed,
  claimEnded,
  claimOpened,
  claimPaid,
  claimReopened,
  exhausted,
  mustCover,
  mustGiveCover,
} from './rules/claim';
export { coverUntil, givesCover, standingAt, termsNoAt } from './rules/cover';
export { cancel } from './rules/policy';
