import { z } from 'zod';
import { demand, kitErrors } from '../errors';
import { type Currency, CURRENCY_EXPONENT } from './currency';

export { type Currency, CURRENCY_EXPONENT, numericOf } from './currency';

/** An amount in minor units (cents for EUR) with its currency. */
export interface Money {
  readonly amount: bigint;
  readonly currency: Currency;
}

/** Above the wealth of the world, below what 18 decimal digits hold. */
export const MAX_AMOUNT = 10n ** 18n - 1n;

/** Named, so that the types of what holds money do not spell out every code. */
export interface CurrencySchema extends z.ZodEnum<{ [C in Currency]: C }> {}

/** A currency as it comes in. */
export const currency: CurrencySchema = z
  .enum(Object.keys(CURRENCY_EXPONENT) as [Currency, ...Currency[]])
  .meta({ description: 'ISO 4217 currency code', examples: ['EUR'] }) as CurrencySchema;

const minorUnits = (pattern: RegExp, description: string) =>
  z.codec(z.string().regex(pattern, description).meta({ description }), z.bigint(), {
    decode: (text) => BigInt(text),
    encode: (amount) => amount.toString(),
  });

type Shape = { readonly amount: ReturnType<typeof minorUnits>; readonly currency: CurrencySchema };

/** Named, as the currency is: what holds money is what most types of operations are made of. */
export interface MoneySchema extends z.ZodObject<Shape, z.core.$strict> {}

const amountOf = (pattern: RegExp, description: string): MoneySchema =>
  z.strictObject({ amount: minorUnits(pattern, description), currency });

/** Money on the wire is `{"amount":"1250000","currency":"EUR"}`: minor units as a string. Zero or more. */
export const money = amountOf(/^(0|[1-9][0-9]{0,17})$/, 'minor units, zero or more, at most 18 digits');
/** More than zero. */
export const positiveMoney = amountOf(/^[1-9][0-9]{0,17}$/, 'minor units, more than zero, at most 18 digits');
/** Of either sign: a difference, a balance. */
export const signedMoney = amountOf(
  /^(0|-?[1-9][0-9]{0,17})$/,
  'minor units of either sign, at most 18 digits',
);

/** `of(1250n, 'EUR')` is 12.50 EUR. */
export function of(amount: bigint, code: Currency): Money {
  demand(amount <= MAX_AMOUNT && amount >= -MAX_AMOUNT, kitErrors.AMOUNT_OUT_OF_RANGE, {
    amount: amount.toString(),
  });
  return { amount, currency: code };
}

/** Nothing, of a currency. */
export const zero = (code: Currency): Money => ({ amount: 0n, currency: code });

function same(left: Money, right: Money): void {
  demand(left.currency === right.currency, kitErrors.CURRENCY_DIFFERS, {
    left: left.currency,
    right: right.currency,
  });
}

/** The sum. Throws CURRENCY_DIFFERS, AMOUNT_OUT_OF_RANGE. */
export function add(left: Money, right: Money): Money {
  same(left, right);
  return of(left.amount + right.amount, left.currency);
}

/** The difference, negative too. Throws CURRENCY_DIFFERS, AMOUNT_OUT_OF_RANGE. */
export function subtract(left: Money, right: Money): Money {
  same(left, right);
  return of(left.amount - right.amount, left.currency);
}

/** Negative, zero or positive as left is less than, equal to or more than right. */
export function compare(left: Money, right: Money): number {
  same(left, right);
  return left.amount < right.amount ? -1 : left.amount > right.amount ? 1 : 0;
}

/** The lesser of two. Throws CURRENCY_DIFFERS. */
export const lesser = (left: Money, right: Money): Money => (compare(left, right) <= 0 ? left : right);
/** The greater of two. Throws CURRENCY_DIFFERS. */
export const greater = (left: Money, right: Money): Money => (compare(left, right) >= 0 ? left : right);
/** Whether it is nothing. */
export const isZero = (value: Money): boolean => value.amount === 0n;
/** Whether it is more than nothing. */
export const isPositive = (value: Money): boolean => value.amount > 0n;
/** Whether amount and currency are the same. */
export const equal = (left: Money, right: Money): boolean =>
  left.currency === right.currency && left.amount === right.amount;

/** The sum; the currency is needed because a list may be empty. */
export const sum = (values: readonly Money[], code: Currency): Money => values.reduce(add, zero(code));

/** `value × numerator ÷ denominator`, half to even (ISO 80000-1, banker's rounding). */
export const scaleHalfEven = (value: Money, numerator: bigint, denominator: bigint): Money =>
  of(divideHalfEven(value.amount * numerator, denominator), value.currency);

/** `value × numerator ÷ denominator`, towards zero. */
export const scaleDown = (value: Money, numerator: bigint, denominator: bigint): Money =>
  of(divideDown(value.amount * numerator, denominator), value.currency);

/** Quotient rounded to the nearest integer, a half to the even neighbour. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const sign = numerator < 0n !== denominator < 0n ? -1n : 1n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  const quotient = top / bottom;
  const twice = (top % bottom) * 2n;
  const up = twice > bottom || (twice === bottom && quotient % 2n === 1n);
  return sign * (up ? quotient + 1n : quotient);
}

/** Quotient rounded towards zero. */
export const divideDown = (numerator: bigint, denominator: bigint): bigint => numerator / denominator;

/** Quotient rounded away from zero. */
export function divideUp(numerator: bigint, denominator: bigint): bigint {
  const down = numerator / denominator;
  if (numerator % denominator === 0n) return down;
  return numerator < 0n !== denominator < 0n ? down - 1n : down + 1n;
}

/**
 * Splits by weights so that the shares add up to the whole: the largest remainders take the units left over,
 * earlier ones first when remainders are equal (largest remainder method, Hamilton).
 */
export const allocate = (whole: Money, weights: readonly bigint[]): Money[] =>
  allocateMinor(whole.amount, weights).map((share) => of(share, whole.currency));

/** The same of minor units whose currency is understood. */
export function allocateMinor(whole: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((left, right) => left + right, 0n);
  demand(total > 0n && weights.every((weight) => weight >= 0n), kitErrors.AMOUNT_OUT_OF_RANGE, {
    amount: total.toString(),
  });
  const negative = whole < 0n;
  const amount = negative ? -whole : whole;
  const shares = weights.map((weight) => (amount * weight) / total);
  const order = weights
    .map((weight, index) => ({ index, remainder: (amount * weight) % total }))
    .sort((left, right) =>
      left.remainder === right.remainder
        ? left.index - right.index
        : left.remainder > right.remainder
          ? -1
          : 1,
    );
  const left = amount - shares.reduce((one, two) => one + two, 0n);
  for (const { index } of order.slice(0, Number(left))) shares[index] = (shares[index] ?? 0n) + 1n;
  return shares.map((share) => (negative ? -share : share));
}

/** For people: `12.50 EUR`. */
export function show(value: Money): string {
  const exponent = CURRENCY_EXPONENT[value.currency];
  const digits = (value.amount < 0n ? -value.amount : value.amount).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const sign = value.amount < 0n ? '-' : '';
  return `${sign}${whole}${exponent ? `.${digits.slice(-exponent)}` : ''} ${value.currency}`;
}
