import { demand } from '../../kit/errors';
import {
  addDays,
  addMillis,
  type Day,
  dayOf,
  earlierOf,
  epochDays,
  type Instant,
  laterOf,
  MINUTE_MS,
  startOf,
} from '../../kit/value/time';
import { merchantErrors } from '../errors';
import { offsetAt, type Zone } from '../../kit/value/zone';
import type { Hours } from '../records/hours';

/** Refuses, as HOURS_WRONG, an opening that ends when it begins, or a bay named twice. */
export function mustBeHours({ week, bays }: Pick<Hours, 'week' | 'bays'>): void {
  const sound = week.every(({ from, until }) => from !== until && from !== '24:00');
  demand(sound && new Set(bays).size === bays.length, merchantErrors.HOURS_WRONG);
}

/** 1970-01-01 was a Thursday. */
const weekdayOf = (on: string): number => ((((epochDays(on) + 3) % 7) + 7) % 7) + 1;

/** A time of day on a day, written like an instant and read without its Z. */
const shown = (on: Day, clock: string): Instant =>
  clock === '24:00' ? startOf(addDays(on, 1)) : `${on}T${clock}:00.000Z`;

/**
 * Until when the merchant works on from a moment that clocks show, if it does: what opens a day, or opened the
 * day before and runs over midnight. A closed day is closed from midnight to midnight.
 */
function worksUntil({ week, closedOn }: Hours, now: Instant): Instant | undefined {
  const today = dayOf(now);
  if (closedOn.includes(today)) return undefined;
  const ends = [addDays(today, -1), today]
    .filter((on) => !closedOn.includes(on))
    .flatMap((on) =>
      week
        .filter(({ weekday }) => weekday === weekdayOf(on))
        .map(({ from, until }) => {
          const end = shown(until <= from ? addDays(on, 1) : on, until);
          return { from: shown(on, from), end };
        }),
    )
    .filter(({ from, end }) => from <= now && now < end)
    .map(({ end }) => end);
  return ends.length === 0 ? undefined : earlierOf(ends.reduce(laterOf), startOf(addDays(today, 1)));
}

/**
 * Whether the merchant works all the time from the one moment to the other, on the clocks of its zone: openings
 * that meet are one, over midnight too, and an hour that clocks skip or repeat is an hour like any other.
 */
export function isOpen(hours: Hours, zone: Zone, startsAt: Instant, endsAt: Instant): boolean {
  let at = startsAt;
  while (at < endsAt) {
    const { offsetMinutes, until } = offsetAt(zone, at);
    const works = worksUntil(hours, addMillis(at, offsetMinutes * MINUTE_MS));
    if (works === undefined) return false;
    at = earlierOf(addMillis(works, -offsetMinutes * MINUTE_MS), until);
  }
  return true;
}
