import { createPrivateKey, createPublicKey, type KeyObject, sign as signNatively, verify } from 'node:crypto';
import { multikeyOf, publicKeyOf } from '@roadbook/chaincode/api';
import { derOf, fixedOf } from '../../connection/der';
import type { Signer } from '../../connection/identity';

/** A key that signs slips: of the certificate, or of a device. P-256 signs fastest, Ed25519 does too. */
export interface SlipKey {
  /** The public key, as it is named when the tab is opened. */
  readonly multikey: string;
  /** Signs a message (not its digest): `r || s`, DER, or Ed25519. */
  readonly sign: Signer;
}

/** A key that is at hand: PEM text or KeyObject. Throws a TypeError for a key of another kind. */
export function slipKey(key: string | KeyObject): SlipKey {
  const secret = typeof key === 'string' ? createPrivateKey(key) : key;
  const multikey = named(createPublicKey(secret));
  const hash = secret.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  // DER out of OpenSSL and `r || s` from its bytes: asked for `r || s`, it signs half as fast.
  return { multikey, sign: (message) => signNatively(hash, message, secret) };
}

/** A key whose private half is elsewhere, such as in a secure element: its public key, and who signs. */
export const remoteSlipKey = (publicKey: string | KeyObject, sign: Signer): SlipKey => ({
  multikey: named(typeof publicKey === 'string' ? createPublicKey(publicKey) : publicKey),
  sign,
});

function named(key: KeyObject): string {
  const multikey = multikeyOf(key);
  const kind = multikey === undefined ? undefined : publicKeyOf(multikey)?.kind;
  if (multikey === undefined || (kind !== 'P-256' && kind !== 'Ed25519'))
    throw new TypeError('a key that signs slips is of kind P-256 or Ed25519');
  return multikey;
}

/** The 64 bytes that a slip carries, in base64url. */
export const carried = (signature: Uint8Array): string =>
  Buffer.from(fixedOf(signature)).toString('base64url');

/** What checks the slips of a key; the key is read once. */
export function checkerOf(multikey: string): (text: string, signature: string) => boolean {
  const found = publicKeyOf(multikey);
  if (!found) return () => false;
  const isEd = found.kind === 'Ed25519';
  return (text, signature) => {
    const bytes = Buffer.from(signature, 'base64url');
    if (bytes.length !== 64) return false;
    try {
      return verify(isEd ? null : 'sha256', Buffer.from(text), found.key, isEd ? bytes : derOf(bytes));
    } catch {
      return false;
    }
  };
}
