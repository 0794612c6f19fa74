import { z } from 'zod';
import { ruled } from '../../kit/side';
import { table } from '../../kit/table';
import { positiveMoney } from '../../kit/value/money';
import { count, id, line, ppm } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { zoneName } from '../../kit/value/zone';
import { party } from '../../payment/records/party';
import { category } from '../../words/category';
import { validity } from './validity';

export const MOST_POINTS = 1_000_000_000;
/** Points, whole. */
export const points = count(MOST_POINTS);
export const somePoints = count(MOST_POINTS, 1);
const clock = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day like 08:30')
  .meta({ examples: ['08:30'] });
/** 1 000 000 is once, 1 500 000 half as much again. */
const multiplierPpm = count(100_000_000, 1);

/** How points are earned beside the base rate. */
export const EarnRule = z.discriminatedUnion('kind', [
  z.strictObject({
    ...{ kind: z.literal('category'), ruleId: id, multiplierPpm },
    categories: z.array(category).min(1).max(20),
  }),
  z.strictObject({
    ...{ kind: z.literal('dayPart'), ruleId: id, multiplierPpm, from: clock, until: clock },
    weekdays: z.array(count(7, 1)).min(1).max(7),
  }),
  z.strictObject({ kind: z.literal('first'), ruleId: id, points: somePoints }),
  z.strictObject({
    ...{ kind: z.literal('mileage'), ruleId: id, points: somePoints },
    everyKm: count(1_000_000, 1).meta({ description: 'a milestone each so many kilometres of a vehicle' }),
  }),
  z.strictObject({
    ...{ kind: z.literal('safeDriving'), ruleId: id, points: somePoints },
    minScoreMilli: count(100_000).meta({ description: 'least score of a month, thousandths of a point' }),
  }),
]);
export type EarnRule = z.output<typeof EarnRule>;

/** One tier, lowest first; the lowest begins at no points. */
export const Tier = z.strictObject({
  tier: id,
  threshold: points.meta({ description: 'qualifying points within the window that it takes' }),
  multiplierPpm,
  lifetimePoints: somePoints
    .optional()
    .meta({ description: 'qualifying points of all time from which it is kept for good' }),
  benefits: z.array(line(120)).max(20).meta({ description: 'what it gives, in every app' }),
});
export type Tier = z.output<typeof Tier>;

/** What a program promises. */
export const Terms = z.strictObject({
  says: line(200),
  units: z
    .strictObject({ one: line(30), many: line(30) })
    .meta({ description: 'what its points are called' }),
  zone: zoneName.optional().meta({ description: 'on whose clocks days are counted; UTC if not given' }),
  base: z
    .strictObject({ points: somePoints, per: positiveMoney })
    .meta({ description: 'so many points for so much money, rounded down' }),
  worth: z
    .strictObject({ points: somePoints, money: positiveMoney })
    .meta({ description: 'what so many points pay, rounded down, and what its issuer owes for them' }),
  pending: validity.meta({ description: 'how long points wait, so that a refund takes them back' }),
  expiry: validity.meta({ description: 'how long points are good, from when they were earned' }),
  reinstatement: validity
    .optional()
    .meta({ description: 'how long points that are given back are good at least, from then on' }),
  rules: z.array(EarnRule).max(20),
  stacking: z
    .enum(['multiply', 'add', 'best'])
    .meta({ description: 'how multipliers of rules and of the tier go together' }),
  dailyCap: somePoints.optional(),
  monthlyCap: somePoints.optional(),
  balanceCap: somePoints.optional().meta({ description: 'most points that a member holds' }),
  negative: z
    .boolean()
    .meta({ description: 'points that were taken back after they were spent are owed, out of later ones' }),
  window: z.enum(['rolling12Months', 'calendarYear']),
  graceDays: count(366).meta({ description: 'how long a tier is kept that the points do not reach' }),
  landing: z
    .enum(['oneDown', 'earned'])
    .meta({ description: 'after the grace: one tier down, and grace again; or to what the points reach' }),
  tiers: z.array(Tier).min(1).max(10),
  collateralPpm: ppm(2_000_000).meta({
    description: 'of what its points are worth, held by who issues them',
  }),
  slices: count(64, 1).meta({ description: 'keys over which the points of a partner are counted' }),
});
export type Terms = z.output<typeof Terms>;

/** A loyalty program: one currency of points that its partners issue and take. */
export const Program = z.strictObject({
  programId: id,
  operator: party,
  version: count(1_000, 1),
  terms: Terms,
  status: z.enum(['running', 'ended']),
  since: instant,
  endedAt: instant.optional(),
});
export type Program = z.output<typeof Program>;
export const programs = table({
  kind: 'loyalty-program',
  v: 1,
  schema: Program,
  id: ({ programId }) => [programId],
  sides: { operator: ({ operator }: Program) => operator, partner: ruled },
});
export const onProgram = ({ programId }: { readonly programId: string }) => programs.at(programId);
