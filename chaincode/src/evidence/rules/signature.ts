import { verify } from 'node:crypto';
import { canonical } from '../../kit/value/json';
import { publicKeyOf } from '../../words/didkey';
import type { AnchorRequest } from '../records/anchor';

/**
 * What a device signs to show that it holds a key: RFC 8785 form of these three members. The key before signs
 * the same to hand over.
 */
export const keyText = ({
  deviceId,
  vin,
  deviceKey,
}: {
  readonly deviceId: string;
  readonly vin: string;
  readonly deviceKey: string;
}): string => canonical({ deviceId, vin, deviceKey });

/** The members of a request to anchor that its device signs: all but the signature. */
const SIGNED = [
  ...(['evidenceId', 'deviceId', 'vin', 'seq', 'prevRoot', 'root', 'count', 't0', 't1'] as const),
  ...(['schema', 'categories', 'trip', 'cellSeal', 'incident', 'contentHash', 'retainUntil'] as const),
];

/** What a device signs over a batch: RFC 8785 form of the request to anchor without the signature. */
export const anchorText = (anchor: Omit<AnchorRequest, 'signature'>): string =>
  canonical(Object.fromEntries(SIGNED.map((field) => [field, anchor[field]])));

/**
 * Whether the key of a `did:key` signed the text (ECDSA, P-256, SHA-256, r and s of 32 bytes each,
 * base64url).
 */
export function isSigned(text: string, signature: string, didKey: string): boolean {
  const key = publicKeyOf(didKey);
  const bytes = Buffer.from(signature, 'base64url');
  return (
    key !== undefined &&
    bytes.length === 64 &&
    verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, bytes)
  );
}
