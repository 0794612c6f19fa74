import { allocate, isZero, type Money } from '../../../kit/value/money';
import { addMonths, type Day } from '../../../kit/value/time';
import type { Instalment } from '../../records/instalment';

/**
 * Equal instalments that add up to the premium, each due at the start of its share of the term. One of 0.00 is
 * paid by itself.
 */
export function instalmentsOf(premium: Money, startsOn: Day, months: number, count: number): Instalment[] {
  const amounts = allocate(premium, Array<bigint>(count).fill(1n));
  return amounts.map((amount, at) => ({
    no: at + 1,
    dueOn: addMonths(startsOn, (at * months) / count),
    amount,
    status: isZero(amount) ? 'paid' : 'expected',
  }));
}
