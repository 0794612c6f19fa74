import { z } from 'zod';

/**
 * A cell of the earth: 5 characters are about 5 km, 7 about 150 m; a cell lies in every cell that it begins
 * with.
 */
export const geohash = z
  .string()
  .regex(/^[0-9b-hjkmnp-z]{1,7}$/, 'must be a geohash of 1 to 7 characters')
  .meta({ description: 'geohash', examples: ['u33db'] });

/**
 * Where all readings of an anchor were recorded, as the device committed to it. The salt of 128 bits keeps
 * the cell from being guessed.
 */
export const Cell = z.strictObject({
  geohash,
  salt: z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hexadecimal'),
});
export type Cell = z.infer<typeof Cell>;
