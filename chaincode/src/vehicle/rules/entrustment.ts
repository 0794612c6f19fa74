import { demand } from '../../kit/errors';
import { addMillis, DAY_MS, type Instant, isBefore } from '../../kit/value/time';
import { vehicleErrors as errors } from '../errors';
import type { Vehicle } from '../records/vehicle';
import type { Entrustment } from '../records/entrustment';

/** Nobody leaves a vehicle in a workshop for longer without saying so again. */
export const MAX_ENTRUSTED_DAYS = 90;

/** The same word again changes nothing; another end takes the place of the one before. */
export function entrust(
  { vin: of, owners }: Vehicle,
  { workshop, until, at }: { readonly workshop: string; readonly until: Instant; readonly at: Instant },
  before: Entrustment | undefined,
): Entrustment {
  if (before?.until === until && before.titleNo === owners && before.takenBackAt === undefined) return before;
  demand(at < until && until <= addMillis(at, MAX_ENTRUSTED_DAYS * DAY_MS), errors.ENTRUSTED_WRONGLY, {
    until,
    now: at,
    days: MAX_ENTRUSTED_DAYS,
  });
  return { vin: of, workshop, titleNo: owners, since: at, until };
}

/** The workshop has the vehicle no longer. Repeated it changes nothing. */
export const takeBack = (given: Entrustment, at: Instant): Entrustment =>
  given.takenBackAt === undefined ? { ...given, takenBackAt: at } : given;

/** Whether the workshop has the vehicle now, by the word of its present owner. */
export const isEntrusted = (given: Entrustment | undefined, { owners }: Vehicle, now: Instant): boolean =>
  given !== undefined &&
  given.takenBackAt === undefined &&
  given.titleNo === owners &&
  isBefore(now, given.until);
