import { canonical } from '../../kit/value/json';
import { leafHash } from './merkle';
import type { Frame } from '../records/frame';

/** The bytes under a leaf: RFC 8785 form of the reading, in UTF-8. */
export const frameBytes = (frame: Frame): Uint8Array => new TextEncoder().encode(canonical(frame));
/** The leaf hash of a reading (RFC 6962): SHA-256 of 00 and its bytes, in hexadecimal. */
export const frameLeaf = (frame: Frame): string => leafHash(frameBytes(frame));

/** Units of 10⁻⁷ degree in 10⁻³ degree, about 110 m. */
const COARSE = 10_000;

/** A coordinate in 10⁻⁷ degree, rounded to three decimals of a degree. */
export function coarseCoordinate(tenMillionths: number): number {
  const away =
    Math.sign(tenMillionths) * Math.floor((Math.abs(tenMillionths) + COARSE / 2) / COARSE) * COARSE;
  return away === 0 ? 0 : away;
}
