import { demand } from '../../../kit/errors';
import { addMillis, type Day, dayOf, HOUR_MS, type Instant } from '../../../kit/value/time';
import { vehicleErrors } from '../../errors';

/** A day begins first where clocks are 14 hours ahead of UTC (Line Islands). */
const FIRST_DAY_MS = 14 * HOUR_MS;

/** Refuses a day that has begun nowhere yet (DAY_AHEAD): nobody reports what is to come. */
export const mustHaveCome = (day: Day, now: Instant): void =>
  demand(day <= dayOf(addMillis(now, FIRST_DAY_MS)), vehicleErrors.DAY_AHEAD, { day, today: dayOf(now) });
