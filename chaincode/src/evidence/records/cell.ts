import { z } from 'zod';
import { geohash } from '../../words/geohash';

/**
 * Where all readings of an anchor were recorded, as the device committed to it. The salt of 128 bits keeps
 * the cell from being guessed.
 */
export const Cell = z.strictObject({
  geohash,
  salt: z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hexadecimal'),
});
export type Cell = z.infer<typeof Cell>;
