import { zoneNamed } from '../../kit/value/zone';
import type { endingOperations } from '../api/ending';
import { policyEvents } from '../events';
import { takeOver } from '../rules/ending/takeover';
import { withdraw } from '../rules/ending/withdrawal';
import { cancel, close } from '../rules/policy';
import type { Carries } from '../tables';

/** How a policy ends early, goes to the buyer of the vehicle, and is put away. */
export const endingHandlers: Carries<typeof endingOperations> = {
  async takeOver(tx, { policyId }, { on, vehicle }) {
    const now = { at: tx.now, zone: await zoneNamed(tx.zones, on.zone) };
    const policy = takeOver(on, vehicle, tx.caller.member, now);
    await tx.policies.put(policy);
    const { insurer, policyholder } = policy;
    tx.tell(policyEvents.PolicyTakenOver, { policyId, insurer, policyholder });
    return policy;
  },
  async withdraw(tx, { policyId }, { on }) {
    const now = { at: tx.now, zone: await zoneNamed(tx.zones, on.zone) };
    const { policy, balance } = withdraw(on, now);
    await tx.policies.put(policy);
    tx.tell(policyEvents.PolicyWithdrawn, { policyId, balance });
    return policy;
  },
  async cancel(tx, { policyId, reason }, { on }) {
    const by = tx.is(on.insurer) ? 'insurer' : 'policyholder';
    const zone = await zoneNamed(tx.zones, on.zone);
    const { policy, cancelledAt, balance } = cancel(on, { by, reason, now: tx.now, zone });
    await tx.policies.put(policy);
    tx.tell(policyEvents.PolicyCancelled, { policyId, cancelledAt, balance });
    return policy;
  },
  async close(tx, { policyId }, { on }) {
    const policy = close(on, tx.now);
    await tx.policies.put(policy);
    tx.tell(policyEvents.PolicyClosed, { policyId, insurer: policy.insurer });
    return policy;
  },
};
