import { type Fraction, isThirty, yearFraction } from '../../../kit/value/daycount';
import {
  addDays,
  addMonths,
  type Day,
  dayFrom,
  daysBetween,
  daysInMonth,
  earlierOf,
  partsOf,
} from '../../../kit/value/time';
import type { Terms } from '../../records/terms';
import { businessDay } from './businessday';

/**
 * The day of an instalment, by its index from 0, before business days are looked at: interest counts to it.
 * A month without the date takes its last day (BGB § 188(3)).
 */
export function plannedOn(terms: Terms, index: number): Day {
  const { every, firstDueOn, onDates } = terms;
  const { count, unit } = every;
  if (unit !== 'month') return addDays(firstDueOn, index * count * (unit === 'week' ? 7 : 1));
  if (!onDates) return addMonths(firstDueOn, index * count);
  const first = partsOf(firstDueOn);
  const at = slotOf(onDates, firstDueOn) + index;
  const turns = Math.floor(at / onDates.length);
  const months = first.year * 12 + first.month - 1 + turns * count;
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  const date = onDates[at - turns * onDates.length] ?? first.date;
  return dayFrom(year, month, Math.min(date, daysInMonth(year, month)));
}

/** Which of the dates of a month a day is; -1 when it is none. */
export function slotOf(onDates: readonly number[], on: Day): number {
  const { year, month, date } = partsOf(on);
  return onDates.findIndex((one) => Math.min(one, daysInMonth(year, month)) === date);
}

/** The day on which an instalment falls due, by its index from 0. */
export const dueOn = (terms: Terms, index: number): Day =>
  businessDay(plannedOn(terms, index), terms.businessDays);

/** First day of the period that ends with the instalment. */
export const startsOn = (terms: Terms, index: number): Day =>
  index === 0 ? terms.startOn : plannedOn(terms, index - 1);

/** A day, but not one after the end of the period. */
export const withinPeriod = (terms: Terms, index: number, on: Day): Day =>
  earlierOf(on, plannedOn(terms, index));

/** How many periods of the same length a month has, by the dates of the month. */
export const periodsAMonth = ({ onDates }: Terms): number => onDates?.length ?? 1;

/**
 * The year share of a period. A whole month of 30/360 is a twelfth whatever its dates, half a one a
 * twenty-fourth; a broken first period counts its days.
 */
export function periodShare(terms: Terms, index: number): Fraction {
  const { every, dayCount } = terms;
  const whole = every.unit === 'month' && (index > 0 || isWhole(terms));
  if (whole && dayCount === '30/360')
    return { numerator: BigInt((30 * every.count) / periodsAMonth(terms)), denominator: 360n };
  return yearFraction(dayCount, startsOn(terms, index), plannedOn(terms, index));
}

const isWhole = (terms: Terms): boolean =>
  terms.onDates
    ? plannedOn(terms, -1) === terms.startOn
    : addMonths(terms.startOn, terms.every.count) === terms.firstDueOn;

/**
 * The year share of a part of a period. When every month has thirty days it takes the part of actual days, so
 * that the parts of a month add up (as Fineract does).
 */
export function partShare(terms: Terms, index: number, from: Day, until: Day): Fraction {
  if (!isThirty(terms.dayCount)) return yearFraction(terms.dayCount, from, until);
  const { numerator, denominator } = periodShare(terms, index);
  const length = BigInt(daysBetween(startsOn(terms, index), plannedOn(terms, index)));
  return { numerator: numerator * BigInt(daysBetween(from, until)), denominator: denominator * length };
}

/** The year share of the whole term. */
export function termShare(terms: Terms): Fraction {
  const last = terms.instalments - 1;
  if (terms.dayCount !== '30/360' || terms.every.unit !== 'month')
    return yearFraction(terms.dayCount, terms.startOn, plannedOn(terms, last));
  const { numerator, denominator } = periodShare(terms, 0);
  const each = (30 * terms.every.count) / periodsAMonth(terms);
  return { numerator: numerator + BigInt(each * last), denominator };
}
