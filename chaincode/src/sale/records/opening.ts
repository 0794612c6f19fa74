import { z } from 'zod';
import { MAX_AMOUNT, positiveMoney } from '../../kit/value/money';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';

/**
 * The end of the bidding, written down once. Every bid reads that it is absent, so one that was endorsed
 * before and held back is not recorded after it. Nothing is opened without it.
 */
export const BidsClosed = z.strictObject({ auctionId: id, at: instant });
export type BidsClosed = z.output<typeof BidsClosed>;
export const closings = table({
  kind: 'bidsClosed',
  v: 1,
  schema: BidsClosed,
  id: ({ auctionId }) => [auctionId],
});

/** The reserve once opened. A key of its own, so that the seller stands in nobody's way. */
export const Reserve = z.strictObject({ auctionId: id, price: positiveMoney, openedAt: instant });
export type Reserve = z.output<typeof Reserve>;
export const reserves = table({
  kind: 'auctionReserve',
  v: 1,
  schema: Reserve,
  id: ({ auctionId }) => [auctionId],
});

/**
 * A sealed bid once opened, under a key in the order of winning: currency, then the higher price, then the
 * earlier bid, then the name. So whoever opens writes and reads nothing that another opener does, and the
 * hammer reads the first key: a better one that comes in before it is a phantom.
 */
export const Opening = z.strictObject({
  auctionId: id,
  bidder: member,
  price: positiveMoney,
  placedAt: instant,
});
export type Opening = z.output<typeof Opening>;

const rankOf = (amount: bigint): string => `${MAX_AMOUNT - amount}`.padStart(18, '0');
export const openings = table({
  kind: 'bidOpening',
  v: 1,
  schema: Opening,
  id: ({ auctionId, bidder, price, placedAt }) => [
    auctionId,
    price.currency,
    rankOf(price.amount),
    placedAt,
    bidder,
  ],
});
