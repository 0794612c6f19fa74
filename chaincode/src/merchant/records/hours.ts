import { z } from 'zod';
import { demand } from '../../kit/errors';
import { table } from '../../kit/table';
import { count, id, member } from '../../kit/value/text';
import { day, epochDays, type Instant } from '../../kit/value/time';
import { merchantErrors } from '../errors';
import { localOf, type Zone, zoneName } from '../../kit/value/zone';

/** A time of day on a clock: `08:30`, or `24:00` for the end of the day. */
export const clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day like 08:30');

/** When a merchant works and where. */
export const Hours = z.strictObject({
  merchant: member,
  zone: zoneName,
  bays: z.array(id).min(1).max(50).meta({ description: 'places to work at; as many bookings at once' }),
  week: z
    .array(z.strictObject({ weekday: count(7, 1).meta({ description: '1 is Monday (ISO 8601)' }), from: clock, until: clock }))
    .min(1)
    .max(28),
  closedOn: z.array(day).max(100),
});
export type Hours = z.output<typeof Hours>;
export const hours = table({ kind: 'opening-hours', v: 1, schema: Hours, id: ({ merchant }) => [merchant] });

export function mustBeHours({ week, bays }: Pick<Hours, 'week' | 'bays'>): void {
  const sound = week.every(({ from, until }) => from < until) && new Set(bays).size === bays.length;
  demand(sound, merchantErrors.HOURS_WRONG);
}

/** 1970-01-01 was a Thursday. */
const weekdayOf = (on: string): number => ((((epochDays(on) + 3) % 7) + 7) % 7) + 1;

/** Whether the merchant works from the one moment to the other, on the clocks of its zone. */
export function isOpen({ week, closedOn }: Hours, zone: Zone, startsAt: Instant, endsAt: Instant): boolean {
  const [start, end] = [localOf(zone, startsAt).local, localOf(zone, endsAt).local];
  const on = start.slice(0, 10);
  const until = end.slice(0, 10) === on ? end.slice(11) : end.slice(11) === '00:00' ? '24:00' : undefined;
  if (until === undefined || closedOn.includes(on)) return false;
  return week.some((one) => one.weekday === weekdayOf(on) && one.from <= start.slice(11) && until <= one.until);
}
