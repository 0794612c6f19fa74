import { z } from 'zod';
import { demand } from '../kit/errors';
import { compare, type Money, positiveMoney } from '../kit/money';
import { table } from '../kit/table';
import { count, id, member, sha256Hex } from '../kit/text';
import { instant, type Instant } from '../kit/time';
import { saleErrors } from './errors';
import { auctionLife, auctionStatus } from './life';
import { agreementOf } from './price';
import { type Listing, nonce, type Trade } from './records';
import { daysFrom } from './trading';

const best = z.strictObject({ bidder: member, price: positiveMoney, placedAt: instant });

/** A sealed-bid auction at the first price: hashes until it closes, then every bidder opens its own. */
export const Auction = z.strictObject({
  auctionId: id.meta({ description: 'also the id of the trade that it ends in' }),
  listingId: id,
  status: auctionStatus,
  closesAt: instant.meta({ description: 'exclusive: bids before, opened from then on' }),
  revealUntil: instant.meta({ description: 'exclusive: bids are opened before' }),
  reserve: sha256Hex.optional().meta({ description: 'hash of the lowest price, as agreementOf (price.ts)' }),
  reservePrice: positiveMoney.optional().meta({ description: 'once opened by the seller; not opened, it does not count' }),
  revealed: count(10_000),
  best: best.optional(),
});
export type Auction = z.output<typeof Auction>;

/** One sealed bid; nobody bids twice in an auction. */
export const Bid = z.strictObject({
  auctionId: id,
  bidder: member,
  seal: sha256Hex,
  agreement: sha256Hex.meta({ description: 'SHA-256 over price, nonce and auction (price.ts)' }),
  certificateHash: sha256Hex,
  placedAt: instant,
  price: positiveMoney.optional().meta({ description: 'once opened' }),
  nonce: nonce.optional(),
});
export type Bid = z.output<typeof Bid>;

export const auctions = table({ kind: 'auction', v: 1, schema: Auction, id: ({ auctionId }) => [auctionId] });
export const bids = table({ kind: 'bid', v: 1, schema: Bid, id: ({ auctionId, bidder }) => [auctionId, bidder] });

type Wanted = Pick<Auction, 'auctionId' | 'listingId' | 'closesAt' | 'revealUntil' | 'reserve'>;

export function openAuction(wanted: Wanted, listing: Listing, now: Instant): Auction {
  const { closesAt, revealUntil } = wanted;
  const { status, until, listingId } = listing;
  demand(status === 'listed' && now < until, saleErrors.LISTING_OVER, { listingId, until });
  demand(now < closesAt && closesAt < revealUntil && revealUntil <= until, saleErrors.AUCTION_TIMES_WRONG);
  return { ...wanted, status: 'open', revealed: 0 };
}

/** The auction itself is not written, so that a hundred bids in one block never conflict. */
export function placeBid(auction: Auction, listing: Listing, bid: Bid): Bid {
  auctionLife.step('bid', auction.status);
  const { auctionId, closesAt } = auction;
  demand(bid.placedAt < closesAt, saleErrors.AUCTION_CLOSED, { auctionId, closesAt });
  demand(bid.bidder !== listing.seller && bid.bidder !== listing.arbiter, saleErrors.TRADE_SIDES_WRONG);
  demand(bid.certificateHash === listing.certificate.hash, saleErrors.HISTORY_DIFFERS, { listingId: listing.listingId });
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

/** After opening: sold to the best bid that reaches the reserve. */
export function hammer(auction: Auction, now: Instant): Auction {
  const { auctionId, revealUntil, best: lead, reservePrice } = auction;
  auctionLife.step('hammer', auction.status);
  demand(now >= revealUntil, saleErrors.AUCTION_NOT_CLOSED, { auctionId, from: revealUntil });
  const sold = lead !== undefined && (reservePrice === undefined || compare(lead.price, reservePrice) >= 0);
  return { ...auction, status: auctionLife.step('hammer', auction.status, sold ? 'sold' : 'unsold') };
}

/** The bid is the buyer's word, the auction the seller's: the trade begins agreed, and the winner pays what it bid. */
export function wonTrade(auction: Auction, bid: Bid, listing: Listing): Trade {
  const { listingId, vin, seller, arbiter, terms, charges, model } = listing;
  const { agreement, certificateHash, seal, placedAt } = bid;
  return {
    ...{ tradeId: auction.auctionId, listingId, vin, seller, buyer: bid.bidder, arbiter, terms, charges },
    ...(model !== undefined && { model }),
    status: 'agreed',
    buyerWord: { agreement, certificateHash, seal, at: placedAt },
    due: daysFrom(auction.revealUntil, terms.payDays),
  };
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
