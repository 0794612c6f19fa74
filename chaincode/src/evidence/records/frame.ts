import { z } from 'zod';
import { instant } from '../../kit/value/time';
import { category } from './category';

/**
 * How exact a reading is. A device records both forms as leaves of their own, so that the coarse one is
 * proved without the full one.
 */
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
