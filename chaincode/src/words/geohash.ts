import { z } from 'zod';

const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz';

/**
 * A cell of the earth: 5 characters are about 5 km, 7 about 150 m; a cell lies in every cell that it begins
 * with.
 */
export const geohash = z
  .string()
  .regex(/^[0-9b-hjkmnp-z]{1,7}$/, 'must be a geohash of 1 to 7 characters')
  .meta({ description: 'geohash', examples: ['u33db'] });

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
