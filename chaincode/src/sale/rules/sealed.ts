import { demand } from '../../kit/errors';
import { type Money, compare, type Currency } from '../../kit/value/money';
import { isAfter, isBefore, type Instant, opensAfter } from '../../kit/value/time';
import { type Auction, type Bid, kindOf, type Best } from '../records/auction';
import { mayBid } from './auction';
import { saleErrors } from '../errors';
import { auctionLife } from '../life';
import type { BidsClosed, Reserve } from '../records/opening';
import { agreementOf } from './price';
import type { Listing } from '../records/listing';

/**
 * A sealed bid, or in an English auction that takes them a sealed maximum, until the end as opened. The auction itself is
 * not written, so that a hundred
 * bids in one block never conflict.
 */
export function placeBid(auction: Auction, listing: Listing, bid: Bid): Bid {
  const { auctionId, closesAt, english } = auction;
  const kind = kindOf(auction);
  demand(kind === 'sealed' || english?.sealedMaxima === true, saleErrors.AUCTION_OF_OTHER_KIND, {
    auctionId,
    kind,
    step: 'bid',
  });
  auctionLife.step('bid', auction.status);
  demand(isBefore(bid.placedAt, closesAt), saleErrors.AUCTION_CLOSED, { auctionId, closesAt });
  mayBid(bid, listing);
  return bid;
}

type Opened = { readonly price: Money; readonly nonce: string };

/** Whether price and nonce are what the hash was made of. */
export const opens = ({ auctionId }: Auction, hash: string | undefined, { price, nonce }: Opened): boolean =>
  agreementOf({ tradeId: auctionId, price, nonce }) === hash;

/** Neither the auction nor what another opened is written, so that nobody keeps another from opening. */
export function reveal(auction: Auction, bid: Bid, shown: Opened, now: Instant): Bid {
  auctionLife.step('reveal', auction.status);
  mustBeOpening(auction, now);
  demand(opens(auction, bid.agreement, shown), saleErrors.BID_UNPROVEN);
  return { ...bid, ...shown };
}

/** The reserve opened by price and nonce. Throws WRONG_STATUS, AUCTION_REVEALED, BID_UNPROVEN. */
export function revealReserve(auction: Auction, shown: Opened, now: Instant): Reserve {
  const { auctionId, reserve } = auction;
  auctionLife.step('revealReserve', auction.status);
  mustBeOpening(auction, now);
  demand(opens(auction, reserve, shown), saleErrors.BID_UNPROVEN);
  return { auctionId, price: shown.price, openedAt: now };
}

function mustBeOpening({ auctionId, revealUntil }: Auction, now: Instant): void {
  demand(isBefore(now, revealUntil), saleErrors.AUCTION_REVEALED, { auctionId, revealUntil });
}

/** Bidding is over, by whatever clock: `end` is where it stands with the last bid. */
export function closeBids({ auctionId, status }: Auction, end: Instant, now: Instant): BidsClosed {
  auctionLife.step('close', status);
  demand(isAfter(now, end), saleErrors.AUCTION_NOT_CLOSED, { auctionId, from: opensAfter(end) });
  return { auctionId, at: now };
}

/** Refuses with AUCTION_CLOSED once the end of the bidding is written down. */
export function mustTakeBids({ auctionId }: Auction, closed: BidsClosed | undefined): void {
  demand(closed === undefined, saleErrors.AUCTION_CLOSED, { auctionId, closesAt: closed?.at ?? '' });
}

/**
 * What sealed bids are compared in: of the auction if it says so, else of what else it names; an opened bid
 * in another wins nothing.
 */
export const currencyOf = ({ currency, deposit, reservePrice }: Auction, reserve?: Reserve): Currency =>
  currency ?? deposit?.currency ?? reserve?.price.currency ?? reservePrice?.currency ?? 'EUR';

/** The better of two, the earlier of two equal ones; the bidder's name breaks a tie of the moment. */
export function betterOf(one: Best | undefined, other: Best | undefined): Best | undefined {
  if (!one || !other) return one ?? other;
  if (one.price.currency !== other.price.currency) return one;
  const order =
    compare(one.price, other.price) ||
    -textOrder(one.placedAt, other.placedAt) ||
    -textOrder(one.bidder, other.bidder);
  return order >= 0 ? one : other;
}

const textOrder = (left: string, right: string): number => (left < right ? -1 : Number(left > right));
