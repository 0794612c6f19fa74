import { z } from 'zod';

/** Merchant category code (ISO 18245): 7542 car washes, 7538 workshops, 5541 service stations. */
export const category = z
  .string()
  .regex(/^[0-9]{4}$/, 'must be a merchant category code of 4 digits')
  .meta({ examples: ['7538'] });
