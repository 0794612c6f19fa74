import { demand } from '../../kit/errors';
import { add, compare, equal, greater, type Money, of } from '../../kit/value/money';
import { type Instant, isBefore } from '../../kit/value/time';
import type { Auction, Bid } from '../records/auction';
import { saleErrors } from '../errors';
import { auctionLife } from '../life';
import type { Listing } from '../records/listing';
import { mayBid, termsOf } from './auction';
import { endOf, leastAfter } from './english';
import { contest, reachOf } from './maximum';

/** An open bid as its bidder writes it: a price, and how far it answers others by itself. */
export interface Offered {
  readonly bidder: string;
  readonly price: Money;
  readonly upTo?: Money | undefined;
  readonly certificateHash: string;
}

/**
 * The bid after `before`, and the answer of who led. Each is a key of its own, by its number: of two who bid
 * one number one is first, and no common key is written. Throws AUCTION_OF_OTHER_KIND, WRONG_STATUS,
 * AUCTION_CLOSED, TRADE_SIDES_WRONG, HISTORY_DIFFERS, BID_TOO_LOW.
 */
export function outbid(
  auction: Auction,
  { listing, before }: { listing: Listing; before: Bid | undefined },
  wanted: Offered,
  now: Instant,
): readonly [Bid, ...Bid[]] {
  const { auctionId } = auction;
  const { bidder, certificateHash, price, upTo = price } = wanted;
  const terms = termsOf(auction, 'english', 'outbid');
  auctionLife.step('outbid', auction.status);
  const end = endOf(auction, before);
  demand(isBefore(now, end), saleErrors.AUCTION_CLOSED, { auctionId, closesAt: end });
  mayBid(wanted, listing);
  const reach = greater(price, upTo);
  const [no, least] = [(before?.no ?? 0) + 1, leastOf(terms, before, bidder)];
  const offered = before?.bidder === bidder ? reach : price;
  demand(compare(offered, least) >= 0, saleErrors.BID_TOO_LOW, { auctionId, no, least: `${least.amount}` });
  // A bid beyond which no amount exists would end the bidding.
  add(reach, terms.step);
  const [bid, ...answers] = contest(
    auction,
    before,
    { bidder, certificateHash, price, reach, placedAt: now },
    now,
  );
  const asked = { price, ...(wanted.upTo && { upTo: wanted.upTo }) };
  const same = wanted.upTo === undefined && bid.price !== undefined && equal(bid.price, price);
  return [{ ...bid, ...(!same && { asked }) }, ...answers];
}

/** Who leads may raise its maximum by as little as it likes; anybody else bids a step more. */
function leastOf(terms: NonNullable<Auction['english']>, before: Bid | undefined, bidder: string): Money {
  const reach = before && reachOf(before);
  return before?.bidder === bidder && reach ? add(reach, of(1n, reach.currency)) : leastAfter(terms, before);
}

/** Whether a bid that is there is the one that is asked for, so that it is answered again. */
export function isSameBid(there: Bid, { bidder, certificateHash, price, upTo }: Offered): boolean {
  const { price: known, asked = known && { price: known } } = there;
  if (there.bidder !== bidder || there.certificateHash !== certificateHash || !asked) return false;
  const most = (asked as { upTo?: Money }).upTo;
  return equal(asked.price, price) && (upTo && most ? equal(upTo, most) : upTo === most);
}
