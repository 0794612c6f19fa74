import {
  createCipheriv,
  createDecipheriv,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { canonical, multikeyOf, publicKeyOfDid } from '@roadbook/chaincode/api';
import { KeyUnusable } from './fault';

/** For whom a data key is wrapped: it opens under these words only. */
export interface KeyContext {
  readonly vin: string;
  readonly grantId: string;
  readonly epoch: string;
  readonly category: string;
}

/** A data key encrypted to a grantee, as `consent.releaseKey` takes it. */
export interface Wrapping {
  readonly ephemeralKey: string;
  readonly wrapped: string;
}

const NONCE = 12;
const TAG = 16;
const KEY = 32;

/** The key of one epoch: 256 random bits. It stays with the keeper of the data. */
export const newDataKey = (): Uint8Array => randomBytes(KEY);

/**
 * The key to one category at one precision, derived from that of the epoch (HKDF-SHA-256): a grantee who has
 * it can open nothing else.
 */
export const categoryKey = (
  dataKey: Uint8Array,
  {
    epoch,
    category,
    precision,
  }: { readonly epoch: string; readonly category: string; readonly precision: 'full' | 'coarse' },
): Uint8Array =>
  Buffer.from(
    hkdfSync(
      'sha256',
      dataKey,
      new Uint8Array(),
      canonical({ for: 'roadbook readings', epoch, category, precision }),
      KEY,
    ),
  );

/** The `did:key` of a P-256 key, public or private. */
export function didKeyOf(key: KeyObject): string {
  const multikey = key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? multikeyOf(key) : undefined;
  if (!multikey) throw new KeyUnusable('it is not a P-256 key');
  return `did:key:${multikey}`;
}

/**
 * ECIES over P-256: an agreement with a key made for this one wrapping, HKDF-SHA-256 bound to the context,
 * AES-256-GCM.
 */
export function wrapKey(dataKey: Uint8Array, granteeKey: string, context: KeyContext): Wrapping {
  const publicKey = publicKeyOfDid(granteeKey);
  if (!publicKey) throw new KeyUnusable('the key of the grantee is no did:key of a P-256 key');
  if (dataKey.length !== KEY) throw new KeyUnusable(`a data key has ${KEY} bytes`);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ephemeralKey = didKeyOf(privateKey);
  const key = agreed(privateKey, publicKey, { ...context, ephemeralKey, granteeKey });
  return {
    ephemeralKey,
    wrapped: Buffer.from(encrypt(dataKey, key, canonical(context))).toString('base64url'),
  };
}

/**
 * Opens a wrapped data key with the private key of the grantee. Throws {@link KeyUnusable} when it is not for
 * this key or context.
 */
export function unwrapKey(
  { ephemeralKey, wrapped, vin, grantId, epoch, category }: Wrapping & KeyContext,
  privateKey: KeyObject,
): Uint8Array {
  const publicKey = publicKeyOfDid(ephemeralKey);
  if (!publicKey) throw new KeyUnusable('the key that it was wrapped with is no did:key of a P-256 key');
  const context = { vin, grantId, epoch, category };
  const key = agreed(privateKey, publicKey, { ...context, ephemeralKey, granteeKey: didKeyOf(privateKey) });
  return decrypt(Buffer.from(wrapped, 'base64url'), key, canonical(context));
}

function agreed(privateKey: KeyObject, publicKey: KeyObject, info: object): Uint8Array {
  const secret = diffieHellman({ privateKey, publicKey });
  return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), canonical(info), KEY));
}

/** Nonce, ciphertext, tag (AES-256-GCM). The words are bound to it. */
export function encrypt(plain: Uint8Array, key: Uint8Array, words: string): Uint8Array {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(words));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

export function decrypt(sealed: Uint8Array, key: Uint8Array, words: string): Uint8Array {
  try {
    const opening = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), {
      authTagLength: TAG,
    }).setAAD(Buffer.from(words));
    opening.setAuthTag(sealed.subarray(-TAG));
    return Buffer.concat([opening.update(sealed.subarray(NONCE, -TAG)), opening.final()]);
  } catch {
    throw new KeyUnusable('it does not open what was encrypted, or that was changed');
  }
}
