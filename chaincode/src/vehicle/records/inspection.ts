import { z } from 'zod';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { jurisdiction } from '../../words/country';
import { vin } from '../../words/vin';
import { vehicleSign } from './status';

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
  /** What the vehicle was by then, where it should not have been there: another may bear its number. */
  signs: z.array(vehicleSign).max(4).optional(),
  /** Taken back: it stays, and does not count. `by` is the inspection that took its place. */
  superseded: z
    .strictObject({ at: instant, reason: z.enum(['typing', 'wrongVehicle', 'other']), by: id.optional() })
    .optional(),
});
export type Inspection = z.infer<typeof Inspection>;

export const inspections = table({
  kind: 'inspection',
  v: 1,
  schema: Inspection,
  id: (record) => [record.vin, record.inspectionId],
});
