import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { anybody, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, member, org, ppm, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { bidding } from './bid';
import { modelNamed, outcome } from './scorecard';
import { mandated } from './mandate';
import { placeOfModel } from './model';
import { price } from './schedule';
import { terms } from './terms';

/** An application stays open to all lenders until the applicant takes one offer. */
export const applicationStatus = z.enum(['open', 'taken', 'withdrawn']);
/** A decision of a lender; only one that is offered can be accepted, and only before it expires. */
export const decisionStatus = z.enum(['offered', 'referred', 'declined', 'accepted', 'retracted']);
/** A wish for a loan on a vehicle. It says nothing of the person but its member id. */
export const Application = z.strictObject({
  applicationId: id,
  applicant: member,
  vin,
  amount: positiveMoney,
  instalments: count(480, 1),
  annualRatePpm: ppm(2_000_000)
    .optional()
    .meta({ description: 'the highest yearly rate that is asked for, parts per million' }),
  consentId: id.meta({ description: 'consent of the applicant to a credit assessment' }),
  bookedBy: org
    .optional()
    .meta({ description: 'the lender that applied for a customer without a certificate' }),
  mandate: mandated.optional(),
  bidding: bidding
    .optional()
    .meta({ description: 'lenders compete under seal; without it they offer in the open' }),
  status: applicationStatus,
  appliedAt: instant,
  loanId: id.optional(),
});
export type Application = z.output<typeof Application>;

/** What a lender decided. The facts that it rests on are sealed in the collection of the lender. */
export const Decision = z.strictObject({
  applicationId: id,
  decisionId: id,
  lender: org,
  outcome,
  status: decisionStatus,
  scorecardVersion: count(10_000, 1),
  model: modelNamed.optional().meta({ description: 'the registered model that decided, or helped to' }),
  seal: sha256Hex.meta({ description: 'seal of the facts that it rests on' }),
  reasonsSeal: sha256Hex.optional().meta({ description: 'seal of the reason codes, unless approved' }),
  terms: terms.optional().meta({ description: 'what is offered, on approve and counter' }),
  price: price.optional().meta({ description: 'of the terms, computed and not stated' }),
  decidedAt: instant,
  expiresAt: instant.optional().meta({ description: 'an offer can be accepted before this moment' }),
  apart: z
    .literal(true)
    .optional()
    .meta({ description: 'another lender used the id first: it stands under its lender too' }),
  contested: z
    .literal(true)
    .optional()
    .meta({ description: 'another lender uses the id too: whoever means one names the lender' }),
});
/** Named when a decision is meant whose id several lenders used. */
export const lenderMeant = org
  .optional()
  .meta({ description: 'whose decision is meant, when several lenders used its id' });
export type Decision = z.output<typeof Decision>;

export const applications = table({
  kind: 'application',
  v: 1,
  schema: Application,
  id: (record) => [record.applicationId],
  sides: {
    applicant: ({ applicant }: Application) => applicant,
    booker: ({ bookedBy }: Application) => bookedBy,
    lender: whoever('lender'),
    auditor: whoever('auditor'),
    anybody,
  },
});
export const decisions = table({
  kind: 'decision',
  v: 1,
  schema: Decision,
  id: (record) => [record.applicationId, record.decisionId, ...(record.apart ? [record.lender] : [])],
  indexes: {
    lender: (record: Decision) => [record.applicationId, record.lender],
    model: ({ lender, model, decidedAt }: Decision) =>
      model && [lender, ...placeOfModel(model), decidedAt.slice(0, 7)],
  },
  sides: { lender: ({ lender }: Decision) => lender, anybody },
});
export const onApplication = ({ applicationId }: { readonly applicationId: string }) =>
  applications.at(applicationId);
