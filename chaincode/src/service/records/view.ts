import type { z } from 'zod';
import { ServiceRecord } from './work';

export const RECORD = {
  recordId: true,
  bookingId: true,
  bay: true,
  technician: true,
  startedAt: true,
  troubleCodes: true,
  photos: true,
  next: true,
} as const;

export const SeenRecord = ServiceRecord.partial(RECORD);
export type SeenRecord = z.infer<typeof SeenRecord>;
