import { z } from 'zod';
import { currency, money, signedMoney } from '../../kit/value/money';
import { count, id, org, ppm } from '../../kit/value/text';
import { day } from '../../kit/value/time';

/** Most tariffs that are held against each other, and most months of an own policy that are looked at. */
export const MOST_TARIFFS = 500;
export const MOST_MONTHS = 12;

/** What a tariff is asked about: an own policy that was driven, or what is stated. */
export const wanted = z.strictObject({
  currency,
  policyId: id.optional().meta({
    description:
      'an own policy by distance: its reported months say distance and habits, weighed anew by each tariff',
  }),
  metresAYear: count(400_000_000)
    .optional()
    .meta({ description: 'distance of a year, without a policy or in the place of what it says' }),
  scoreMilli: count(100_000)
    .optional()
    .meta({ description: 'a score from 0 to 100 000 for all tariffs alike, without a policy' }),
  claimFreeSince: day
    .optional()
    .meta({ description: 'day after which no own-fault claim counts; today if not given' }),
});
export type Wanted = z.output<typeof wanted>;

/** What a year costs, in parts that add up to it; amounts of a year. */
export const yearly = z.strictObject({
  base: money.meta({ description: 'twelve months of the base' }),
  claimFree: signedMoney.meta({
    description: 'what claim-free years add to the base; negative when they save',
  }),
  distance: money.meta({ description: 'the distance, each day up to the cap of the tariff' }),
  score: signedMoney.meta({ description: 'what the score adds to all of it; negative when it saves' }),
});
export type Yearly = z.output<typeof yearly>;
export const PARTS = ['base', 'claimFree', 'distance', 'score'] as const;

/** One tariff as it would be for who asks, and in what it differs from the cheapest. */
export const coverFound = z.strictObject({
  ...{ insurer: org, tariffId: id, version: count(9999, 1), effectiveOn: day },
  total: money.meta({ description: 'of a year' }),
  ...yearly.shape,
  metresCharged: count(1_000_000_000),
  scoreMilli: count(100_000).meta({ description: 'by the weights of this tariff, where a policy was named' }),
  ...{ scoreFactor: ppm(5_000_000), claimFreeFactor: ppm(5_000_000) },
  judged: z.boolean().meta({ description: 'false when too little was driven for its score to count' }),
  dearerBy: money.meta({ description: 'than the first of the list' }),
  because: z
    .array(z.strictObject({ part: z.enum(PARTS), by: signedMoney }))
    .max(4)
    .meta({
      description: 'the parts that differ from those of the first, the largest first; they add up to it',
    }),
});
export type CoverFound = z.output<typeof coverFound>;

export const found = z.strictObject({
  on: day,
  metresAYear: count(1_000_000_000),
  offers: z.array(coverFound).max(MOST_TARIFFS),
  askFor: z
    .array(z.strictObject({ insurer: org, tariffId: id, version: count(9999, 1) }))
    .max(MOST_TARIFFS)
    .meta({ description: 'tariffs of fixed prices, which depend on the vehicle: apply for a quote' }),
});
