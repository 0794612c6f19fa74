import { refuse } from '../../kit/errors';
import { divideHalfEven, type Money, of } from '../../kit/value/money';
import { saleErrors } from '../errors';

/** Below five, a median would tell what somebody paid. */
const FEWEST = 5;

/**
 * The median of the prices in the currency of the first; of an even number the mean of the two in the middle,
 * half to even.
 */
export function medianOf(prices: readonly Money[]): { median: Money; sales: number } {
  const same = prices.filter(({ currency }) => currency === prices[0]?.currency);
  const sorted = [...same].sort((one, two) =>
    one.amount < two.amount ? -1 : one.amount > two.amount ? 1 : 0,
  );
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (!low || !high || sorted.length < FEWEST)
    return refuse(saleErrors.TOO_FEW_SALES, { found: sorted.length, needed: FEWEST });
  return { median: of(divideHalfEven(low.amount + high.amount, 2n), low.currency), sales: sorted.length };
}
