import { z } from 'zod';
import { count } from '../../kit/value/text';

/** km/h; 49 CFR 563 Table III allows -100 to 100. */
const deltaV = z.int().min(-100).max(100);
const percent = count(100);

/**
 * Event data record with the elements of 49 CFR 563 Table I. UN R160 and GB 39732 ask for these too. It is a
 * leaf: on the ledger stands its hash. Series run from the first to the last time named.
 */
export const EdrRecord = z.strictObject({
  /** 0 to 250 ms at 100 Hz, km/h. */
  deltaVLongitudinal: z.array(deltaV).length(26),
  /** The largest within 300 ms, km/h. */
  maxDeltaV: deltaV,
  /** Milliseconds after time zero. */
  timeOfMaxDeltaV: count(300),
  /** -5 to 0 s at 2 Hz, km/h. */
  speedIndicated: z.array(count(400)).length(11),
  throttle: z.array(percent).length(11),
  serviceBrakeOn: z.array(z.boolean()).length(11),
  ignitionCycleCrash: count(60_000),
  ignitionCycleDownload: count(60_000),
  driverBelted: z.boolean(),
  airbagWarningLampOn: z.boolean(),
  /** Milliseconds after time zero; absent when it did not deploy. */
  deployedDriver: count(250).optional(),
  deployedPassenger: count(250).optional(),
  events: count(2, 1),
  /** From the first to the second event, tenths of a second. */
  timeBetweenEvents: count(50).optional(),
  completeFile: z.boolean(),
});
export type EdrRecord = z.infer<typeof EdrRecord>;
