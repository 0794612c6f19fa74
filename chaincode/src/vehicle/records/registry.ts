import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, line, member, org, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { jurisdiction } from '../../words/country';
import { vin } from '../../words/vin';

/** One holding of the title; they are numbered from 1, so a list is the chain of owners. */
export const Title = z.strictObject({
  vin,
  no: count(1000, 1),
  /** The registration or offer that it came by. */
  titleId: id,
  holder: member,
  from: z.union([member, org]).optional(),
  since: instant,
});
export type Title = z.infer<typeof Title>;

/** A plate is on one vehicle at a time: its tag is a key. */
export const Plate = z.strictObject({ plateTag: sha256Hex, vin, since: instant });

/** A workshop that may destroy vehicles, until a day that is no longer included. */
export const Dismantler = z.strictObject({ member, companyNumber: id, until: day });
export type Dismantler = z.infer<typeof Dismantler>;

/** A periodic technical inspection. */
export const Inspection = z.strictObject({
  vin,
  inspectionId: id,
  at: instant,
  result: z.enum(['passed', 'advisory', 'failed']),
  /** First day on which it no longer counts. */
  validUntil: day.optional(),
  /** Codes of the defects found. */
  defects: z.array(id).max(50).optional(),
  jurisdiction: jurisdiction.optional(),
  by: member,
});
export type Inspection = z.infer<typeof Inspection>;

/** An accident as the claim room settled it: what happened to the vehicle, nothing about people or money. */
export const Accident = z.strictObject({
  vin,
  accidentId: id,
  happenedOn: day,
  cause: z.enum(['collision', 'rollover', 'animal', 'theft', 'fire', 'flood', 'hail', 'glass', 'vandalism', 'other']),
  damage: z.enum(['minor', 'moderate', 'severe', 'totalLoss', 'notStated']),
  /** The claim it rests on. */
  reference: line(64).optional(),
  by: org,
  recordedAt: instant,
});
export type Accident = z.infer<typeof Accident>;

/** The key of a holding of the title: text order is the order of the holdings. */
export const titleKey = (vin: string, no: number): [vin: string, no: string] => [vin, no.toString().padStart(4, '0')];

export const titles = table({ kind: 'title', v: 1, schema: Title, id: (record) => titleKey(record.vin, record.no) });
export const plates = table({ kind: 'plate', v: 1, schema: Plate, id: (record) => [record.plateTag] });
export const dismantlers = table({ kind: 'dismantler', v: 1, schema: Dismantler, id: (record) => [record.member] });
export const inspections = table({
  kind: 'inspection',
  v: 1,
  schema: Inspection,
  id: (record) => [record.vin, record.inspectionId],
});
export const accidents = table({ kind: 'accident', v: 1, schema: Accident, id: (record) => [record.vin, record.accidentId] });
