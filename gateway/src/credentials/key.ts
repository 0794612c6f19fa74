import { createPrivateKey, createPublicKey, type KeyObject, sign as signNatively } from 'node:crypto';
import { isSigning, keyDidOf, multikeyOf, publicKeyOf, type SigningKind } from '@roadbook/chaincode/api';
import { fromDer } from '../connection/der';
import type { Signer } from '../connection/identity';

/** A key that signs credentials, presentations and statements, and the DID URL by which verifiers find it. */
export interface CredentialKey {
  /** The party that it speaks for: `did:auto:…` or `did:key:…`. */
  readonly did: string;
  /** `<did>#<fragment>`. */
  readonly method: string;
  readonly kind: SigningKind;
  /** The public key as a multikey. */
  readonly multikey: string;
  /** `r || s`, or Ed25519, over a message (not its digest). */
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
}

/**
 * Name of the key in a DID of the ledger: `{ did: 'did:auto:…', keyId: 'key-1' }`. Without it the key is its
 * own `did:key`.
 */
export interface KeyName {
  readonly did: string;
  readonly keyId: string;
}

/**
 * A credential key from a private key (PEM text or KeyObject: P-256, P-384 or Ed25519). An enrolment key
 * serves as it is: its certificate is a DID already. Throws for a key of another kind.
 */
export function credentialKey(key: string | KeyObject, name?: KeyName): CredentialKey {
  const secret = typeof key === 'string' ? createPrivateKey(key) : key;
  const { multikey, kind } = describe(createPublicKey(secret));
  const hash = kind === 'Ed25519' ? null : kind === 'P-384' ? 'sha384' : 'sha256';
  return {
    ...named(multikey, name),
    kind,
    multikey,
    sign: async (message) => signNatively(hash, message, { key: secret, dsaEncoding: 'ieee-p1363' }),
  };
}

/**
 * A credential key whose private part is elsewhere, such as in an HSM: its public key (PEM text of key or
 * certificate) and its signer.
 */
export function remoteCredentialKey(
  publicKey: string | KeyObject,
  sign: Signer,
  name?: KeyName,
): CredentialKey {
  const { multikey, kind } = describe(typeof publicKey === 'string' ? createPublicKey(publicKey) : publicKey);
  return {
    ...named(multikey, name),
    kind,
    multikey,
    sign: async (message) => fixed(await sign(message), kind),
  };
}

function describe(key: KeyObject): { multikey: string; kind: SigningKind } {
  const multikey = multikeyOf(key);
  const kind = multikey === undefined ? undefined : publicKeyOf(multikey)?.kind;
  if (multikey === undefined || kind === undefined || !isSigning(kind))
    throw new Error('a key that signs credentials is of kind P-256, P-384 or Ed25519');
  return { multikey, kind };
}

const named = (multikey: string, name: KeyName | undefined): { did: string; method: string } => {
  const did = name?.did ?? keyDidOf(multikey);
  return { did, method: `${did}#${name?.keyId ?? multikey}` };
};

/** Proofs hold `r || s`; OpenSSL and HSMs often give DER. */
function fixed(signature: Uint8Array, kind: SigningKind): Uint8Array {
  const size = kind === 'P-384' ? 48 : 32;
  const numbers = kind === 'Ed25519' || signature.length === 2 * size ? undefined : fromDer(signature);
  if (!numbers) return signature;
  const hex = (number: bigint): string => number.toString(16).padStart(2 * size, '0');
  return Buffer.from(hex(numbers.r) + hex(numbers.s), 'hex');
}
