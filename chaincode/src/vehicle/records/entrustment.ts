import { z } from 'zod';
import { demand } from '../../kit/errors';
import { table } from '../../kit/table';
import { count, member } from '../../kit/value/text';
import { addMillis, DAY_MS, instant, type Instant, isBefore } from '../../kit/value/time';
import { vehicleErrors as errors } from '../errors';
import { type Vehicle } from './vehicle';
import { vin } from '../../words/vin';

/** The owner's word that a workshop has the vehicle in its hands. It has an end, and ends with the holding of the title. */
export const Entrustment = z.strictObject({
  vin,
  workshop: member,
  /** The holding of the title under which it was given. */
  titleNo: count(1000),
  since: instant,
  until: instant,
  takenBackAt: instant.optional(),
});
export type Entrustment = z.infer<typeof Entrustment>;

/** Nobody leaves a vehicle in a workshop for longer without saying so again. */
export const MAX_ENTRUSTED_DAYS = 90;

export const entrustments = table({
  kind: 'entrustment',
  v: 1,
  schema: Entrustment,
  id: (record) => [record.vin, record.workshop],
});

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

export const takeBack = (given: Entrustment, at: Instant): Entrustment =>
  given.takenBackAt === undefined ? { ...given, takenBackAt: at } : given;

/** Whether the workshop has the vehicle now, by the word of its present owner. */
export const isEntrusted = (given: Entrustment | undefined, { owners }: Vehicle, now: Instant): boolean =>
  given !== undefined && given.takenBackAt === undefined && given.titleNo === owners && isBefore(now, given.until);
