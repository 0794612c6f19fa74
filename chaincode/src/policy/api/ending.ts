import { submit } from '../../kit/api';
import { vehicles } from '../../vehicle/records/vehicle';
import { policyErrors as errors } from '../errors';
import { policyEvents as events } from '../events';
import { policyLife } from '../life';
import { cancelReason } from '../records/ending';
import { onPolicy, policy } from '../records/policy';
import { policyNamed } from './common';

/** How a policy ends early, goes to the buyer of the vehicle, and is put away. */
export const endingOperations = {
  takeOver: submit({
    says: 'Take over, as the registered owner, the policy of whom the vehicle was bought from.',
    by: ['owner'],
    request: policyNamed,
    on: onPolicy,
    step: policyLife.takeOver,
    done: ({ policyholder }, _request, { member }) => policyholder === member,
    loads: (_request, { vin }) => ({ vehicle: vehicles.at(vin) }),
    response: policy,
    errors: [errors.NOT_THE_OWNER, errors.NO_COVER_TO_CHANGE],
    events: [events.PolicyTakenOver],
  }),
  withdraw: submit({
    says:
      'Withdraw from a policy in the days that its tariff gives: premium goes back without a short rate, that of ' +
      'the time covered too unless cover was to begin at once or paid something.',
    by: ['owner'],
    request: policyNamed,
    on: onPolicy,
    step: policyLife.withdraw,
    response: policy,
    errors: [errors.WITHDRAWAL_OVER],
    events: [events.PolicyWithdrawn],
  }),
  cancel: submit({
    says:
      'End cover now: pro rata by the insurer and by a buyer in its first month, at the short rate by the ' +
      'policyholder.',
    by: ['owner', 'insurer'],
    request: policyNamed.extend({ reason: cancelReason.exclude(['withdrawn']) }),
    on: onPolicy,
    step: policyLife.cancel,
    response: policy,
    events: [events.PolicyCancelled],
  }),
  close: submit({
    says: 'Put a policy away whose cover is over and whose claims are closed.',
    by: ['insurer'],
    request: policyNamed,
    on: onPolicy,
    step: policyLife.close,
    response: policy,
    errors: [errors.POLICY_IN_FORCE, errors.POLICY_HAS_OPEN_CLAIMS, errors.BALANCE_OPEN],
    events: [events.PolicyClosed],
  }),
};
