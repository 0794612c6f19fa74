import { divideHalfEven } from '../../kit/value/money';

/** Shares are counted in parts per billion. */
const WHOLE = 1_000_000_000n;

/** A share in parts per billion, half to even; nothing of nothing. */
export const sharePpb = (part: bigint, whole: bigint): bigint =>
  whole === 0n ? 0n : divideHalfEven(part * WHOLE, whole);

/** What is left of a pool, of what it was. */
export const poolFactor = (now: bigint, atStart: bigint): bigint => sharePpb(now, atStart);

/** Single monthly mortality: prepaid principal of what would be left after the scheduled one. */
export const monthlyMortality = (begin: bigint, scheduled: bigint, principal: bigint): bigint => {
  const base = begin - scheduled;
  const prepaid = principal - scheduled;
  return base <= 0n || prepaid <= 0n ? 0n : sharePpb(prepaid, base);
};

/** Constant prepayment rate, yearly: 1 − (1 − SMM)^12. */
export const yearlyPrepayment = (smmPpb: bigint): bigint =>
  WHOLE - divideHalfEven((WHOLE - smmPpb) ** 12n, WHOLE ** 11n);

/** The month of a yearly rate: 1 − (1 − CPR)^(1/12), to the nearest part per billion. */
export function monthlyOf(cprPpb: bigint): bigint {
  const left = (WHOLE - cprPpb) * WHOLE ** 11n;
  let low = 0n;
  let high = WHOLE;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** 12n <= left) low = middle;
    else high = middle - 1n;
  }
  // The root lies between `low` and the next one: twice the middle decides.
  return WHOLE - ((2n * low + 1n) ** 12n <= left * 2n ** 12n ? low + 1n : low);
}

/** ABS speed of auto loans: of the loans at the start, SMM ÷ (1 + SMM × (age − 1)). */
export const absSpeed = (smmPpb: bigint, age: number): bigint =>
  divideHalfEven(smmPpb * WHOLE, WHOLE + smmPpb * BigInt(Math.max(0, age - 1)));

/** SMM of an ABS speed in a month of age: ABS ÷ (1 − ABS × (age − 1)). */
export const mortalityOf = (absPpb: bigint, age: number): bigint =>
  divideHalfEven(absPpb * WHOLE, WHOLE - absPpb * BigInt(Math.max(0, age - 1)));

/** An average weighted by balances, to the nearest whole, half to even. */
export const weighted = (sumOfProducts: bigint, balance: bigint): bigint =>
  balance === 0n ? 0n : divideHalfEven(sumOfProducts, balance);
