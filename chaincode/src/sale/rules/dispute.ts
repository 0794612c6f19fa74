import { demand, refuse } from '../../kit/errors';
import { compare, type Money } from '../../kit/value/money';
import type { Instant } from '../../kit/value/time';
import { saleErrors } from '../errors';
import { tradeLife } from '../life';
import type { Trade } from '../records/trade';
import { mustBeInTime } from './trade';

/**
 * The arbiter decides in time, or at any time over a title that is gone already: then time alone cannot end
 * the dispute.
 */
export function resolve(
  trade: Trade,
  { passed, passTitle, toBuyer }: { passed: boolean; passTitle: boolean; toBuyer: Money },
  now: Instant,
): Money {
  const { vin, tradeId, price } = trade;
  tradeLife.step('resolve', trade.status);
  if (!passed) mustBeInTime(trade, now);
  demand(!passed || passTitle, saleErrors.TITLE_PASSED_ALREADY, { vin, tradeId });
  if (!price) return refuse(saleErrors.PRICE_UNPROVEN, { tradeId });
  demand(compare(toBuyer, price) <= 0, saleErrors.SPLIT_EXCEEDS, {
    share: `${toBuyer.amount}`,
    price: `${price.amount}`,
  });
  return price;
}
