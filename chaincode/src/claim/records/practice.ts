import { z } from 'zod';
import { money } from '../../kit/value/money';
import { maybe } from '../../kit/ref';
import { table } from '../../kit/table';
import { count, id, member, org } from '../../kit/value/text';
import { day } from '../../kit/value/time';

/**
 * How much damage a change of speed explains, by steps: the repair in percent of the value of the vehicle.
 */
const deltaV = z
  .array(z.strictObject({ fromKmh: count(100), leastPercent: count(100), mostPercent: count(100) }))
  .min(1)
  .max(10)
  .refine(
    (rows) =>
      rows.every(
        (row, at) => row.fromKmh > (rows[at - 1]?.fromKmh ?? -1) && row.leastPercent <= row.mostPercent,
      ),
    'must rise from row to row, each with its least no higher than its most',
  );

/** Rules of an insurer that are its policy and no law; the version in effect on the day counts. */
export const practiceVersion = z.strictObject({
  version: count(9999, 1),
  effectiveOn: day,
  authorityLimit: money.meta({ description: 'a payment above needs a second person' }),
  earlyClaimDays: count(365).meta({ description: 'a loss within these days of inception is flagged' }),
  ringClaims: count(8, 2).meta({
    description: 'a workshop paid in so many claims of one policyholder is flagged',
  }),
  totalLoss: z
    .enum(['formula', 'threshold'])
    .meta({ description: 'repair + salvage ≥ value, or repair ≥ threshold of value' }),
  thresholdPercent: count(100, 1),
  comparative: z.boolean().meta({ description: 'whether the own share of fault reduces what is payable' }),
  madeWhole: z
    .boolean()
    .meta({ description: 'whether a recovery fills the deductible first, instead of pro rata' }),
  buyBackMonths: count(60).optional().meta({
    description: 'months after its end in which a claim may be bought back; without end if not given',
  }),
  deltaV: deltaV
    .optional()
    .meta({ description: 'damage that the crash record explains; without it nothing is compared' }),
});
export type PracticeVersion = z.output<typeof practiceVersion>;
export const practice = z.strictObject({ insurer: org, versions: z.array(practiceVersion).min(1).max(20) });
export type Practice = z.output<typeof practice>;

/** Workshops paid for the same policyholder, by claim. */
export const pairing = z.strictObject({
  workshop: z.string().max(100),
  policyholder: member,
  claims: z.array(id).max(8),
});
export type Pairing = z.output<typeof pairing>;

export const practices = table({ kind: 'practice', v: 1, schema: practice, id: (one) => [one.insurer] });
export const pairings = table({
  kind: 'pairing',
  v: 1,
  schema: pairing,
  id: (one) => [one.workshop, one.policyholder],
});
/** The published rules of an insurer, if it has any. */
export const practiceOf = ({ insurer }: { readonly insurer: string }) => maybe(practices.at(insurer));
