import { verify } from 'node:crypto';
import { demand, refuse } from '../../../kit/errors';
import { canonical } from '../../../kit/value/json';
import { vehicleErrors } from '../../errors';
import type { Reading } from '../../records/odometer';
import { publicKeyOf } from '../../../words/didkey';

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

/**
 * Refuses a reading whose signature is not of the vehicle's own key (ECDSA, P-256, SHA-256, r and s of 32
 * bytes each).
 */
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
    bytes.length === 64 &&
    verify('sha256', Buffer.from(signedText(reading)), { key, dsaEncoding: 'ieee-p1363' }, bytes);
  demand(right, vehicleErrors.SIGNATURE_WRONG, { vin, readingId });
}
