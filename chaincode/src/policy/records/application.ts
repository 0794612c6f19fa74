import { z } from 'zod';
import { demand, refuse } from '../../kit/errors';
import { table } from '../../kit/table';
import { count, id, member, org } from '../../kit/value/text';
import { type Instant, instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { policyErrors } from '../errors';
import { applicationLife, applicationStatus } from '../life';
import type { Quote } from '../rules/quote';
import { covers, pricing } from './policy';

export const refusal = z.enum(['risk', 'vehicle', 'region', 'incomplete', 'other']);

/** What a customer asks of one insurer. The insurer's answer is a quote, which may differ; the customer binds it or turns it down. */
export const application = z.strictObject({
  applicationId: id,
  insurer: org,
  applicant: member.meta({ description: 'becomes the policyholder' }),
  vin,
  pricing,
  covers: covers.meta({ description: 'the covers that are wanted' }),
  startsAt: instant,
  months: count(12, 1),
  consentId: id.meta({ description: 'consent of the applicant to what the insurer looks into' }),
  status: applicationStatus,
  appliedAt: instant,
  refusal: refusal.optional().meta({ description: 'why the insurer declined' }),
  policyId: id.optional().meta({ description: 'the quote that answers it' }),
});
export type Application = z.output<typeof application>;

type Wanted = Omit<Application, 'applicant' | 'status' | 'appliedAt' | 'refusal' | 'policyId'>;

/** Applies for cover from a moment that is still to come. */
export function apply(wanted: Wanted, applicant: string, now: Instant): Application {
  demand(wanted.startsAt >= now, policyErrors.COVER_IN_PAST, { from: wanted.startsAt, now });
  return { ...wanted, covers: [...wanted.covers], applicant, status: 'applied', appliedAt: now };
}

export const revoke = (one: Application): Application => ({ ...one, status: applicationLife.step('revoke', one.status) });

export const decline = (one: Application, why: z.output<typeof refusal>): Application => ({
  ...one,
  status: applicationLife.step('decline', one.status),
  refusal: why,
});

/** A quote answers an application of the same customer for the same vehicle, once. */
export function answer(one: Application, quote: Pick<Quote, 'policyId' | 'policyholder' | 'vin'>): Application {
  const { applicationId } = one;
  const status = applicationLife.step('answer', one.status);
  const why = one.vin !== quote.vin ? 'the vehicle differs' : one.applicant !== quote.policyholder ? 'the customer differs' : '';
  if (why) refuse(policyErrors.QUOTE_UNLIKE_APPLICATION, { applicationId, why });
  return { ...one, status, policyId: quote.policyId };
}

export const applications = table({
  kind: 'policy-application',
  v: 1,
  schema: application,
  id: (one) => [one.applicationId],
  indexes: { byApplicant: (one: Application) => [one.applicant] },
});
