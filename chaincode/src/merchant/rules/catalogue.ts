import { demand } from '../../kit/errors';
import { compare, divideUp, isZero, type Money, of, scaleHalfEven, zero } from '../../kit/value/money';
import { addMillis, HOUR_MS, type Instant } from '../../kit/value/time';
import { merchantErrors } from '../errors';
import type { CancelPolicy, Service } from '../records/catalogue';

/** Versions follow one another, and the rows of a policy fall. */
export function mustBeNext(
  service: Pick<Service, 'serviceCode' | 'version' | 'cancelPolicy'>,
  known: number,
): void {
  const { serviceCode, version, cancelPolicy } = service;
  demand(version === known + 1, merchantErrors.VERSION_NOT_NEXT, { serviceCode, version, next: known + 1 });
  const { rows } = cancelPolicy;
  const falling = rows.every((row, at) => {
    const before = rows[at - 1];
    return !before || (row.hoursBefore < before.hoursBefore && row.refundPpm <= before.refundPpm);
  });
  demand(falling, merchantErrors.POLICY_UNORDERED, { serviceCode });
}

/**
 * What is paid at confirmation when it is less than the price; rounded up to the minor unit, so that it is
 * never nothing.
 */
export function depositOf({ price, depositPpm }: Pick<Service, 'price' | 'depositPpm'>): Money | undefined {
  if (depositPpm === undefined) return undefined;
  const deposit = of(divideUp(price.amount * BigInt(depositPpm), 1_000_000n), price.currency);
  return compare(deposit, price) < 0 ? deposit : undefined;
}

/** What a customer who cancels now gets back; exactly so many hours before still counts. */
export function refundAt({ rows }: CancelPolicy, paid: Money, startsAt: Instant, now: Instant): Money {
  const row = rows.find(
    ({ hoursBefore }) => addMillis(now, hoursBefore * HOUR_MS) <= startsAt && now < startsAt,
  );
  return row ? scaleHalfEven(paid, BigInt(row.refundPpm), 1_000_000n) : zero(paid.currency);
}

/**
 * What the bond pays when the merchant fails, of the price; half a minor unit to the even one, none if it is
 * nothing.
 */
export const compensationOf = ({ compensationPpm }: CancelPolicy, price: Money): Money | undefined => {
  const amount = scaleHalfEven(price, BigInt(compensationPpm), 1_000_000n);
  return isZero(amount) ? undefined : amount;
};
