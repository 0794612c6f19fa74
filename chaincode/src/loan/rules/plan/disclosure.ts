import type { Fraction } from '../../../kit/value/daycount';
import { addMonths, type Day, daysBetween } from '../../../kit/value/time';
import type { Terms } from '../../records/terms';
import { aprcOf, aprOf, type Units, YEAR } from './annualrate';
import { periodsAMonth, plannedOn } from './calendar';
import { scheduleOf } from './schedule';

/** Whole months counted back from the later day, and the days that are left at the beginning. */
function monthsAndDays(from: Day, until: Day): { readonly months: number; readonly rest: Day } {
  let months = 0;
  while (addMonths(until, -(months + 1)) >= from) months++;
  return { months, rest: addMonths(until, -months) };
}

/** Days as parts of `YEAR`: of the complete year counted back from their last day. */
function daysOfYear(from: Day, until: Day): bigint {
  const year = daysBetween(addMonths(until, -12), until);
  return (BigInt(daysBetween(from, until)) * YEAR) / BigInt(year);
}

/**
 * A time in parts of `YEAR`: whole weeks of an instalment by weeks, else whole months and the days before
 * them (Directive 2008/48/EC, Annex I, remark (c); Directive 2014/17/EU, Annex I, part I, remark (c)).
 */
export function yearsUntil({ every, startOn }: Terms, on: Day): bigint {
  if (every.unit === 'week' && daysBetween(startOn, on) % 7 === 0)
    return (BigInt(daysBetween(startOn, on) / 7) * YEAR) / 52n;
  const { months, rest } = monthsAndDays(startOn, on);
  return (BigInt(months) * YEAR) / 12n + daysOfYear(startOn, rest);
}

const fractionOf = (numerator: number, denominator: number): Fraction => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
});
const unitsOf = (numerator: number, denominator: number): Units => {
  const whole = Math.floor(numerator / denominator);
  return { whole, fraction: fractionOf(numerator - whole * denominator, denominator) };
};

interface Periods {
  /** Unit-periods until an instalment, by its index. */
  readonly until: (index: number) => Units;
  readonly perYear: Fraction;
}

/**
 * Unit-periods of a schedule (12 CFR 1026, Appendix J (b)(3) to (5)): the interval between instalments, at most
 * a year; of a month or more in days of thirty, half a month of fifteen, of weeks of seven. One payment alone
 * has its term as its unit. That a month has other days, or a due day is moved, changes nothing (12 CFR
 * 1026.17(c)(3)).
 */
export function unitPeriodsOf(terms: Terms): Periods {
  const { every, startOn, firstDueOn, instalments } = terms;
  const first = daysBetween(startOn, firstDueOn);
  const { months, rest } = monthsAndDays(startOn, firstDueOn);
  const odd = daysBetween(startOn, rest);
  if (instalments === 1) return oneTermOf(months, odd, first);
  if (every.unit === 'month') {
    const each = 30 / periodsAMonth(terms);
    const unit = Math.min(every.count, 12);
    return {
      until: (index) => unitsOf(months * 30 + odd + index * every.count * each, unit * each),
      perYear: fractionOf(12 * (30 / each), unit),
    };
  }
  const length = every.count * (every.unit === 'week' ? 7 : 1);
  const isWeeks = length % 7 === 0;
  return {
    until: (index) => unitsOf(first + index * length, length),
    perYear: isWeeks ? fractionOf(52 * 7, length) : fractionOf(365, length),
  };
}

/** Appendix J (b)(5)(vi) and (vii). */
function oneTermOf(months: number, odd: number, days: number): Periods {
  const inMonths = odd === 0;
  const [length, year] = inMonths ? [months, 12] : [days, 365];
  const unit = Math.min(length, year);
  return { until: () => unitsOf(length, unit), perYear: fractionOf(year, unit) };
}

/** What lender and regulator call the price of a loan; rates in parts per million, amounts in minor units. */
export interface Disclosure {
  /** Annual percentage rate, 12 CFR 1026.22, Appendix J. */
  readonly aprPpm: number;
  /** Annual percentage rate of charge, Directive 2008/48/EC, Annex I. */
  readonly aprcPpm: number;
  /** Interest and the charge at the start. */
  readonly charge: bigint;
  readonly total: bigint;
}

/** What terms cost, of every instalment on its day. */
export function disclosureOf(terms: Terms): Disclosure {
  const rows = scheduleOf(terms);
  const upfront = terms.upfront?.amount ?? 0n;
  const lent = terms.principal.amount - upfront;
  const paid = rows.map(({ index, principal, interest }) => ({ index, amount: principal + interest }));
  const total = paid.reduce((sum, { amount }) => sum + amount, 0n);
  const { until, perYear } = unitPeriodsOf(terms);
  const units = paid.map(({ index, amount }) => ({ amount, after: until(index) }));
  const years = paid.map(({ index, amount }) => ({
    amount,
    after: yearsUntil(terms, plannedOn(terms, index)),
  }));
  return {
    ...{ aprPpm: aprOf(lent, units, perYear), aprcPpm: aprcOf(lent, years) },
    ...{ charge: total - lent, total: total + upfront },
  };
}
