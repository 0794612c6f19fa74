import { type Fraction, yearFraction } from '../../../kit/value/daycount';
import { addDays, addMonths, type Day, daysBetween } from '../../../kit/value/time';
import type { Terms } from '../../records/terms';

/** The day on which an instalment falls due, by its index from 0. */
export function dueOn(terms: Terms, index: number): Day {
  const { count, unit } = terms.every;
  if (unit === 'month') return addMonths(terms.firstDueOn, index * count);
  return addDays(terms.firstDueOn, index * count * (unit === 'week' ? 7 : 1));
}

/** First day of the period that ends with the instalment. */
export const startsOn = (terms: Terms, index: number): Day =>
  index === 0 ? terms.startOn : dueOn(terms, index - 1);

/**
 * The year share of a period. A whole month of 30/360 is a twelfth whatever its dates; a broken first period
 * counts its days.
 */
export function periodShare(terms: Terms, index: number): Fraction {
  const { every, dayCount, startOn, firstDueOn } = terms;
  const whole = every.unit === 'month' && (index > 0 || addMonths(startOn, every.count) === firstDueOn);
  if (whole && dayCount === '30/360') return { numerator: BigInt(30 * every.count), denominator: 360n };
  return yearFraction(dayCount, startsOn(terms, index), dueOn(terms, index));
}

/**
 * The year share of a part of a period. 30/360 takes the part of actual days, so that the parts of a month
 * add up (as Fineract does).
 */
export function partShare(terms: Terms, index: number, from: Day, until: Day): Fraction {
  if (terms.dayCount !== '30/360') return yearFraction(terms.dayCount, from, until);
  const { numerator, denominator } = periodShare(terms, index);
  const length = BigInt(daysBetween(startsOn(terms, index), dueOn(terms, index)));
  return { numerator: numerator * BigInt(daysBetween(from, until)), denominator: denominator * length };
}

/** The year share of the whole term. */
export function termShare(terms: Terms): Fraction {
  const last = terms.instalments - 1;
  if (terms.dayCount !== '30/360' || terms.every.unit !== 'month')
    return yearFraction(terms.dayCount, terms.startOn, dueOn(terms, last));
  const { numerator, denominator } = periodShare(terms, 0);
  return { numerator: numerator + BigInt(30 * terms.every.count * last), denominator };
}
