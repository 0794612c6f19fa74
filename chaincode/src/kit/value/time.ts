import { z } from 'zod';
import { demand, kitErrors } from '../errors';

/** A moment in UTC with milliseconds, `2026-01-31T09:30:00.000Z`; text order is time order. */
export type Instant = string & { readonly __instant?: never };
/** A day of the calendar, `2026-01-31`; text order is time order. */
export type Day = string & { readonly __day?: never };

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)\.(\d{3})Z$/;

/** An instant in UTC as it comes in: `2026-03-01T08:00:00.000Z`. */
export const instant = z
  .string()
  .max(24)
  .refine((text) => isInstant(text), 'must be a UTC instant with milliseconds, like 2026-01-31T09:30:00.000Z')
  .meta({
    description: 'UTC instant with milliseconds',
    format: 'date-time',
    examples: ['2026-01-31T09:30:00.000Z'],
  });

/** A day as it comes in: `2026-03-01`. */
export const day = z
  .string()
  .max(10)
  .refine((text) => isDay(text), 'must be an existing day, like 2026-01-31')
  .meta({ description: 'day of the calendar', format: 'date', examples: ['2026-01-31'] });

/** A day of 24 hours in milliseconds. */
export const DAY_MS = 86_400_000;
/** An hour in milliseconds. */
export const HOUR_MS = 3_600_000;
/** A minute in milliseconds. */
export const MINUTE_MS = 60_000;

/**
 * How far from its own clock a peer lets the stamp of a transaction be, either way, in milliseconds
 * (`authentication.timewindow` of core.yaml, which a test holds to this figure). Whoever signs chooses the
 * stamp, so `tx.now` is known to this and no better.
 */
export const WINDOW_MS = 10_000;

/** Whether a year has a 29 February (Gregorian calendar). */
export const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** How many days a month (1 to 12) has. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether a text is a day that there is. */
export function isDay(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  const [year, month, date] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  return year >= 1900 && month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month);
}

/** The number that the decimal digits between two places spell; NaN if one is no digit. */
function digits(text: string, from: number, until: number): number {
  let value = 0;
  for (let at = from; at < until; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Whether a text is an instant in UTC, to the millisecond. */
export function isInstant(text: string): boolean {
  const found = INSTANT.exec(text);
  return found?.[1] !== undefined && isDay(found[1]);
}

/** Year, month (1 to 12) and date of a day. Throws DATE_IMPOSSIBLE. */
export function partsOf(date: Day): { year: number; month: number; date: number } {
  demand(isDay(date), kitErrors.DATE_IMPOSSIBLE, { date });
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), date: Number(date.slice(8, 10)) };
}

const two = (value: number): string => value.toString().padStart(2, '0');

/** The day of a year, month (1 to 12) and date. Throws DATE_IMPOSSIBLE. */
export function dayFrom(year: number, month: number, date: number): Day {
  const text = `${year.toString().padStart(4, '0')}-${two(month)}-${two(date)}`;
  demand(isDay(text), kitErrors.DATE_IMPOSSIBLE, { date: text });
  return text;
}

/** Days since 1970-01-01 (proleptic Gregorian; Hinnant, "chrono-compatible low-level date algorithms"). */
export function epochDays(on: Day): number {
  const { year, month, date } = partsOf(on);
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The day so many days after 1970-01-01 (Howard Hinnant, civil_from_days). */
export function dayFromEpoch(days: number): Day {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return dayFrom(year, month, dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1);
}

/** The day so many days later, or earlier. Throws DATE_IMPOSSIBLE beyond the years that are counted. */
export const addDays = (on: Day, count: number): Day => dayFromEpoch(epochDays(on) + count);

/** From the first day to the second, exclusive of the first: 2024-01-01 to 2024-01-31 is 30. */
export const daysBetween = (from: Day, until: Day): number => epochDays(until) - epochDays(from);

/** Same date in a later month; the last day of that month when it has no such date. */
export function addMonths(on: Day, count: number): Day {
  const { year, month, date } = partsOf(on);
  const months = year * 12 + (month - 1) + count;
  const newYear = Math.floor(months / 12);
  const newMonth = months - newYear * 12 + 1;
  return dayFrom(newYear, newMonth, Math.min(date, daysInMonth(newYear, newMonth)));
}

/** The day of an instant in UTC. */
export const dayOf = (at: Instant): Day => at.slice(0, 10);
/** The first instant of a day in UTC. */
export const startOf = (on: Day): Instant => `${on}T00:00:00.000Z`;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export function toMillis(at: Instant): number {
  const found = INSTANT.exec(at);
  demand(found?.[1] !== undefined, kitErrors.DATE_IMPOSSIBLE, { date: at });
  const [, date = '', hours, minutes, seconds, millis] = found;
  return (
    epochDays(date) * DAY_MS +
    Number(hours) * HOUR_MS +
    Number(minutes) * MINUTE_MS +
    Number(seconds) * 1000 +
    Number(millis)
  );
}

/** The instant so many milliseconds after 1970-01-01T00:00:00Z. */
export function fromMillis(millis: number): Instant {
  const days = Math.floor(millis / DAY_MS);
  const rest = millis - days * DAY_MS;
  const time = [Math.floor(rest / HOUR_MS), Math.floor(rest / MINUTE_MS) % 60, Math.floor(rest / 1000) % 60]
    .map(two)
    .join(':');
  return `${dayFromEpoch(days)}T${time}.${(rest % 1000).toString().padStart(3, '0')}Z`;
}

/** The instant so many milliseconds later, or earlier. */
export const addMillis = (at: Instant, millis: number): Instant => fromMillis(toMillis(at) + millis);
/** The later of two days, or of two instants. */
export const laterOf = (left: string, right: string): string => (left >= right ? left : right);
/** The earlier of two days, or of two instants. */
export const earlierOf = (left: string, right: string): string => (left <= right ? left : right);

/**
 * May an act still be done that must be done before a moment? An honest clock reads no later than it is, so
 * whoever acts in time is in time. A clock that is behind by the window gets in until `moment + WINDOW_MS` by
 * the true time, and not after.
 */
export const isBefore = (now: Instant, moment: Instant): boolean => now < moment;

/**
 * May an act be done that is allowed only after a moment? Two windows later by the stamp: the true time is
 * then at least one window after the moment, however far ahead the clock of whoever signs is, and the last
 * act that was to be done before it, by whatever clock, has been endorsed. So no true time exists at which
 * one peer takes a "before" and another an "after". What was endorsed earlier and is held back is not kept
 * out by any clock: the act after writes a key once that every act before it reads as absent.
 */
export const isAfter = (now: Instant, moment: Instant): boolean => now >= opensAfter(moment);

/** From when an act is taken that is allowed only after a moment: two windows later (`isAfter`). */
export const opensAfter = (moment: Instant): Instant => addMillis(moment, 2 * WINDOW_MS);
