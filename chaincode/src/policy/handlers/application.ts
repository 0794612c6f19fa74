import type { Api } from '../../kit/api';
import type { Handlers } from '../../kit/implement';
import { answer, type Application, apply, decline, revoke } from '../records/application';
import type { applicationOperations } from '../api/application';
import { policyEvents } from '../events';
import { isOverseer, type tables, type Writing } from './policy';
import { mustBeInsurable, type Quote } from '../rules/quote';

export const applicationHandlers: Handlers<Api<'policy', typeof applicationOperations>, typeof tables> = {
  async apply(tx, wanted) {
    const known = await tx.applications.known(wanted.applicationId);
    if (known) return known;
    mustBeInsurable(await tx.vehicles.get(wanted.vin));
    const made = apply(wanted, tx.caller.member, tx.now);
    await tx.applications.put(made);
    const { applicationId, insurer, applicant, vin } = made;
    tx.tell(policyEvents.CoverAppliedFor, { applicationId, insurer, applicant, vin });
    return made;
  },
  async revoke(tx, { applicationId }) {
    const before = await tx.applications.get(applicationId);
    tx.mustBe('the applicant', before.applicant);
    return ended(tx, revoke(before));
  },
  async decline(tx, { applicationId, refusal }) {
    const before = await tx.applications.get(applicationId);
    tx.mustBe('the insurer', before.insurer);
    return ended(tx, decline(before, refusal));
  },
  async readApplication(tx, { applicationId }) {
    const one = await tx.applications.get(applicationId);
    if (!isOverseer(tx)) tx.mustBe('a party to the application', one.applicant, one.insurer);
    return one;
  },
  listApplications: (tx, page) => tx.applications.listBy('byApplicant', [tx.caller.member], page),
};

/** The application that a quote answers, answered and not yet saved. */
export async function answered(tx: Writing, applicationId: string | undefined, quote: Quote): Promise<Application | undefined> {
  if (applicationId === undefined) return undefined;
  const before = await tx.applications.get(applicationId);
  tx.mustBe('the insurer', before.insurer);
  return answer(before, quote);
}

async function ended(tx: Writing, one: Application): Promise<Application> {
  await tx.applications.put(one);
  const { applicationId, insurer, status } = one;
  tx.tell(policyEvents.CoverApplicationEnded, { applicationId, insurer, status });
  return one;
}
