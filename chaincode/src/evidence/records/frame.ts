import { z } from 'zod';
import { canonical } from '../../kit/value/json';
import { instant } from '../../kit/value/time';
import { leafHash } from '../rules/merkle';
import { category } from './anchor';

/** How exact a reading is. A device records both forms as leaves of their own, so that the coarse one is proved without the full one. */
export const precision = z.enum(['full', 'coarse']);
export type Precision = z.infer<typeof precision>;

/** One reading, which is one leaf. The salt keeps a closed leaf from being guessed. */
export const Frame = z.strictObject({
  at: instant,
  category,
  precision,
  /** 128 random bits, made by the device. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  values: z.record(z.string().min(1).max(64), z.unknown()),
});
export type Frame = z.infer<typeof Frame>;

/** The bytes under a leaf: RFC 8785 form of the reading, in UTF-8. */
export const frameBytes = (frame: Frame): Uint8Array => new TextEncoder().encode(canonical(frame));
export const frameLeaf = (frame: Frame): string => leafHash(frameBytes(frame));

/** Units of 10⁻⁷ degree in 10⁻³ degree, about 110 m. */
const COARSE = 10_000;

/** A coordinate in 10⁻⁷ degree, rounded to three decimals of a degree. */
export function coarseCoordinate(tenMillionths: number): number {
  const away = Math.sign(tenMillionths) * Math.floor((Math.abs(tenMillionths) + COARSE / 2) / COARSE) * COARSE;
  return away === 0 ? 0 : away;
}
