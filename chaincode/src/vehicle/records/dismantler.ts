import { z } from 'zod';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { day } from '../../kit/value/time';

/** A workshop that may destroy vehicles, until a day that is no longer included. */
export const Dismantler = z.strictObject({ member, companyNumber: id, until: day });
export type Dismantler = z.infer<typeof Dismantler>;

export const dismantlers = table({
  kind: 'dismantler',
  v: 1,
  schema: Dismantler,
  id: (record) => [record.member],
});
