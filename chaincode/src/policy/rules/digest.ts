import { verify } from 'node:crypto';
import { canonical } from '../../kit/value/json';
import { publicKeyOf } from '../../words/didkey';
import { type Digest } from '../records/month';

/** The bytes that the car signs: RFC 8785 canonical JSON of the digest, UTF-8. */
export const bytesOf = (digest: Digest): Uint8Array => Buffer.from(canonical(digest), 'utf8');

type Driven = Pick<
  Digest,
  'durationS' | 'nightS' | 'speedingS' | 'phoneS' | 'harshBrake' | 'harshAccel' | 'cornering'
>;

/** What cannot be, of a month as of a trip. */
export function contradictionOf(measured: Driven, driven: boolean, trips: number): string | undefined {
  const { durationS, nightS, speedingS, phoneS } = measured;
  if (driven && (durationS === 0 || trips === 0)) return 'it holds distance without time or trips';
  if ([nightS, speedingS, phoneS].some((part) => part > durationS))
    return 'a part of the time is longer than the time driven';
  const events = measured.harshBrake + measured.harshAccel + measured.cornering;
  return events > 0 && !driven ? 'it holds events without distance' : undefined;
}

/**
 * Whether the key of the car (`did:key`, P-256) signed the bytes: ECDSA with SHA-256, r and s of 32 bytes
 * each, base64url.
 */
export function isSignedByCar(carKey: string, bytes: Uint8Array, signature: string): boolean {
  const key = publicKeyOf(carKey);
  const signed = Buffer.from(signature, 'base64url');
  return (
    key !== undefined &&
    signed.length === 64 &&
    verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signed)
  );
}
