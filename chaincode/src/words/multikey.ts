import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { fromBase58, toBase58 } from './base58';

/**
 * Public keys as the multicodec table names them; `head` is the DER of a SubjectPublicKeyInfo before the key
 * (RFC 5480, RFC 8410).
 */
const KINDS = {
  'P-256': { codec: 0x1200, size: 33, head: '3039301306072a8648ce3d020106082a8648ce3d030107032200' },
  'P-384': { codec: 0x1201, size: 49, head: '3046301006072a8648ce3d020106052b81040022033200' },
  secp256k1: { codec: 0xe7, size: 33, head: '3036301006072a8648ce3d020106052b8104000a032200' },
  Ed25519: { codec: 0xed, size: 32, head: '302a300506032b6570032100' },
  X25519: { codec: 0xec, size: 32, head: '302a300506032b656e032100' },
} as const;

/** A kind of public key that a Multikey may hold. */
export type KeyKind = keyof typeof KINDS;

const kindNames = Object.keys(KINDS) as KeyKind[];

/**
 * What signs: the hash of the message before ECDSA, and the bytes of a signature. Ed25519 hashes by itself.
 */
export const SIGNING = {
  'P-256': { hash: 'sha256', signature: 64 },
  'P-384': { hash: 'sha384', signature: 96 },
  Ed25519: { hash: undefined, signature: 64 },
} as const satisfies Partial<Record<KeyKind, { hash: string | undefined; signature: number }>>;

/** A kind of key that signs; X25519 only agrees on keys. */
export type SigningKind = keyof typeof SIGNING;

/** Whether a kind of key signs. */
export const isSigning = (kind: KeyKind): kind is SigningKind => Object.hasOwn(SIGNING, kind);

/** Unsigned LEB128, as multiformats writes numbers. */
function varint(number: number): number[] {
  return number < 0x80 ? [number] : [(number & 0x7f) | 0x80, ...varint(number >> 7)];
}

/** Multibase `z` (base58btc) of the multicodec and the key; points on a curve are compressed. */
export const multikeyFrom = (kind: KeyKind, key: Uint8Array): string =>
  `z${toBase58(Uint8Array.from([...varint(KINDS[kind].codec), ...key]))}`;

/** The kind and the bytes behind a multikey, or `undefined` when it is none of the kinds. */
export function partsOfMultikey(multikey: string): { kind: KeyKind; key: Uint8Array } | undefined {
  const bytes = multikey.startsWith('z') ? fromBase58(multikey.slice(1)) : undefined;
  if (!bytes) return undefined;
  for (const kind of kindNames) {
    const codec = varint(KINDS[kind].codec);
    if (bytes.length === codec.length + KINDS[kind].size && codec.every((byte, at) => byte === bytes[at]))
      return { kind, key: bytes.subarray(codec.length) };
  }
  return undefined;
}

/** The multikey of a public key, or `undefined` for a kind that has none. */
export function multikeyOf(key: KeyObject): string | undefined {
  const { crv, x, y } = key.export({ format: 'jwk' });
  const kind = kindNames.find((name) => name === crv);
  if (!kind || x === undefined) return undefined;
  const across = Buffer.from(x, 'base64url');
  if (y === undefined) return multikeyFrom(kind, across);
  const odd = (Buffer.from(y, 'base64url').at(-1) ?? 0) & 1;
  return multikeyFrom(kind, Buffer.concat([Uint8Array.of(2 + odd), across]));
}

/** The multikey of a SubjectPublicKeyInfo in DER, such as a certificate holds. */
export const multikeyOfSpki = (der: Uint8Array): string | undefined =>
  multikeyOf(createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }));

/** The public key behind a multikey, or `undefined` when it is none or its point is not on the curve. */
export function publicKeyOf(multikey: string): { kind: KeyKind; key: KeyObject } | undefined {
  const parts = partsOfMultikey(multikey);
  if (!parts) return undefined;
  const der = Buffer.concat([Buffer.from(KINDS[parts.kind].head, 'hex'), parts.key]);
  try {
    return { kind: parts.kind, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
  } catch {
    return undefined;
  }
}

/**
 * Whether the bytes (`r || s` for ECDSA) are the signature of the message by the key. Any defect is a plain
 * no.
 */
export function isSignedBy(multikey: string, message: Uint8Array, signature: Uint8Array): boolean {
  const found = publicKeyOf(multikey);
  return found !== undefined && isSigning(found.kind) && isSigned(found.kind, found.key, message, signature);
}

/** Whether the signature over a message is by the key: ECDSA as r and s (IEEE P1363), Ed25519 as it is. */
export function isSigned(
  kind: SigningKind,
  key: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const { hash, signature: size } = SIGNING[kind];
  if (signature.length !== size) return false;
  try {
    return verify(hash, message, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}
