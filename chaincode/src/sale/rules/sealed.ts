import { demand } from '../../kit/errors';
import type { Money } from '../../kit/value/money';
import { isAfter, isBefore, type Instant, opensAfter } from '../../kit/value/time';
import { type Auction, type Bid, kindOf, mayBid } from '../records/auction';
import { saleErrors } from '../errors';
import { auctionLife } from '../life';
import type { BidsClosed, Reserve } from '../records/opening';
import { agreementOf } from './price';
import type { Listing } from '../records/trade';

/** The auction itself is not written, so that a hundred bids in one block never conflict. */
export function placeBid(auction: Auction, listing: Listing, bid: Bid): Bid {
  const { auctionId, closesAt } = auction;
  const kind = kindOf(auction);
  demand(kind === 'sealed', saleErrors.AUCTION_OF_OTHER_KIND, { auctionId, kind, step: 'bid' });
  auctionLife.step('bid', auction.status);
  demand(isBefore(bid.placedAt, closesAt), saleErrors.AUCTION_CLOSED, { auctionId, closesAt });
  mayBid(bid, listing);
  return bid;
}

type Opened = { readonly price: Money; readonly nonce: string };

/** Neither the auction nor what another opened is written, so that nobody keeps another from opening. */
export function reveal(auction: Auction, bid: Bid, { price, nonce: shown }: Opened, now: Instant): Bid {
  auctionLife.step('reveal', auction.status);
  mustBeOpening(auction, now);
  demand(agreementOf({ tradeId: auction.auctionId, price, nonce: shown }) === bid.agreement, saleErrors.BID_UNPROVEN);
  return { ...bid, price, nonce: shown };
}

export function revealReserve(auction: Auction, { price, nonce: shown }: Opened, now: Instant): Reserve {
  const { auctionId, reserve } = auction;
  auctionLife.step('revealReserve', auction.status);
  mustBeOpening(auction, now);
  demand(agreementOf({ tradeId: auctionId, price, nonce: shown }) === reserve, saleErrors.BID_UNPROVEN);
  return { auctionId, price, openedAt: now };
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

export function mustTakeBids({ auctionId }: Auction, closed: BidsClosed | undefined): void {
  demand(closed === undefined, saleErrors.AUCTION_CLOSED, { auctionId, closesAt: closed?.at ?? '' });
}
