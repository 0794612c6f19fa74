import type { z } from 'zod';
import { demand, refuse } from '../../kit/errors';
import type { Instant } from '../../kit/value/time';
import { policyErrors } from '../errors';
import { applicationLife } from '../life';
import type { Quote } from './quote';
import type { refusal } from '../records/application';
import { type Application } from '../records/application';

type Wanted = Omit<Application, 'applicant' | 'status' | 'appliedAt' | 'refusal' | 'policyId'>;

/** Applies for cover from a moment that is still to come. */
export function apply(wanted: Wanted, applicant: string, now: Instant): Application {
  demand(wanted.startsAt >= now, policyErrors.COVER_IN_PAST, { from: wanted.startsAt, now });
  return { ...wanted, covers: [...wanted.covers], applicant, status: 'applied', appliedAt: now };
}

/** The applicant takes the application back. Throws WRONG_STATUS. */
export const revoke = (one: Application): Application => ({
  ...one,
  status: applicationLife.step('revoke', one.status),
});

/** The insurer declines, with a reason. Throws WRONG_STATUS. */
export const decline = (one: Application, why: z.output<typeof refusal>): Application => ({
  ...one,
  status: applicationLife.step('decline', one.status),
  refusal: why,
});

/** A quote answers an application of the same customer for the same vehicle, once. */
export function answer(
  one: Application,
  quote: Pick<Quote, 'policyId' | 'policyholder' | 'vin'>,
): Application {
  const { applicationId } = one;
  const status = applicationLife.step('answer', one.status);
  const why =
    one.vin !== quote.vin
      ? 'the vehicle differs'
      : one.applicant !== quote.policyholder
        ? 'the customer differs'
        : '';
  if (why) refuse(policyErrors.QUOTE_UNLIKE_APPLICATION, { applicationId, why });
  return { ...one, status, policyId: quote.policyId };
}
