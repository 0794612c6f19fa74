import { evaluate } from '../../kit/api';
import { everyone } from '../../words/role';
import { policyErrors as errors } from '../errors';
import { found, wanted } from '../records/comparison';
import { policies } from '../records/policy';

/** The right cover for who asks. */
export const comparisonOperations = {
  findCover: evaluate({
    says:
      'Hold all published tariffs against each other for what one drives: what a year would cost, the cheapest ' +
      'first, with the reason of every difference. With an own policy by its signed months.',
    by: everyone,
    request: wanted,
    loads: ({ policyId }) => ({ own: policyId === undefined ? [] : [policies.at(policyId)] }),
    response: found,
    errors: [errors.NOTHING_DRIVEN],
  }),
};
