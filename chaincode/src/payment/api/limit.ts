import { evaluate, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { paymentErrors as errors } from '../errors';
import { Bounds, confirmers, Limit, limits } from '../records/court';

const onLimit = ({ currency }: { readonly currency: string }) => limits.at(currency);

/** The limits of a currency: what tightens them is one auditor's, what loosens them takes a second person. */
export const limitOperations = {
  limit: submit({
    says:
      "Set the amount of a currency above which a payment needs an auditor's clearance, and the least " +
      'that is paid unasked. What loosens them waits for `confirmLimit`.',
    by: ['auditor'],
    request: Bounds,
    loads: (asked) => ({ before: maybe(onLimit(asked)) }),
    response: Limit,
  }),
  confirmLimit: submit({
    says:
      'Let limits count that loosen those that stand, as the second person, of another organisation than ' +
      'who asked.',
    by: confirmers,
    request: Bounds,
    on: onLimit,
    response: Limit,
    errors: [errors.SECOND_ORGANISATION_NEEDED, errors.LIMIT_OTHER],
  }),
  readLimit: evaluate({
    says: 'Read the limits of a currency and what waits to loosen them, before confirming it.',
    by: confirmers,
    request: Limit.pick({ currency: true }),
    on: onLimit,
    response: Limit,
  }),
};
