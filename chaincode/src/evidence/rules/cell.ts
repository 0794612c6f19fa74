import { canonical } from '../../kit/value/json';
import { sha256 } from '../../kit/value/hash';
import type { Cell } from '../records/cell';

const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz';

/** What the anchor holds of it: SHA-256 of its RFC 8785 form. */
export const cellSealOf = (cell: Cell): string => sha256(canonical(cell));

/**
 * The cell of a place: latitude and longitude in 10⁻⁷ degree, halved in turn, longitude first (Niemeyer,
 * 2008).
 */
export function geohashOf(latitude: number, longitude: number, length: number): string {
  const ranges = [
    { low: -1_800_000_000, high: 1_800_000_000, value: longitude },
    { low: -900_000_000, high: 900_000_000, value: latitude },
  ];
  let [text, bits] = ['', 0];
  for (let at = 0; at < length * 5; at++) {
    const range = ranges[at % 2] as (typeof ranges)[number];
    const middle = (range.low + range.high) / 2;
    const upper = range.value >= middle;
    if (upper) range.low = middle;
    else range.high = middle;
    bits = bits * 2 + (upper ? 1 : 0);
    if (at % 5 < 4) continue;
    text += ALPHABET[bits];
    bits = 0;
  }
  return text;
}
