import { z } from 'zod';
import { anybody } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, line, member, org, sha256Hex } from '../../kit/value/text';
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

/**
 * Who says that it happened: an insurer here that settled it (without a source in the record), an authority, a
 * workshop that had the vehicle in its hands, an insurer that is no member of the network.
 */
export const accidentSource = z.strictObject({
  kind: z.enum(['authority', 'workshop', 'outsideInsurer']),
  name: line(80).optional().meta({ description: 'of an insurer or authority outside: whose word it is' }),
  documentHash: sha256Hex.optional().meta({ description: 'of the paper that says it' }),
});
/** What such a word weighs, from the source alone: settled with money, on record, seen, told. */
export const weight = z.enum(['settled', 'official', 'seen', 'told']);
export type Weight = z.infer<typeof weight>;

/** An accident: what happened to the vehicle, nothing about people or money. */
export const Accident = z.strictObject({
  vin,
  accidentId: id,
  happenedOn: day,
  cause: lossCause,
  damage: z.enum(['minor', 'moderate', 'severe', 'totalLoss', 'notStated']),
  /** The claim it rests on. */
  reference: line(64).optional(),
  by: z.union([org, member]),
  recordedAt: instant,
  source: accidentSource.optional().meta({ description: 'absent where an insurer here settled a claim' }),
  weight: weight.optional().meta({ description: 'settled if not given' }),
  contestedAt: instant.optional().meta({ description: 'the owner says that it is not so' }),
  takenBack: z
    .strictObject({ at: instant, reason: z.enum(['typing', 'wrongVehicle', 'other']) })
    .optional()
    .meta({ description: 'by who recorded it, or the registrar; it stays to be seen' }),
});
export type Accident = z.infer<typeof Accident>;

export const accidents = table({
  kind: 'accident',
  v: 1,
  schema: Accident,
  id: (record) => placeOfAccident(record),
  sides: { anybody },
});

/** What others report stands beside what the claims of insurers write, whatever ids they choose. */
const placeOfAccident = ({ vin: of, accidentId, source }: Accident): string[] => [
  of,
  accidentId,
  ...(source ? [REPORTED] : []),
];
const REPORTED = 'reported';
/** A reported accident, for operations to state. */
export const reportedAt = (of: string, accidentId: string) => accidents.at(of, accidentId, REPORTED);

/** What a list of accidents rests on, and what it cannot know. */
export const AccidentCoverage = z.strictObject({
  since: instant
    .optional()
    .meta({ description: 'from when insurers here wrote into it: the first cover of the vehicle' }),
  counts: z.strictObject({
    ...{ settled: count(10_000), official: count(10_000), seen: count(10_000), told: count(10_000) },
    ...{ contested: count(10_000), takenBack: count(10_000) },
  }),
  cannotKnow: z
    .array(
      z.enum(['unreported', 'outsideInsurers', 'beforeFirstCover', 'timesWithoutCover', 'moreThanCounted']),
    )
    .max(5)
    .meta({
      description:
        'what nobody told; what insurers outside settled and nobody reported; what was before the first cover ' +
        'here; times without one; entries beyond those that were counted',
    }),
});
export type AccidentCoverage = z.infer<typeof AccidentCoverage>;
