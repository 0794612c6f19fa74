import type { applicationOperations } from '../api/application';
import { policyEvents } from '../events';
import type { Application } from '../records/application';
import { apply, decline, revoke } from '../rules/application';
import { mustBeInsurable } from '../rules/quote';
import type { Carries, Writing } from '../tables';

/** What comes before a quote; `quote` answers it. */
export const applicationHandlers: Carries<typeof applicationOperations> = {
  async apply(tx, wanted, { vehicle }) {
    mustBeInsurable(vehicle);
    const made = apply(wanted, tx.caller.member, tx.now);
    await tx.applications.put(made);
    const { applicationId, insurer, applicant, vin } = made;
    tx.tell(policyEvents.CoverAppliedFor, { applicationId, insurer, applicant, vin });
    return made;
  },
  revoke: (tx, _request, { on }) => ended(tx, revoke(on)),
  decline: (tx, { refusal }, { on }) => ended(tx, decline(on, refusal)),
  readApplication: (_tx, _request, { on }) => on,
  listApplications: (tx, page) => tx.applications.listBy('byApplicant', [tx.caller.member], page),
};

async function ended(tx: Writing, one: Application): Promise<Application> {
  await tx.applications.put(one);
  const { applicationId, insurer, status } = one;
  tx.tell(policyEvents.CoverApplicationEnded, { applicationId, insurer, status });
  return one;
}
