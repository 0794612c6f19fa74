import { type Money, scaleHalfEven, sum, zero } from '../../../kit/value/money';
import { addMonths, type Day, daysBetween, monthsEnd, partsOf } from '../../../kit/value/time';
import { firstDayOf, lastDayOf, type Policy } from '../../records/policy';
import { instalmentsOf } from './instalments';

/**
 * The days of one month of a policy: the first, and the first after it. Policies that do not hold their months
 * were made when a month ended before the last day of a shorter one.
 */
export function monthOf(policy: Policy, month: number): { from: Day; until: Day } {
  const start = firstDayOf(policy);
  const after = policy.months === undefined ? addMonths : monthsEnd;
  return { from: month === 1 ? start : after(start, month - 1), until: after(start, month) };
}

const monthsOf = (policy: Policy): number => {
  const [starts, ends] = [partsOf(firstDayOf(policy)), partsOf(lastDayOf(policy))];
  return policy.months ?? 12 * (ends.year - starts.year) + ends.month - starts.month;
};

/**
 * What is paid in advance for one whole month of a policy by distance; a later change of cover does not alter
 * it.
 */
export function baseOf(policy: Policy, month: number): Money {
  const [first] = policy.parts;
  const premium = first?.premium ?? zero(policy.sumInsured.currency);
  const months = monthsOf(policy);
  return (
    instalmentsOf(premium, firstDayOf(policy), months, months)[month - 1]?.amount ?? zero(premium.currency)
  );
}

/** The base of the days of a month before a day: their share of its days, rounded half to even. */
export function baseUntil(policy: Policy, month: number, on: Day): Money {
  const base = baseOf(policy, month);
  const { from, until } = monthOf(policy, month);
  const [days, covered] = [daysBetween(from, until), daysBetween(from, on)];
  return covered >= days ? base : scaleHalfEven(base, BigInt(Math.max(0, covered)), BigInt(days));
}

/**
 * The base of all days before a day, month by month: what a policy by distance keeps when it ends then is to the
 * cent what its months are billed on (killbill#2068).
 */
export const basesUntil = (policy: Policy, on: Day): Money =>
  sum(
    Array.from({ length: monthsOf(policy) }, (_, at) => baseUntil(policy, at + 1, on)),
    policy.sumInsured.currency,
  );
