import { z } from 'zod';

export const cancelReason = z.enum([
  'sold',
  'scrapped',
  'elsewhere',
  'misstated',
  'unpaid',
  'risk',
  'totalLoss',
  'other',
]);

export type CancelReason = z.output<typeof cancelReason>;
