import { whoever } from '../../kit/side';
import { z } from 'zod';
import { categories } from '../../evidence/records/category';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { party } from './grant';

export const deletionStatus = z.enum(['requested', 'done', 'refused']);

export const Deletion = z.strictObject({
  vin,
  deletionId: id,
  owner: member,
  /** Who keeps the data. */
  keeper: party,
  categories,
  fromTime: instant,
  untilTime: instant,
  requestedAt: instant,
  status: deletionStatus,
  answeredAt: instant.optional(),
  /** Why it may be kept. */
  ground: z.enum(['courtOrder', 'legalDuty', 'openClaim']).optional(),
});
export type Deletion = z.infer<typeof Deletion>;

export const deletions = table({
  kind: 'deletion',
  v: 1,
  schema: Deletion,
  id: (record) => [record.vin, record.deletionId],
  indexes: { keeper: (record: Deletion) => (record.status === 'requested' ? [record.keeper] : undefined) },
  sides: {
    owner: ({ owner }: Deletion) => owner,
    keeper: ({ keeper }: Deletion) => keeper,
    registrar: whoever('registrar'),
    auditor: whoever('auditor'),
  },
});

/** The request to delete that a request names. */
export const onDeletion = ({ vin: of, deletionId }: { readonly vin: string; readonly deletionId: string }) =>
  deletions.at(of, deletionId);
