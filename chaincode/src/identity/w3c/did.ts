import { createHash } from 'node:crypto';
import { z } from 'zod';
import { toBase58 } from '../../words/base58';
import { partsOfMultikey } from '../../words/multikey';

/** `did:auto`: channel and 20 bytes of a hash in base58. */
export const autoDid = z
  .string()
  .regex(/^did:auto:[a-z][a-z0-9.-]{0,62}:[1-9A-HJ-NP-Za-km-z]{20,28}$/, 'must be a did:auto')
  .meta({ description: 'DID of a member', examples: ['did:auto:roadbook:3mPPXEUaJvsJvZnLhkKMrfLbNRrD'] });

/** `did:key` of a kind that is known here. */
export const keyDid = z
  .string()
  .regex(/^did:key:z[1-9A-HJ-NP-Za-km-z]{40,80}$/, 'must be a did:key')
  .refine((did) => partsOfMultikey(multikeyIn(did)) !== undefined, 'must be a did:key of a known kind of key')
  .meta({
    description: 'DID that is a public key',
    examples: ['did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv'],
  });

/** A public key as multibase `z` (base58btc) of multicodec and key. */
export const multikey = z
  .string()
  .regex(/^z[1-9A-HJ-NP-Za-km-z]{40,80}$/, 'must be a multikey')
  .refine((text) => partsOfMultikey(text) !== undefined, 'must be a public key of a known kind')
  .meta({
    description: 'public key as a multikey',
    examples: ['zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv'],
  });

/**
 * The DID of a member: the first 20 bytes of SHA-256 over MSP id, `|` and the SubjectPublicKeyInfo of its
 * certificate.
 */
export function autoDidOf(channel: string, org: string, spki: Uint8Array): string {
  const hash = createHash('sha256').update(`${org}|`).update(spki).digest();
  return `did:auto:${channel}:${toBase58(hash.subarray(0, 20))}`;
}

/** The `did:key` of a public key in Multikey form (`z…`). */
export const keyDidOf = (key: string): string => `did:key:${key}`;

/** The multikey in a `did:key`; the empty text for any other DID. */
export const multikeyIn = (did: string): string =>
  did.startsWith('did:key:') ? did.slice('did:key:'.length) : '';

export const isKeyDid = (did: string): boolean => keyDid.safeParse(did).success;
export const isAutoDid = (did: string): boolean => autoDid.safeParse(did).success;

/** A DID URL taken apart: `did:auto:…#key-1`. */
export function partsOfMethod(method: string): { did: string; fragment: string } | undefined {
  const hash = method.indexOf('#');
  if (hash < 0 || !method.startsWith('did:')) return undefined;
  return { did: method.slice(0, hash), fragment: method.slice(hash + 1) };
}
