import { z } from 'zod';
import { currency, money, positiveMoney } from '../../kit/value/money';
import { count, id, org, ppm } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { whoever } from '../../kit/side';
import { secretTable, table } from '../../kit/table';

/**
 * What a lender looks at. The sentences follow the sample notice of adverse action (12 CFR 1002, Appendix C,
 * form C-1).
 */
export const REASONS = {
  pti: 'Instalment too high for the income',
  ltv: 'Amount too high for the value of the vehicle',
  creditScore: 'Credit history',
  employment: 'Length of employment',
  delinquencies: 'Delinquent past or present obligations with others',
  bankruptcies: 'Bankruptcy',
} as const;
export const factor = z
  .enum(Object.keys(REASONS) as [Factor, ...Factor[]])
  .meta({ description: 'reason code: what a decision rests on' });
export type Factor = keyof typeof REASONS;

/** Facts about the applicant: private to the lender. */
export const Underwriting = z.strictObject({
  monthlyIncome: positiveMoney,
  vehicleValue: positiveMoney,
  creditScore: count(999).meta({ description: 'as the bureau gives it' }),
  employedMonths: count(999),
  delinquencies: count(999).meta({ description: 'obligations past due in the last two years' }),
  bankruptcies: count(99),
});
export type Underwriting = z.output<typeof Underwriting>;

const bands = z
  .array(z.strictObject({ from: count(10_000_000), points: count(1000) }))
  .min(1)
  .max(20)
  .refine(
    (all) => all[0]?.from === 0 && all.every((band, at) => at === 0 || band.from > (all[at - 1]?.from ?? 0)),
    'must start at 0 and rise',
  );

/**
 * The policy of a lender, on the ledger by version: points of each factor by bands, and what they lead to.
 */
export const Scorecard = z.strictObject({
  lender: org,
  version: count(10_000, 1),
  effectiveFrom: day,
  currency,
  factors: z.array(z.strictObject({ factor, bands })).min(1).max(6),
  approveAt: count(6000).meta({ description: 'points from which to approve' }),
  referAt: count(6000).meta({ description: 'points from which a person decides; fewer decline' }),
  maxPtiPpm: ppm().meta({ description: 'most of the monthly income that the instalment may take' }),
  maxLtvPpm: ppm(2_000_000).meta({ description: 'most of the vehicle value that may be lent' }),
});
export type Scorecard = z.output<typeof Scorecard>;

/**
 * Reason codes of a decision that is not a plain yes: private, because they speak of the applicant. The
 * lender tells the applicant.
 */
export const Reasons = z.strictObject({ reasons: z.array(factor).min(1).max(4) });

export const outcome = z.enum(['approve', 'counter', 'refer', 'decline']);

/** A registered model, as a decision or a score names it. */
export const modelNamed = z.strictObject({ modelId: id, version: count(9_999, 1) });
export type ModelNamed = z.output<typeof modelNamed>;

export const Assessment = z.strictObject({
  model: modelNamed.optional().meta({ description: 'the registered model under which it was scored' }),
  points: count(6000),
  outcome,
  reasons: z.array(factor).max(4).meta({ description: 'factors that cost most points, the worst first' }),
  ptiPpm: count(Number.MAX_SAFE_INTEGER),
  ltvPpm: count(Number.MAX_SAFE_INTEGER),
  suggested: money
    .optional()
    .meta({ description: 'the amount that keeps within the limits, for a counter offer' }),
});
export type Assessment = z.output<typeof Assessment>;

export const scorecards = table({
  kind: 'scorecard',
  v: 1,
  schema: Scorecard,
  id: (record) => [record.lender, `${record.version}`],
  sides: { lender: ({ lender }: Scorecard) => lender, auditor: whoever('auditor') },
});
export const underwritings = secretTable({ kind: 'underwriting', v: 1, schema: Underwriting });
export const reasonings = secretTable({ kind: 'reasons', v: 1, schema: Reasons });
