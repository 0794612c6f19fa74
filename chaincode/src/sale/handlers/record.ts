import { saleEvents } from '../events';
import type { Trade } from '../records/trade';
import type { Writing } from '../tables';

/** Saves a trade and tells where it stands. */
export async function saveTrade(tx: Writing, trade: Trade): Promise<Trade> {
  await tx.trades.put(trade);
  const { tradeId, vin, status, due } = trade;
  tx.tell(saleEvents.TradeChanged, { tradeId, vin, status, due });
  return trade;
}
