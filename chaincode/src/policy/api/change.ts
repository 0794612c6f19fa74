import { submit } from '../../kit/api';
import { change, onPolicy, policy } from '../records/policy';
import { policyErrors as errors } from '../errors';
import { policyEvents as events } from '../events';
import { policyLife } from '../life';
import { policyNamed } from './common';

/** Other covers during the term. */
export const changeOperations = {
  offerChange: submit({
    says: 'Offer other covers from a moment on, for more or less premium.',
    by: ['insurer'],
    request: policyNamed.extend(change.shape),
    on: onPolicy,
    step: policyLife.offerChange,
    response: policy,
    errors: [errors.NO_COVER_TO_CHANGE, errors.COVER_IN_PAST, errors.COVER_CHANGE_TOO_LARGE],
    events: [events.CoverChangeOffered],
  }),
  acceptChange: submit({
    says: 'Accept the change of cover that is offered.',
    by: ['owner'],
    request: policyNamed,
    on: onPolicy,
    step: policyLife.acceptChange,
    response: policy,
    errors: [
      errors.COVER_CHANGE_MISSING,
      errors.COVER_CHANGE_EXPIRED,
      errors.NO_COVER_TO_CHANGE,
      errors.CLAIM_EXCEEDS_SUM_INSURED,
    ],
    events: [events.CoverChanged],
  }),
};
