import { zoneNamed } from '../../kit/value/zone';
import type { changeOperations } from '../api/change';
import { policyEvents } from '../events';
import { acceptChange, offerChange } from '../rules/change';
import type { Carries } from '../tables';

/** Other covers during the term. */
export const changeHandlers: Carries<typeof changeOperations> = {
  async offerChange(tx, { policyId, ...change }, { on }) {
    const policy = offerChange(on, change, tx.now);
    await tx.policies.put(policy);
    tx.tell(policyEvents.CoverChangeOffered, {
      policyId,
      from: change.from,
      acceptUntil: change.acceptUntil,
    });
    return policy;
  },
  async acceptChange(tx, { policyId }, { on }) {
    const { policy, terms, refund } = acceptChange(on, tx.now, await zoneNamed(tx.zones, on.zone));
    await tx.policies.put(policy);
    await tx.coverTerms.add(terms);
    tx.tell(policyEvents.CoverChanged, { policyId, no: terms.no, from: terms.from, refund });
    return policy;
  },
};
