import { z } from 'zod';
import { demand } from '../../kit/errors';
import { table } from '../../kit/table';
import { sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { credentialType } from './claims';
import { autoDid, isKeyDid, keyDid, multikeyIn } from '../w3c/did';
import { identityErrors as errors } from '../errors';
import type { Sender } from '../rules/key';
import { credentialLife, credentialStatus } from '../life';
import type { Did } from './did';

export const anyDid = z.union([autoDid, keyDid]).meta({ description: 'a did:auto or a did:key' });

/** Bits of a status list: the least that hides one among many (Bitstring Status List, 131,072 bits or 16 KB). */
export const LIST_BITS = 131_072;

/** Where the status of a credential is: the issuer's list and the bit in it. The key of the record, so no bit is given twice. */
export const placed = {
  issuer: anyDid,
  list: z.int().min(0).max(9_999).meta({ description: 'number of the list, 0 to 9999' }),
  index: z
    .int()
    .min(0)
    .max(LIST_BITS - 1)
    .meta({ description: 'bit of the list, best chosen at random' }),
};

export const flag = z.enum(['refresh', 'message']);

/** What the ledger knows of a credential: its standing and its hash. Claims are never here. */
export const CredentialRow = z.strictObject({
  ...placed,
  type: credentialType,
  hash: sha256Hex.meta({
    description: 'SHA-256 over the RFC 8785 form of the signed document, or over the issuer-signed part of an SD-JWT',
  }),
  status: credentialStatus,
  flags: z.array(flag).max(2).meta({ description: 'the holder should fetch it anew; there is a message about it' }),
  recordedAt: instant,
  changedAt: instant,
});
export type CredentialRow = z.output<typeof CredentialRow>;

export const six = (index: number): string => String(index).padStart(6, '0');
export const rowId = ({ issuer, list, index }: { issuer: string; list: number; index: number }): string[] => [
  issuer,
  String(list),
  six(index),
];

export const credentials = table({ kind: 'credential', v: 1, schema: CredentialRow, id: rowId });

/** Staff of an issuer act through an account of its DID; a `did:key` is its own key. */
export function mustIssue(issuer: string, did: Did | undefined, { account, key }: Sender): void {
  const own = isKeyDid(issuer)
    ? multikeyIn(issuer) === key
    : did?.status === 'active' && did.accounts.some((linked) => linked.account === account);
  demand(own, errors.ISSUER_NOT_YOURS, { account, issuer });
}

export const step = (row: CredentialRow, name: keyof typeof credentialLife.steps, now: string): CredentialRow => ({
  ...row,
  status: credentialLife.step(name, row.status),
  changedAt: now,
});

export function flagged(row: CredentialRow, which: z.output<typeof flag>, raised: boolean, now: string): CredentialRow {
  const others = row.flags.filter((held) => held !== which);
  return { ...row, flags: raised ? [...others, which].sort() : others, changedAt: now };
}
