import { z } from 'zod';
import { type Day, daysBetween, dayFrom, daysInMonth, isLeap, partsOf } from './time';

/**
 * How interest time is counted. Names as in ISDA 2006 §4.16: 30/360 is the bond basis (f), 30E/360 the
 * Eurobond basis (g); 30U/360 is the first with the last day of February as a 30th (SIFMA, Standard
 * Securities Calculation Methods, end-of-month rule).
 */
export const dayCount = z.enum(['30/360', '30E/360', '30U/360', 'ACT/360', 'ACT/364', 'ACT/365', 'ACT/ACT']);
/** A convention of counting days, by its name. */
export type DayCount = z.infer<typeof dayCount>;

/** A share of a year as an exact fraction. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The day counts in which every month has thirty days. */
export type Thirty = Extract<DayCount, `30${string}`>;
/** Whether a convention is one of these. */
export const isThirty = (basis: DayCount): basis is Thirty => basis.startsWith('30');

/**
 * Days between when every month has thirty. A starting 31st counts as the 30th. An ending one does in 30E/360;
 * in the others only after a start on the 30th or 31st. In 30U/360 the last day of February is a 30th at the
 * start, and at the end too when it is one at the start.
 */
export function days30(from: Day, until: Day, basis: Thirty = '30/360'): number {
  const start = partsOf(from);
  const end = partsOf(until);
  const eom = basis === '30U/360' && isFebruaryEnd(start);
  const startDate = eom ? 30 : Math.min(start.date, 30);
  const is30 = (end.date === 31 && (startDate === 30 || basis === '30E/360')) || (eom && isFebruaryEnd(end));
  const endDate = is30 ? 30 : end.date;
  return 360 * (end.year - start.year) + 30 * (end.month - start.month) + (endDate - startDate);
}

const isFebruaryEnd = ({ year, month, date }: ReturnType<typeof partsOf>): boolean =>
  month === 2 && date === daysInMonth(year, month);

/**
 * The share of a year between two days. ACT/ACT splits at the turn of each year (ISDA): days ÷ 365 or 366.
 */
export function yearFraction(basis: DayCount, from: Day, until: Day): Fraction {
  if (isThirty(basis)) return { numerator: BigInt(days30(from, until, basis)), denominator: 360n };
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
