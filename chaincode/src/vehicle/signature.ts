import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { demand, refuse } from '../kit/errors';
import { canonical } from '../kit/json';
import { vehicleErrors } from './errors';
import type { Reading } from './odometer';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** DER of a SubjectPublicKeyInfo for a compressed point on P-256 (RFC 5480). */
const SPKI_P256 = Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex');
/** Multicodec `p256-pub` as a varint. */
const P256_PUB = '8024';

/** The key behind a `did:key` of a P-256 key, or `undefined` when it is none. */
export function publicKeyOf(didKey: string): KeyObject | undefined {
  let number = 0n;
  for (const letter of didKey.slice('did:key:z'.length)) {
    const digit = BASE58.indexOf(letter);
    if (digit < 0) return undefined;
    number = number * 58n + BigInt(digit);
  }
  const bytes = Buffer.from(number.toString(16).padStart(70, '0'), 'hex');
  if (bytes.length !== 35 || !bytes.toString('hex').startsWith(P256_PUB)) return undefined;
  try {
    return createPublicKey({ key: Buffer.concat([SPKI_P256, bytes.subarray(2)]), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

/** What the vehicle signs: RFC 8785 form of these six members. */
export const signedText = ({
  vin,
  readingId,
  value,
  unit,
  at,
  source,
}: Pick<Reading, 'vin' | 'readingId' | 'value' | 'unit' | 'at' | 'source'>): string =>
  canonical({ vin, readingId, value, unit, at, source });

/** Refuses a reading whose signature is not of the vehicle's own key (ECDSA, P-256, SHA-256, r and s of 32 bytes each). */
export function mustBeSigned(
  reading: Pick<Reading, 'vin' | 'readingId' | 'value' | 'unit' | 'at' | 'source'>,
  signature: string,
  vehicleKey: string | undefined,
): void {
  const { vin, readingId } = reading;
  const key = vehicleKey === undefined ? undefined : publicKeyOf(vehicleKey);
  if (!key) return refuse(vehicleErrors.KEY_UNBOUND, { vin });
  const bytes = Buffer.from(signature, 'base64url');
  const right =
    bytes.length === 64 && verify('sha256', Buffer.from(signedText(reading)), { key, dsaEncoding: 'ieee-p1363' }, bytes);
  demand(right, vehicleErrors.SIGNATURE_WRONG, { vin, readingId });
}
