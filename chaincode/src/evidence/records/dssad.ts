import { z } from 'zod';

/** Automated driving (UN R157): what changed hands, and when the system asked for it. */
export const DssadRecord = z.strictObject({
  event: z.enum([
    'activated',
    'deactivated',
    'takeoverRequested',
    'driverTookOver',
    'emergencyManoeuvre',
    'minimumRiskManoeuvre',
  ]),
  reason: z.enum(['driver', 'planned', 'unplanned', 'failure', 'collision']).optional(),
  softwareVersion: z.string().min(1).max(64),
});
