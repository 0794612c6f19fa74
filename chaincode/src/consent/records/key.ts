import { z } from 'zod';
import { didKey } from '../../evidence/records/device';
import { category } from '../../evidence/records/category';
import { table } from '../../kit/table';
import { count, id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { titleNo } from './grant';

/** Holding of the title and turn of the data key within it, `2.0`. */
export const epochName = z
  .string()
  .regex(/^\d{1,4}\.\d{1,6}$/, 'must be an epoch like 1.0')
  .meta({ examples: ['1.0'] });

/** How often the data key turned under a holding of the title. */
export const Turns = z.strictObject({ vin, titleNo, turns: count(999_999) });

/** The key to one category of data in an epoch, encrypted to the key of the grantee. */
export const WrappedKey = z.strictObject({
  vin,
  grantId: id,
  epoch: epochName,
  category,
  granteeKey: didKey,
  /** The sender's key of this one agreement. */
  ephemeralKey: didKey,
  /** Nonce of 12 bytes, 32 encrypted bytes, tag of 16 (AES-256-GCM), base64url. */
  wrapped: z.string().regex(/^[A-Za-z0-9_-]{80}$/, 'must be 60 bytes in base64url'),
  by: member,
  at: instant,
});
export type WrappedKey = z.infer<typeof WrappedKey>;

export const turns = table({ kind: 'dataKeyTurns', v: 1, schema: Turns, id: (record) => [record.vin] });
export const wrappedKeys = table({
  kind: 'wrappedKey',
  v: 1,
  schema: WrappedKey,
  id: (record) => [record.vin, record.grantId, record.epoch, record.category],
});

/** The wrapped key that a request names. */
export const onKey = (named: Pick<WrappedKey, 'vin' | 'grantId' | 'epoch' | 'category'>) =>
  wrappedKeys.at(named.vin, named.grantId, named.epoch, named.category);
