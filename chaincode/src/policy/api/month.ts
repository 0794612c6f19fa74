import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { policyErrors as errors } from '../errors';
import { policyEvents as events } from '../events';
import { usageLife } from '../life';
import { digest, explained, monthAt, signature, usage } from '../records/month';
import { onPolicy } from '../records/policy';
import { tariffAt, tariffOf } from '../records/tariff';
import { monthNamed, readerRoles, readers, tariffNamed } from './common';

/** Months that were driven on a policy by distance: signed by the car, billed by every peer. */
export const monthOperations = {
  reportMonth: submit({
    says: 'Report what the car signed for a month; score and bill are computed by every peer.',
    by: ['insurer', 'owner'],
    request: z.strictObject({ digest, signature }),
    on: ({ digest: { policyId } }) => onPolicy({ policyId }),
    sides: ['policyholder', 'insurer'],
    creates: ({ digest: { policyId, month } }) => monthAt(policyId, month),
    loads: (_request, policy) => ({ tariff: tariffOf(policy) }),
    response: usage,
    errors: [
      errors.NOT_BY_DISTANCE,
      errors.POLICY_MONTH_UNKNOWN,
      errors.POLICY_MONTH_NOT_OVER,
      errors.POLICY_MONTH_UNCOVERED,
      errors.DIGEST_MEASURES_IMPOSSIBLE,
      errors.DIGEST_SIGNATURE_WRONG,
    ],
    events: [events.MonthReported],
    many: 50,
  }),
  settleMonth: submit({
    says: 'Record that the balance of a month was paid, by whoever owed it.',
    by: ['insurer'],
    request: monthNamed.extend({ paymentId: id }),
    on: ({ policyId, month }) => monthAt(policyId, month),
    step: usageLife.settleMonth,
    done: (driven, { paymentId }) => driven.paymentId === paymentId,
    response: usage,
    errors: [errors.MONTH_SETTLED],
    events: [events.MonthSettled],
    many: 100,
  }),
  readMonth: evaluate({
    says: 'Read a month that was driven, with every point of its score.',
    by: readerRoles,
    request: monthNamed,
    on: onPolicy,
    sides: readers,
    loads: ({ policyId, month }, policy) => ({ driven: monthAt(policyId, month), tariff: tariffOf(policy) }),
    response: z.strictObject({ usage, explained }),
  }),
  computeMonth: evaluate({
    says: 'Compute score and bill of any digest under any tariff; changes nothing.',
    by: everyone,
    request: tariffNamed.extend({ digest }),
    on: ({ insurer, tariffId, tariffVersion }) => tariffAt(insurer, tariffId, tariffVersion),
    response: explained,
    errors: [errors.TARIFF_FIXED_ONLY],
  }),
};
