import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, member, org } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
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

/** The key of a holding of the title: text order is the order of the holdings. */
export const titleKey = (vin: string, no: number): [vin: string, no: string] => [
  vin,
  no.toString().padStart(4, '0'),
];

export const titles = table({
  kind: 'title',
  v: 1,
  schema: Title,
  id: (record) => titleKey(record.vin, record.no),
});
