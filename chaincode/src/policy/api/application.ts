import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { vehicles } from '../../vehicle/records/vehicle';
import { policyErrors as errors } from '../errors';
import { policyEvents as events } from '../events';
import { applicationLife } from '../life';
import { application, onApplication, refusal } from '../records/application';
import { readerRoles } from './common';

const named = z.strictObject({ applicationId: id });

/** What comes before a quote, where the customer asks first. */
export const applicationOperations = {
  apply: submit({
    says: 'Apply to an insurer for cover of a vehicle; the answer is a quote or a refusal.',
    by: ['owner'],
    request: application.omit({
      applicant: true,
      status: true,
      appliedAt: true,
      refusal: true,
      policyId: true,
    }),
    creates: onApplication,
    loads: ({ vin }) => ({ vehicle: vehicles.at(vin) }),
    response: application,
    errors: [errors.VEHICLE_UNINSURABLE, errors.COVER_IN_PAST],
    events: [events.CoverAppliedFor],
  }),
  revoke: submit({
    says: 'Take an application back that is not answered.',
    by: ['owner'],
    request: named,
    on: onApplication,
    step: applicationLife.revoke,
    response: application,
    events: [events.CoverApplicationEnded],
  }),
  decline: submit({
    says: 'Decline an application, with the reason.',
    by: ['insurer'],
    request: named.extend({ refusal }),
    on: onApplication,
    step: applicationLife.decline,
    response: application,
    events: [events.CoverApplicationEnded],
  }),
  readApplication: evaluate({
    says: 'Read an application.',
    by: readerRoles,
    request: named,
    on: onApplication,
    sides: ['applicant', 'insurer', 'auditor', 'registrar'],
    response: application,
  }),
  listApplications: evaluate({
    says: 'List the applications of the caller.',
    by: ['owner'],
    request: page,
    response: pageOf(application),
  }),
};
