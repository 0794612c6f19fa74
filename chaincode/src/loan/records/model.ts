import { z } from 'zod';
import { whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, line, member, org, ppm, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { factor, modelNamed, type ModelNamed, outcome } from './scorecard';

/**
 * What decides, or helps to: a scorecard, a program, weights. Its hash is that of what runs; a version never
 * changes but for its reviews.
 */
export const Model = z.strictObject({
  lender: org,
  ...modelNamed.shape,
  hash: sha256Hex.meta({ description: 'SHA-256 of the model as it runs: its file, weights or program' }),
  inputs: z.array(line(80)).min(1).max(50).meta({ description: 'what it looks at' }),
  owner: member.meta({ description: 'who answers for it' }),
  scorecardVersion: count(10_000, 1)
    .optional()
    .meta({ description: 'the published scorecard that it is, if it is one' }),
  reviewOn: day.meta({ description: 'reviewed by then; it decides nothing after that day' }),
  reviewedBy: member.optional(),
  registeredAt: instant,
});
export type Model = z.output<typeof Model>;

export const placeOfModel = ({ modelId, version }: ModelNamed): [string, string] => [
  modelId,
  `${version}`.padStart(4, '0'),
];

export const models = table({
  kind: 'loanModel',
  v: 1,
  schema: Model,
  id: (one) => [one.lender, ...placeOfModel(one)],
  sides: { lender: ({ lender }: Model) => lender, auditor: whoever('auditor') },
});
export const modelAt = (lender: string, named: ModelNamed) => models.at(lender, ...placeOfModel(named));

/** Most decisions of a month that drift is told from. */
export const MOST_DECISIONS = 1_000;

const month = z.string().regex(/^[0-9]{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-03');
/** Two months of decisions that are held against each other. */
export const months = z.strictObject({
  before: month.meta({ description: 'the month that is the measure' }),
  after: month.meta({ description: 'the month that is looked at' }),
});

const shares = z.strictObject({ before: ppm(), after: ppm() });
/** How far what a model sees and says moved. Shares of the decisions of each month, parts per million. */
export const Drift = z.strictObject({
  ...modelNamed.shape,
  ...months.shape,
  decisions: z.strictObject({ before: count(MOST_DECISIONS), after: count(MOST_DECISIONS) }),
  outcomes: z.array(z.strictObject({ outcome, ...shares.shape })).max(4),
  outcomeShiftPpm: ppm().meta({
    description: 'half the sum of the differences: 0 nothing moved, 1000000 all',
  }),
  inputs: z
    .array(
      z.strictObject({
        factor,
        bands: z.array(z.strictObject({ from: count(10_000_000), ...shares.shape })).max(20),
        shiftPpm: ppm(),
      }),
    )
    .max(6)
    .meta({ description: 'of what the scorecard of the model looks at, by its bands' }),
});
export type Drift = z.output<typeof Drift>;
