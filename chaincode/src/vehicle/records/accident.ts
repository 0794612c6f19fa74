import { z } from 'zod';
import { table } from '../../kit/table';
import { id, line, org } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { vin } from '../../words/vin';

/** What a loss came of, in a word. */
export const lossCause = z.enum([
  'collision',
  'rollover',
  'animal',
  'theft',
  'fire',
  'flood',
  'hail',
  'glass',
  'vandalism',
  'other',
]);
export type LossCause = z.output<typeof lossCause>;

/** An accident as the claim room settled it: what happened to the vehicle, nothing about people or money. */
export const Accident = z.strictObject({
  vin,
  accidentId: id,
  happenedOn: day,
  cause: lossCause,
  damage: z.enum(['minor', 'moderate', 'severe', 'totalLoss', 'notStated']),
  /** The claim it rests on. */
  reference: line(64).optional(),
  by: org,
  recordedAt: instant,
});
export type Accident = z.infer<typeof Accident>;

export const accidents = table({
  kind: 'accident',
  v: 1,
  schema: Accident,
  id: (record) => [record.vin, record.accidentId],
});
