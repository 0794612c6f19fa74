import { z } from 'zod';
import { keyId } from './did';

/** A signature as `r || s` (or Ed25519) in base64url. */
export const signature = z
  .string()
  .regex(/^[A-Za-z0-9_-]{86}$|^[A-Za-z0-9_-]{128}$/, 'must be a signature of 64 or 96 bytes in base64url')
  .meta({ description: 'r and s of ECDSA, or Ed25519, in base64url' });

/** The signature of a key that controls the DID over the statement of an operation. */
export const approval = z.strictObject({ keyId, signature });
export type Approval = z.output<typeof approval>;

/**
 * What a holder signs outside a transaction. `version` is that of the DID before the change, so that no
 * statement is used twice; a link has its id and its end instead.
 */
export type Statement = Readonly<{ channel: string }> &
  (
    | Readonly<{ act: 'addKey'; did: string; version: number; key: string; purposes: readonly string[] }>
    | Readonly<{ act: 'rotateKey'; did: string; version: number; replaces: string; key: string }>
    | Readonly<{ act: 'revokeKey'; did: string; version: number; keyId: string }>
    | Readonly<{ act: 'announceServices'; did: string; version: number; services: readonly object[] }>
    | Readonly<{ act: 'deactivate'; did: string; version: number }>
    | Readonly<{ act: 'unlink'; did: string; version: number; account: string }>
    | Readonly<{ act: 'link'; did: string; linkId: string; account: string; expiresAt: string }>
    | Readonly<{ act: 'bindAlias'; alias: string; audience: string; seal: string }>
    | Readonly<{ act: 'endAlias'; alias: string }>
  );
