import { z } from 'zod';

export const STATUSES = [
  'manufactured',
  'registered',
  'stolen',
  'salvage',
  'rebuilt',
  'exported',
  'destroyed',
] as const;
/** Where a vehicle stands in its life. */
export const vehicleStatus = z.enum(STATUSES);
export type VehicleStatus = z.infer<typeof vehicleStatus>;

/**
 * Seen where it should not be: after it was destroyed, exported or branded junk, or while it is stolen. Another
 * vehicle may bear its number (a ringer).
 */
export const vehicleSign = z.enum(['seenDestroyed', 'seenExported', 'seenJunk', 'seenStolen']);
export type VehicleSign = z.infer<typeof vehicleSign>;
