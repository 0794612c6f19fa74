import type { Fraction } from '../../../kit/value/daycount';

/** Binary digits behind the point of what is computed here: 256, of which more than 200 stay right. */
const BITS = 256n;
const ONE = 1n << BITS;
const times = (left: bigint, right: bigint): bigint => (left * right) >> BITS;

/** An amount in minor units, some time after the loan was paid out. */
export interface Flow<Time> {
  readonly amount: bigint;
  readonly after: Time;
}

/** A number to a whole power, by squaring. */
function powerOf(base: bigint, exponent: bigint): bigint {
  let [power, square] = [ONE, base];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) power = times(power, square);
    square = times(square, square);
  }
  return power;
}

/** The greatest of the numbers between, to the last binary digit, that still holds; halving what is left. */
function greatest(low: bigint, high: bigint, holds: (value: bigint) => boolean, fine: bigint): bigint {
  let [from, until] = [low, high];
  while (until - from > fine) {
    const middle = (from + until) >> 1n;
    if (holds(middle)) from = middle;
    else until = middle;
  }
  return from;
}

const MILLION = 1_000_000n;
/** Parts per million, to the nearest, a half up (Annex I, remark (d)). */
const ppmOf = (rate: bigint): number => Number((rate * MILLION * 2n + ONE) >> (BITS + 1n));

/** Rates up to 1,000,000 % are found; what is above is told as that. */
const HIGHEST = 10_000n;

/**
 * A time of the European annual percentage rate in parts of a year: months and weeks are equal parts of a
 * year, days are counted of 365 or 366. One denominator for all: 12 · 52 · 365 · 366 ÷ 4.
 */
export const YEAR = 3n * 52n * 365n * 366n;

/**
 * The annual percentage rate of charge of Directive 2008/48/EC, Annex I (Directive (EU) 2023/2225, Annex III
 * has the same equation), parts per million: X of Σ Dₗ·(1+X)^−sₗ = what was lent, with times as parts of
 * `YEAR`. It is looked for as the factor q = (1+X)^(−1/YEAR), whose powers are whole; half a part per million
 * rounds up. `lent` less than what is paid back together, or the rate is 0.
 */
export function aprcOf(lent: bigint, paid: readonly Flow<bigint>[]): number {
  const worth = (q: bigint): bigint => {
    const gaps = new Map<bigint, bigint>();
    let [sum, factor, before] = [0n, ONE, 0n];
    for (const { amount, after } of paid) {
      const gap = after - before;
      const by = gaps.get(gap) ?? powerOf(q, gap);
      gaps.set(gap, by);
      factor = times(factor, by);
      before = after;
      sum += amount * factor;
    }
    return sum;
  };
  const total = paid.reduce((sum, { amount }) => sum + amount, 0n);
  if (total <= lent) return 0;
  const q = greatest(0n, ONE, (factor) => worth(factor) <= lent << BITS, 1n << 80n);
  const year = powerOf(q, YEAR);
  if (year * (HIGHEST + 1n) <= ONE) return Number(HIGHEST * MILLION);
  return ppmOf((ONE * ONE) / year - ONE);
}

/** Whole unit-periods and the fraction of one that is left (Appendix J (b)(5)). */
export interface Units {
  readonly whole: number;
  readonly fraction: Fraction;
}

/**
 * The annual percentage rate of Regulation Z (12 CFR 1026), Appendix J (b)(8), actuarial method, parts per
 * million: i of Σ Pⱼ ÷ ((1 + fⱼ·i)·(1+i)^tⱼ) = what was financed, times the unit-periods of a year.
 */
export function aprOf(financed: bigint, paid: readonly Flow<Units>[], perYear: Fraction): number {
  const worth = (i: bigint): bigint => {
    const unit = (ONE * ONE) / (ONE + i);
    let [sum, factor, before] = [0n, ONE, 0];
    for (const { amount, after } of paid) {
      const { whole, fraction } = after;
      factor = times(factor, powerOf(unit, BigInt(whole - before)));
      before = whole;
      const odd = ONE + (i * fraction.numerator) / fraction.denominator;
      sum += (amount * factor * ONE) / odd;
    }
    return sum;
  };
  const total = paid.reduce((sum, { amount }) => sum + amount, 0n);
  if (total <= financed) return 0;
  const rate = greatest(0n, HIGHEST * ONE, (i) => worth(i) >= financed << BITS, 1n << 160n);
  return ppmOf((rate * perYear.numerator) / perYear.denominator);
}
