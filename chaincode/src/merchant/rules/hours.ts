import { demand } from '../../kit/errors';
import { epochDays, type Instant } from '../../kit/value/time';
import { merchantErrors } from '../errors';
import { localOf, type Zone } from '../../kit/value/zone';
import type { Hours } from '../records/hours';

/** Refuses, as HOURS_WRONG, an opening that ends before it begins, or a bay named twice. */
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
  return week.some(
    (one) => one.weekday === weekdayOf(on) && one.from <= start.slice(11) && until <= one.until,
  );
}
