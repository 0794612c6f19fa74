import { addDays, type Day, dayFrom, daysInMonth, epochDays, partsOf } from '../../../kit/value/time';
import type { BusinessDays, Calendar } from '../../records/calendar';

/** ISO 8601: Monday is 1, Sunday 7. The first of January 1970 was a Thursday. */
export const weekdayOf = (on: Day): number => ((((epochDays(on) + 3) % 7) + 7) % 7) + 1;

/** Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher). */
export function easterOf(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const shift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - shift + 15) % 30;
  const day = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * day) / 451);
  const at = epact + day - 7 * late + 114;
  return dayFrom(year, Math.floor(at / 31), (at % 31) + 1);
}

/** The day of a month that is the n-th of its weekday; counted from the end when n is 0. */
function nth(year: number, month: number, weekday: number, n: number): Day {
  const first = dayFrom(year, month, 1);
  const offset = (weekday - weekdayOf(first) + 7) % 7;
  const last = Math.floor((daysInMonth(year, month) - 1 - offset) / 7);
  return addDays(first, offset + 7 * (n === 0 ? last : n - 1));
}

const fixed = (year: number, dates: readonly (readonly [month: number, date: number])[]): Day[] =>
  dates.map(([month, date]) => dayFrom(year, month, date));
const byEaster = (year: number, offsets: readonly number[]): Day[] =>
  offsets.map((offset) => addDays(easterOf(year), offset));

const [MONDAY, THURSDAY, SUNDAY] = [1, 4, 7] as const;
/** Holidays of a year by rules that do not change from year to year. */
const HOLIDAYS: Readonly<Record<Calendar, (year: number) => readonly Day[]>> = {
  weekends: () => [],
  // Days on which T2 is closed: European Central Bank, Guideline (EU) 2022/912, long-term calendar of 2002.
  TARGET: (year) => [
    ...fixed(year, [
      [1, 1],
      [5, 1],
      [12, 25],
      [12, 26],
    ]),
    ...byEaster(year, [-2, 1]),
  ],
  // Holidays of all federal states of Germany: their laws, and Einigungsvertrag Art. 2(2) for the third of October.
  DE: (year) => [
    ...fixed(year, [
      [1, 1],
      [5, 1],
      [10, 3],
      [12, 25],
      [12, 26],
    ]),
    ...byEaster(year, [-2, 1, 39, 50]),
  ],
  // Holidays of the Federal Reserve Banks, after 5 U.S.C. § 6103(a): of a Sunday the Monday after it is one.
  US: (year) => {
    const dates = fixed(year, [
      [1, 1],
      [7, 4],
      [11, 11],
      [12, 25],
      ...(year >= 2021 ? [[6, 19] as const] : []),
    ]);
    return [
      ...dates.map((on) => (weekdayOf(on) === SUNDAY ? addDays(on, 1) : on)),
      ...[nth(year, 1, MONDAY, 3), nth(year, 2, MONDAY, 3), nth(year, 5, MONDAY, 0)],
      ...[nth(year, 9, MONDAY, 1), nth(year, 10, MONDAY, 2), nth(year, 11, THURSDAY, 4)],
    ];
  },
};

/** Whether banks work on a day. */
export function isBusinessDay(on: Day, stated: BusinessDays): boolean {
  const { calendar, weekend = [6, 7], holidays = [], workdays = [] } = stated;
  if (workdays.includes(on)) return true;
  const isHoliday = holidays.includes(on) || HOLIDAYS[calendar](partsOf(on).year).includes(on);
  return !isHoliday && !weekend.includes(weekdayOf(on));
}

/** So many days without work one after the other are in no calendar. */
const LONGEST = 30;

function nearest(on: Day, step: 1 | -1, stated: BusinessDays): Day {
  for (let days = 0; days < LONGEST; days++) {
    const other = addDays(on, step * days);
    if (isBusinessDay(other, stated)) return other;
  }
  return on;
}

/**
 * The business day for a day that is none (2006 ISDA Definitions §4.12): the next, the next unless that is in
 * another month, or the one before. Without a rule the day itself.
 */
export function businessDay(on: Day, stated: BusinessDays | undefined): Day {
  if (!stated) return on;
  if (stated.rule === 'preceding') return nearest(on, -1, stated);
  const next = nearest(on, 1, stated);
  const leaves = next.slice(0, 7) !== on.slice(0, 7);
  return stated.rule === 'modifiedFollowing' && leaves ? nearest(on, -1, stated) : next;
}
