import { z } from 'zod';
import { anybody, ruled } from '../../kit/side';
import { table } from '../../kit/table';
import { sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { credentialType } from './claims';
import { autoDid, keyDid } from '../w3c/did';
import { LIST_BITS } from '../w3c/bitstring';

export const anyDid = z.union([autoDid, keyDid]).meta({ description: 'a did:auto or a did:key' });

/**
 * Where the status of a credential is: the issuer's list and the bit in it. The key of the record, so no bit
 * is given twice.
 */
export const placed = {
  issuer: anyDid,
  list: z.int().min(0).max(9_999).meta({ description: 'number of the list, 0 to 9999' }),
  index: z
    .int()
    .min(0)
    .max(LIST_BITS - 1)
    .meta({ description: 'bit of the list, best chosen at random' }),
};

export const credentialStatus = z.enum(['valid', 'suspended', 'revoked']);

export const flag = z.enum(['refresh', 'message']);

/** What the ledger knows of a credential: its standing and its hash. Claims are never here. */
export const CredentialStanding = z.strictObject({
  ...placed,
  type: credentialType,
  hash: sha256Hex.meta({
    description:
      'SHA-256 over the RFC 8785 form of the signed document, or over the issuer-signed part of an SD-JWT',
  }),
  status: credentialStatus,
  flags: z
    .array(flag)
    .max(2)
    .meta({ description: 'the holder should fetch it anew; there is a message about it' }),
  recordedAt: instant,
  changedAt: instant,
});
export type CredentialStanding = z.output<typeof CredentialStanding>;

export const padIndex = (index: number): string => String(index).padStart(6, '0');
export const rowId = ({ issuer, list, index }: { issuer: string; list: number; index: number }): string[] => [
  issuer,
  String(list),
  padIndex(index),
];

export const credentials = table({
  kind: 'credential',
  v: 1,
  schema: CredentialStanding,
  id: rowId,
  // Who speaks for its issuer is said by the issuer's DID.
  sides: { issuer: ruled, anybody },
});
