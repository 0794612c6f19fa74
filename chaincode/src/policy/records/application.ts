import { z } from 'zod';
import { whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, member, org } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { covers, pricing } from './policy';

export const applicationStatus = z.enum(['applied', 'revoked', 'declined', 'quoted']);

export type ApplicationStatus = z.output<typeof applicationStatus>;

export const refusal = z.enum(['risk', 'vehicle', 'region', 'incomplete', 'other']);

/**
 * What a customer asks of one insurer. The insurer's answer is a quote, which may differ; the customer binds
 * it or turns it down.
 */
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

export const applications = table({
  kind: 'policy-application',
  v: 1,
  schema: application,
  id: (one) => [one.applicationId],
  indexes: { byApplicant: (one: Application) => [one.applicant] },
  sides: {
    applicant: ({ applicant }: Application) => applicant,
    insurer: ({ insurer }: Application) => insurer,
    auditor: whoever('auditor'),
    registrar: whoever('registrar'),
  },
});

/** The application that a request names, for operations to state. */
export const onApplication = ({ applicationId }: { readonly applicationId: string }) =>
  applications.at(applicationId);
