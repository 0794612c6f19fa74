import { z } from 'zod';
import { categories } from '../../evidence/records/category';
import { table } from '../../kit/table';
import { id, line, member, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';

/** A court's order to open data, without the owner's will. Without one the court path is shut. */
export const CourtOrder = z.strictObject({
  vin,
  orderId: id,
  court: line(100),
  /** SHA-256 of the order itself, which is not on the ledger. */
  documentHash: sha256Hex,
  categories,
  fromTime: instant,
  untilTime: instant,
  validUntil: instant,
  recordedBy: member,
  recordedAt: instant,
});
export type CourtOrder = z.infer<typeof CourtOrder>;

export const orders = table({
  kind: 'courtOrder',
  v: 1,
  schema: CourtOrder,
  id: (record) => [record.vin, record.orderId],
});
