import { z } from 'zod';
import { currency, money } from '../../kit/value/money';
import { count, id, org, ppm } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { table } from '../../kit/table';
import type { Policy } from './policy';

const weight = (of: string) =>
  z.strictObject({
    weightMilli: count(100_000).meta({ description: `points per ${of}, thousandths` }),
    capMilli: count(100_000_000).meta({ description: 'most of it that counts, thousandths' }),
  });

const perHundredKm = weight('event in 100 km');
const perCent = weight('percent of the time driven');

/** What each habit costs. Published, so that anybody can compute the score again. */
export const scoreModel = z.strictObject({
  harshBrake: perHundredKm,
  harshAccel: perHundredKm,
  cornering: perHundredKm,
  speeding: perCent,
  night: perCent,
  phone: perCent,
});
export type ScoreModel = z.output<typeof scoreModel>;

const descending = (values: readonly number[]): boolean =>
  values.every((value, at) => at === 0 || value < (values[at - 1] ?? 0));

const scoreFactors = z
  .array(z.strictObject({ fromMilli: count(100_000), factor: ppm(5_000_000) }))
  .min(1)
  .max(20)
  .refine(
    (rows) => descending(rows.map((row) => row.fromMilli)) && rows.at(-1)?.fromMilli === 0,
    'must fall from row to row and end at 0',
  );

const claimFreeFactors = z
  .array(z.strictObject({ fromYears: count(50), factor: ppm(5_000_000) }))
  .min(1)
  .max(20)
  .refine(
    (rows) => descending(rows.map((row) => row.fromYears)) && rows.at(-1)?.fromYears === 0,
    'must fall from row to row and end at 0',
  );

/** How single trips weigh in the score of the last seven days. */
export const rolling = z.strictObject({
  recency: z
    .array(ppm())
    .length(7)
    .meta({ description: 'weight of a trip by its age in whole days, today first' }),
  severe: count(10_000_000, 1_000_000).meta({
    description: 'what a severe event counts, in millionths of an event',
  }),
  minimumMetres: count(10_000_000).meta({ description: 'less driven in the seven days: factor 1.00' }),
  minimumTrips: count(1000).meta({ description: 'fewer trips in the seven days: factor 1.00' }),
});
export type Rolling = z.output<typeof rolling>;

/** The rules of price of an insurer. A version never changes; a new one takes effect on its day. */
export const tariff = z.strictObject({
  insurer: org,
  tariffId: id,
  version: count(9999, 1),
  effectiveOn: day,
  currency,
  score: scoreModel,
  scoreFactors: scoreFactors.meta({ description: 'factor of the premium from a score on' }),
  minimumMetres: count(10_000_000).meta({ description: 'less driven in a month: factor 1.00' }),
  minimumTrips: count(1000).meta({ description: 'fewer trips in a month: factor 1.00' }),
  rolling: rolling
    .optional()
    .meta({ description: 'weights of single trips; without them no score of seven days' }),
  monthlyBase: money,
  perThousandKm: money,
  dailyCapMetres: count(3_000_000).meta({ description: 'what a day has above this is free' }),
  claimFreeFactors: claimFreeFactors.meta({ description: 'factor of the premium from claim-free years on' }),
  shortRate: ppm().meta({ description: 'share of the unearned premium kept when the policyholder cancels' }),
  graceDays: count(90).meta({ description: 'days after an instalment is due until cover lapses' }),
});
export type Tariff = z.output<typeof tariff>;

/**
 * The weights, caps and bands that an insurer may start from (Damoov's published form of the score; caps are
 * ours).
 */
export const commonScore: ScoreModel = {
  harshBrake: { weightMilli: 3_000, capMilli: 20_000 },
  harshAccel: { weightMilli: 2_000, capMilli: 20_000 },
  cornering: { weightMilli: 2_000, capMilli: 20_000 },
  speeding: { weightMilli: 800, capMilli: 100_000 },
  night: { weightMilli: 200, capMilli: 100_000 },
  phone: { weightMilli: 1_500, capMilli: 100_000 },
};

/**
 * Factors on the premium by score, for a tariff that says none: from a score in thousandths on, a factor in
 * millionths.
 */
export const commonFactors: Tariff['scoreFactors'] = [
  { fromMilli: 90_000, factor: 800_000 },
  { fromMilli: 80_000, factor: 900_000 },
  { fromMilli: 70_000, factor: 1_000_000 },
  { fromMilli: 60_000, factor: 1_150_000 },
  { fromMilli: 0, factor: 1_300_000 },
];

/**
 * Weights of single trips to start from: the last two days whole, then less by the day, a severe event twice.
 * They are ours.
 */
export const commonRolling: Rolling = {
  recency: [1_000_000, 1_000_000, 900_000, 800_000, 700_000, 600_000, 500_000],
  severe: 2_000_000,
  minimumMetres: 100_000,
  minimumTrips: 5,
};

export const tariffKey = (insurer: string, tariffId: string, version: number): [string, string, string] => [
  insurer,
  tariffId,
  version.toString().padStart(4, '0'),
];
export const tariffs = table({
  kind: 'tariff',
  v: 1,
  schema: tariff,
  id: (one) => tariffKey(one.insurer, one.tariffId, one.version),
});
/** A version of a tariff of an insurer, for operations to state. */
export const tariffAt = (insurer: string, tariffId: string, version: number) =>
  tariffs.at(...tariffKey(insurer, tariffId, version));
/** The tariff that a policy was quoted under. */
export const tariffOf = ({
  insurer,
  tariffId,
  tariffVersion,
}: Pick<Policy, 'insurer' | 'tariffId' | 'tariffVersion'>) => tariffAt(insurer, tariffId, tariffVersion);
