import { z } from 'zod';
import { category } from '../../evidence/records/category';
import { Cell } from '../../evidence/records/cell';
import { precision } from '../../evidence/records/frame';
import { table } from '../../kit/table';
import { count, id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { party, purpose } from './grant';

const txId = z.string().regex(/^[0-9a-f]{64}$/);
/** Leaves of one anchor, and the time of their readings; both ends: from included, until excluded. */
export const Slice = z.strictObject({
  deviceId: id,
  evidenceId: id,
  category,
  fromLeaf: count(10_000_000),
  untilLeaf: count(10_000_000, 1),
  fromTime: instant,
  untilTime: instant,
  /**
   * Opens the cell that the device committed to; a grant with a fence asks for it, and from then on it is
   * public.
   */
  cell: Cell.optional(),
});
export type Slice = z.infer<typeof Slice>;

/** Who read what, why and on which ground: the owner's receipt. */
export const Access = z.strictObject({
  vin,
  accessId: id,
  basis: z.enum(['grant', 'owner', 'court', 'emergency']),
  /** The grant, the court order, the emergency call, or the title of the owner. */
  reference: id,
  reader: party,
  by: member,
  purpose: z.union([purpose, z.enum(['ownData', 'courtOrder', 'rescue'])]),
  slice: Slice,
  precision,
  /** Of the grant, after this one. */
  readsLeft: count(1_000_000).optional(),
  /** By which the price of the grant was paid. */
  paymentId: id.optional(),
  at: instant,
  txId,
});
export type Access = z.infer<typeof Access>;

/** What was found on the ledger, and no more of it. */
export const Witnessed = z.strictObject({ deviceId: id, evidenceId: id, accessId: id.optional() });

/** Tells whoever held the title at the time of the data that it was read without consent. */
export const OwnerNotice = z.strictObject({
  vin,
  accessId: id,
  owner: member,
  basis: z.enum(['court', 'emergency']),
  reference: id,
  by: member,
  at: instant,
  seenAt: instant.optional(),
});
export type OwnerNotice = z.infer<typeof OwnerNotice>;

export const accesses = table({
  kind: 'access',
  v: 1,
  schema: Access,
  id: (record) => [record.vin, record.accessId],
});
export const notices = table({
  kind: 'ownerNotice',
  v: 1,
  schema: OwnerNotice,
  id: (record) => [record.vin, record.accessId, record.owner],
  indexes: { owner: (record: OwnerNotice) => [record.owner, record.at] },
});

/** The receipt that a request names. */
export const onAccess = ({ vin: of, accessId }: { readonly vin: string; readonly accessId: string }) =>
  accesses.at(of, accessId);
