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
