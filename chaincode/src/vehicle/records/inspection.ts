import { z } from 'zod';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { jurisdiction } from '../../words/country';
import { vin } from '../../words/vin';

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

export const inspections = table({
  kind: 'inspection',
  v: 1,
  schema: Inspection,
  id: (record) => [record.vin, record.inspectionId],
});
