import { z } from 'zod';

/** What a reading is about. The first four follow a person or look at one. */
export const CATEGORIES = [
  'location',
  'cabin',
  'camera',
  'driving',
  'speed',
  'odometer',
  'battery',
  'charging',
  'diagnostics',
  'crash',
  'occupants',
  'automation',
] as const;
export const category = z.enum(CATEGORIES);
export type Category = z.infer<typeof category>;
export const categories = z.array(category).min(1).max(CATEGORIES.length);

/** Form of the leaves: readings of any kind, event data recorders, automated driving, emergency calls. */
export const schemaName = z.enum([
  'readings.v1',
  'edr.563.v1',
  'edr.r160.v1',
  'edr.gb39732.v1',
  'dssad.r157.v1',
  'ecall.en15722.v1',
]);
