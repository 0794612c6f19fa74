import { gunzipSync, gzipSync } from 'node:zlib';

/** What a set bit of a list means (Bitstring Status List, `statusPurpose`). */
export type StatusPurpose = 'revocation' | 'suspension' | 'refresh' | 'message';

/** More than this is no list but an attack. */
const MAX_BYTES = 1_048_576;

/** What of a standing is in a list. */
export interface Listed {
  readonly index: number;
  readonly status: string;
  readonly flags: readonly string[];
}

/** Whether a standing raises the bit of a purpose. */
export function isRaised(
  { status, flags }: Pick<Listed, 'status' | 'flags'>,
  purpose: StatusPurpose,
): boolean {
  if (purpose === 'revocation') return status === 'revoked';
  if (purpose === 'suspension') return status === 'suspended';
  return flags.includes(purpose);
}

/** The list that follows from the standings. Bit 0 is the left-most of byte 0. */
export function bitstringOf(rows: readonly Listed[], purpose: StatusPurpose): Uint8Array {
  const bits = new Uint8Array(LIST_BITS / 8);
  for (const row of rows)
    if (isRaised(row, purpose))
      bits[row.index >> 3] = (bits[row.index >> 3] ?? 0) | (0x80 >> (row.index & 7));
  return bits;
}

/** Whether a bit is raised; `undefined` beyond the end of the list. */
export function bitAt(bits: Uint8Array, index: number): boolean | undefined {
  const byte = bits[Math.floor(index / 8)];
  return byte === undefined ? undefined : (byte & (0x80 >> (index % 8))) !== 0;
}

/**
 * Multibase `u` (base64url) of the gzip: for the gateway and the verifier. Two machines may compress
 * differently, so no transaction does.
 */
export const encodeList = (bits: Uint8Array): string => `u${gzipSync(bits).toString('base64url')}`;

/** The bits, or `undefined` when the text is no list or one too short to hide anybody in. */
export function decodeList(encoded: string): Uint8Array | undefined {
  if (!/^u[A-Za-z0-9_-]+$/.test(encoded)) return undefined;
  try {
    const bits = gunzipSync(Buffer.from(encoded.slice(1), 'base64url'), { maxOutputLength: MAX_BYTES });
    return bits.length * 8 >= LIST_BITS ? bits : undefined;
  } catch {
    return undefined;
  }
}

/** The URL of a list: of one purpose as a Bitstring Status List, of all for an SD-JWT. */
export const listUrl = (issuer: string, list: number, purpose?: StatusPurpose): string =>
  `${issuer}/status/${list}${purpose === undefined ? '' : `/${purpose}`}`;

/**
 * Bits of a status list: the least that hides one among many (Bitstring Status List, 131,072 bits or 16 KB).
 */
export const LIST_BITS = 131_072;
