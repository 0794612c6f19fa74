import { demand } from '../kit/errors';
import { compare, type Money } from '../kit/money';
import type { Instant } from '../kit/time';
import { type Auction, type Bid, kindOf, mayBid } from './auction';
import { saleErrors } from './errors';
import { auctionLife } from './life';
import { agreementOf } from './price';
import type { Listing } from './records';

/** The auction itself is not written, so that a hundred bids in one block never conflict. */
export function placeBid(auction: Auction, listing: Listing, bid: Bid): Bid {
  const { auctionId, closesAt } = auction;
  const kind = kindOf(auction);
  demand(kind === 'sealed', saleErrors.AUCTION_OF_OTHER_KIND, { auctionId, kind, step: 'bid' });
  auctionLife.step('bid', auction.status);
  demand(bid.placedAt < closesAt, saleErrors.AUCTION_CLOSED, { auctionId, closesAt });
  mayBid(bid, listing);
  return bid;
}

type Opened = { readonly price: Money; readonly nonce: string };

/** The earlier of two equal bids leads; the bidder's name breaks a tie of the moment, so that the order of opening never does. */
export function reveal(
  auction: Auction,
  bid: Bid,
  { price, nonce: shown }: Opened,
  now: Instant,
): { auction: Auction; bid: Bid } {
  const { auctionId, best: lead } = auction;
  auctionLife.step('reveal', auction.status);
  mustBeOpening(auction, now);
  demand(agreementOf({ tradeId: auctionId, price, nonce: shown }) === bid.agreement, saleErrors.BID_UNPROVEN);
  const opened = { ...bid, price, nonce: shown };
  const mine = { bidder: bid.bidder, price, placedAt: bid.placedAt };
  const leads = lead === undefined || beats(mine, lead);
  return { bid: opened, auction: { ...auction, revealed: auction.revealed + 1, best: leads ? mine : lead } };
}

export function revealReserve(auction: Auction, { price, nonce: shown }: Opened, now: Instant): Auction {
  auctionLife.step('revealReserve', auction.status);
  mustBeOpening(auction, now);
  demand(agreementOf({ tradeId: auction.auctionId, price, nonce: shown }) === auction.reserve, saleErrors.BID_UNPROVEN);
  return { ...auction, reservePrice: price };
}

const beats = (one: NonNullable<Auction['best']>, other: NonNullable<Auction['best']>): boolean => {
  const order = compare(one.price, other.price);
  if (order !== 0) return order > 0;
  return one.placedAt === other.placedAt ? one.bidder < other.bidder : one.placedAt < other.placedAt;
};

function mustBeOpening({ auctionId, closesAt, revealUntil }: Auction, now: Instant): void {
  demand(now >= closesAt, saleErrors.AUCTION_NOT_CLOSED, { auctionId, from: closesAt });
  demand(now < revealUntil, saleErrors.AUCTION_REVEALED, { auctionId, revealUntil });
}
