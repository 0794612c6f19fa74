import { type KeyObject, verify } from 'node:crypto';
import { publicKeyOf as publicKeyIn } from '../identity/multikey';
import { demand, refuse } from '../kit/errors';
import { canonical } from '../kit/json';
import { vehicleErrors } from './errors';
import type { Reading } from './odometer';

/** The key behind a `did:key` of a P-256 key, or `undefined` when it is none. */
export function publicKeyOf(didKey: string): KeyObject | undefined {
  const found = didKey.startsWith(DID_KEY) ? publicKeyIn(didKey.slice(DID_KEY.length)) : undefined;
  return found?.kind === 'P-256' ? found.key : undefined;
}

const DID_KEY = 'did:key:';

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
