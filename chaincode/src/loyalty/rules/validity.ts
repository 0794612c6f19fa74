import {
  addDays,
  addMillis,
  addMonths,
  type Day,
  dayOf,
  daysBetween,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  partsOf,
  laterOf,
  dayFrom,
  startOf,
} from '../../kit/value/time';
import { shownIn, showsFrom, type Zone } from '../../kit/value/zone';
import type { Terms } from '../records/program';
import type { Validity } from '../records/validity';

const MILLIS: Readonly<Record<string, number>> = { s: 1000, m: MINUTE_MS, h: HOUR_MS };
const MONTHS: Readonly<Record<string, number>> = { M: 1, Y: 12 };
const DAYS: Readonly<Record<string, number>> = { D: 1, W: 7 };

/** The day after the last of the week (Monday to Sunday, ISO 8601), month or year of a day. */
function dayAfter(on: Day, unit: string): Day {
  if (unit === 'D') return addDays(on, 1);
  if (unit === 'W') {
    const since = daysBetween('2024-01-01', on) % 7;
    return addDays(on, 7 - (since < 0 ? since + 7 : since));
  }
  const { year, month } = partsOf(on);
  return unit === 'M' ? addMonths(dayFrom(year, month, 1), 1) : dayFrom(year + 1, 1, 1);
}

/**
 * The end of a validity that is counted from a moment, exclusive; `undefined` when it has none. Days, weeks,
 * months and years are those of the calendar on the clocks of the zone, and keep the time of day; a month
 * that has no such day ends with its last. Rounded up, all of the last day counts.
 */
export function endOf(code: Validity, from: Instant, zone: Zone): Instant | undefined {
  if (code === 'unlimited') return undefined;
  if (code === 'immediate') return from;
  const [, digits = '0', unit = 'D', rounding] = /^(\d+)([smhDWMY])(_[UD])?$/.exec(code) ?? [];
  const count = Number(digits);
  const millis = MILLIS[unit];
  if (millis !== undefined) return addMillis(from, count * millis);
  const shown = shownIn(zone, from);
  const on = dayOf(shown);
  const months = MONTHS[unit];
  const last = months === undefined ? addDays(on, count * (DAYS[unit] ?? 1)) : addMonths(on, count * months);
  const day = rounding === '_U' ? dayAfter(last, unit) : last;
  const local = rounding === undefined ? `${day}${shown.slice(10)}` : startOf(day);
  return showsFrom(zone, local);
}

/**
 * The end of points that are given back: the one that they had, or that of the window in which they may be
 * used again, whichever is later.
 */
export function reinstated(
  { reinstatement }: Pick<Terms, 'reinstatement'>,
  expiresAt: Instant | undefined,
  at: Instant,
  zone: Zone,
): { readonly expiresAt?: Instant } {
  if (expiresAt === undefined) return {};
  const least = reinstatement === undefined ? expiresAt : endOf(reinstatement, at, zone);
  return least === undefined ? {} : { expiresAt: laterOf(expiresAt, least) };
}
