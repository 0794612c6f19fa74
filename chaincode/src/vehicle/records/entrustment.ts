import { z } from 'zod';
import { table } from '../../kit/table';
import { count, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';

/**
 * The owner's word that a workshop has the vehicle in its hands. It has an end, and ends with the holding of
 * the title.
 */
export const Entrustment = z.strictObject({
  vin,
  workshop: member,
  /** The holding of the title under which it was given. */
  titleNo: count(1000),
  since: instant,
  until: instant,
  takenBackAt: instant.optional(),
});
export type Entrustment = z.infer<typeof Entrustment>;

export const entrustments = table({
  kind: 'entrustment',
  v: 1,
  schema: Entrustment,
  id: (record) => [record.vin, record.workshop],
});
