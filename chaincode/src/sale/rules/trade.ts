import { demand } from '../../kit/errors';
import type { Money } from '../../kit/value/money';
import { addMillis, DAY_MS, type Instant, isBefore } from '../../kit/value/time';
import { saleErrors } from '../errors';
import { tradeLife } from '../life';
import { agreementOf } from './price';
import type { Trade } from '../records/trade';
import type { Listing } from '../records/listing';

export type Word = NonNullable<Trade['sellerWord']>;

/** So many days of 24 hours after a moment. */
export const daysFrom = (now: Instant, days: number): Instant => addMillis(now, days * DAY_MS);

/** A buyer begins to trade: the price is to be agreed before the listing ends. */
export function openTrade(
  listing: Listing,
  { tradeId, buyer }: { tradeId: string; buyer: string },
  now: Instant,
): Trade {
  const { listingId, vin, seller, arbiter, terms, charges, model, until } = listing;
  demand(listing.status === 'listed' && now < until, saleErrors.LISTING_OVER, { listingId, until });
  demand(buyer !== seller && buyer !== arbiter, saleErrors.TRADE_SIDES_WRONG);
  const sides = { seller, buyer, arbiter };
  const copied = { terms, charges, ...(model !== undefined && { model }) };
  return { tradeId, listingId, vin, ...sides, ...copied, status: 'offered', due: until };
}

/** One side gives its word. The second must match the first: nothing is recorded of a price that differs. */
export function agree(trade: Trade, side: 'seller' | 'buyer', word: Word, listing: Listing): Trade {
  const { tradeId, listingId, terms } = trade;
  tradeLife.step('agree', trade.status);
  mustBeInTime(trade, word.at);
  demand(word.certificateHash === listing.certificate.hash, saleErrors.HISTORY_DIFFERS, { listingId });
  const other = side === 'seller' ? trade.buyerWord : trade.sellerWord;
  demand((other?.agreement ?? word.agreement) === word.agreement, saleErrors.PRICES_DIFFER, { tradeId });
  const both = other !== undefined;
  const status = tradeLife.step('agree', trade.status, both ? 'agreed' : 'offered');
  // Saying the same again gains no time to pay.
  const due = both && trade.status !== 'agreed' ? daysFrom(word.at, terms.payDays) : trade.due;
  return { ...trade, status, due, ...(side === 'seller' ? { sellerWord: word } : { buyerWord: word }) };
}

/** The money comes: price and nonce open what both agreed on, over the history that both knew. */
export function fund(
  trade: Trade,
  listing: Listing,
  opened: { price: Money; nonce: string; lot: string; titleHash: string; titleNo: number },
  now: Instant,
): Trade {
  const { tradeId, listingId, sellerWord, buyerWord, terms } = trade;
  const status = tradeLife.step('fund', trade.status);
  mustBeInTime(trade, now);
  const { price, lot, titleHash, titleNo } = opened;
  const agreement = agreementOf({ ...opened, tradeId });
  for (const word of [sellerWord, buyerWord].filter((one) => one !== undefined)) {
    demand(word.agreement === agreement, saleErrors.PRICE_UNPROVEN, { tradeId });
    demand(word.certificateHash === listing.certificate.hash, saleErrors.HISTORY_DIFFERS, { listingId });
  }
  return { ...trade, status, price, lot, titleHash, titleNo, due: daysFrom(now, terms.shipDays) };
}

/** The consent of the registrar, with its end. Throws TRADE_LATE when the trade is over. */
export function approve(trade: Trade, approval: NonNullable<Trade['approval']>): Trade {
  demand(
    tradeLife.final.every((status) => status !== trade.status),
    saleErrors.TRADE_LATE,
    { tradeId: trade.tradeId, due: trade.due },
  );
  return { ...trade, approval };
}

/** Vehicle and keys go to the buyer, with the mileage disclosed. */
export function handOver(trade: Trade, shows: NonNullable<Trade['shows']>, now: Instant): Trade {
  const status = tradeLife.step('handOver', trade.status);
  mustBeInTime(trade, now);
  return { ...trade, status, shows, due: daysFrom(now, trade.terms.inspectDays) };
}

/** The buyer has looked and accepts. Throws WRONG_STATUS, TRADE_LATE. */
export function accept(trade: Trade, now: Instant): Trade {
  const status = tradeLife.step('accept', trade.status);
  mustBeInTime(trade, now);
  return { ...trade, status, due: daysFrom(now, trade.terms.settleDays) };
}

/** The buyer rejects, and names what is wrong. Throws WRONG_STATUS, TRADE_LATE. */
export function reject(trade: Trade, defects: readonly string[], now: Instant): Trade {
  const status = tradeLife.step('reject', trade.status);
  mustBeInTime(trade, now);
  return { ...trade, status, defects: [...defects], due: daysFrom(now, trade.terms.returnDays) };
}

/** The trade waits for its arbiter. Throws WRONG_STATUS, TRADE_LATE. */
export function dispute(trade: Trade, now: Instant): Trade {
  const status = tradeLife.step('dispute', trade.status);
  mustBeInTime(trade, now);
  return { ...trade, status, due: daysFrom(now, trade.terms.resolveDays) };
}

/** One side leaves before there is money. Throws WRONG_STATUS. */
export const withdraw = (trade: Trade, leftBy: 'seller' | 'buyer'): Trade => ({
  ...trade,
  status: tradeLife.step('withdraw', trade.status),
  leftBy,
});

/**
 * What a side may do it does before the moment; time takes its step two windows later (deadline.ts), so that
 * no clock takes it early.
 */
export function mustBeInTime({ tradeId, due }: Trade, now: Instant): void {
  demand(isBefore(now, due), saleErrors.TRADE_LATE, { tradeId, due });
}

/** The consent of the registrar stands: without it no title passes, whoever has paid. */
export function mustBeApproved({ tradeId, approval }: Trade, now: Instant): void {
  demand(approval !== undefined && now < approval.until, saleErrors.APPROVAL_MISSING, { tradeId });
}
