import { z } from 'zod';

/** ISO 3779: 17 characters without I, O and Q. Whether it makes sense is said by `examine` (vin.ts). */
export const vin = z
  .string()
  .regex(/^[A-HJ-NPR-Z0-9]{17}$/, 'must be 17 capital letters or digits without I, O and Q')
  .meta({ description: 'vehicle identification number (ISO 3779)', examples: ['1M8GDM9AXKP042788'] });
export type Vin = z.infer<typeof vin>;

/**
 * The world manufacturer identifier; a small maker (third character 9) is told by positions 12 to 14 too (ISO
 * 3780).
 */
export const wmiOf = (vin: string): string =>
  vin[2] === '9' ? vin.slice(0, 3) + vin.slice(11, 14) : vin.slice(0, 3);
