import { z } from 'zod';
import { type Day, daysBetween, dayFrom, isLeap, partsOf } from './time';

/** How interest time is counted. Names as in ISDA 2006 §4.16, 30/360 being the US (bond) form. */
export const dayCount = z.enum(['30/360', 'ACT/360', 'ACT/364', 'ACT/365', 'ACT/ACT']);
/** A convention of counting days, by its name. */
export type DayCount = z.infer<typeof dayCount>;

/** A share of a year as an exact fraction. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Days of 30/360 US: a 31st counts as the 30th; an ending 31st only after a start on the 30th or 31st. */
export function days30(from: Day, until: Day): number {
  const start = partsOf(from);
  const end = partsOf(until);
  const startDate = Math.min(start.date, 30);
  const endDate = end.date === 31 && startDate === 30 ? 30 : end.date;
  return 360 * (end.year - start.year) + 30 * (end.month - start.month) + (endDate - startDate);
}

/**
 * The share of a year between two days. ACT/ACT splits at the turn of each year (ISDA): days ÷ 365 or 366.
 */
export function yearFraction(basis: DayCount, from: Day, until: Day): Fraction {
  if (basis === '30/360') return { numerator: BigInt(days30(from, until)), denominator: 360n };
  if (basis !== 'ACT/ACT')
    return { numerator: BigInt(daysBetween(from, until)), denominator: BigInt(basis.slice(4)) };
  let numerator = 0n;
  for (let start = from; start < until; ) {
    const { year } = partsOf(start);
    const nextYear = dayFrom(year + 1, 1, 1);
    const end = nextYear < until ? nextYear : until;
    numerator += BigInt(daysBetween(start, end)) * (isLeap(year) ? 365n : 366n);
    start = end;
  }
  return { numerator, denominator: 365n * 366n };
}
