import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { application, refusal } from '../records/application';
import { policyErrors as no } from '../errors';
import { policyEvents as told } from '../events';

const one = z.strictObject({ applicationId: id });

/** What comes before a quote, where the customer asks first. */
export const applicationOperations = {
  apply: submit({
    says: 'Apply to an insurer for cover of a vehicle; the answer is a quote or a refusal.',
    by: ['owner'],
    request: application.omit({ applicant: true, status: true, appliedAt: true, refusal: true, policyId: true }),
    response: application,
    errors: [no.VEHICLE_UNINSURABLE, no.COVER_IN_PAST],
    events: [told.CoverAppliedFor],
  }),
  revoke: submit({
    says: 'Take an application back that is not answered.',
    by: ['owner'],
    request: one,
    response: application,
    events: [told.CoverApplicationEnded],
  }),
  decline: submit({
    says: 'Decline an application, with the reason.',
    by: ['insurer'],
    request: z.strictObject({ applicationId: id, refusal }),
    response: application,
    events: [told.CoverApplicationEnded],
  }),
  readApplication: evaluate({
    says: 'Read an application.',
    by: ['insurer', 'owner', 'auditor', 'registrar'],
    request: one,
    response: application,
  }),
  listApplications: evaluate({
    says: 'List the applications of the caller.',
    by: ['owner'],
    request: page,
    response: pageOf(application),
  }),
} as const;
