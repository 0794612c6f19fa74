import { demand } from '../../kit/errors';
import { add, compare, type Money } from '../../kit/value/money';
import { sha256 } from '../../kit/value/hash';
import { addMillis, earlierOf, type Instant, isBefore, laterOf, MINUTE_MS } from '../../kit/value/time';
import { type Auction, type Bid } from '../records/auction';
import { mayBid, termsOf } from './auction';
import { saleErrors } from '../errors';
import { auctionLife } from '../life';
import { agreementOf } from './price';
import type { Listing } from '../records/listing';

type English = NonNullable<Auction['english']>;
type Before = Pick<Bid, 'no' | 'price' | 'endsAt'> | undefined;

/** What is no secret needs no secret nonce: whoever won reads it in its bid and pays with it. */
export const openNonceOf = (auctionId: string): string => sha256(auctionId);

/** The least that the next bid must be: the start, or a step above the bid before. */
export const leastAfter = ({ start, step }: English, before: Before): Money =>
  before?.price ? add(before.price, step) : start;

/** When the bidding ends after a bid; as opened when there is none. */
export const endOf = ({ closesAt }: Auction, before: Before): Instant => before?.endsAt ?? closesAt;

/** Soft close: a late bid leaves time to answer, but not for ever. The end never moves back. */
export const endAfter = ({ extendMinutes, extendUntil }: English, end: Instant, now: Instant): Instant =>
  laterOf(end, earlierOf(addMillis(now, extendMinutes * MINUTE_MS), extendUntil));

/**
 * The bid after `before`. It is a key of its own, by its number: of two who bid one number one is first, and
 * no common key is written.
 */
export function outbid(
  auction: Auction,
  { listing, before }: { listing: Listing; before: Bid | undefined },
  wanted: { bidder: string; price: Money; certificateHash: string },
  now: Instant,
): Bid {
  const { auctionId } = auction;
  const terms = termsOf(auction, 'english', 'outbid');
  auctionLife.step('outbid', auction.status);
  const end = endOf(auction, before);
  demand(isBefore(now, end), saleErrors.AUCTION_CLOSED, { auctionId, closesAt: end });
  mayBid(wanted, listing);
  const [no, least, nonce] = [(before?.no ?? 0) + 1, leastAfter(terms, before), openNonceOf(auctionId)];
  demand(compare(wanted.price, least) >= 0, saleErrors.BID_TOO_LOW, {
    auctionId,
    no,
    least: `${least.amount}`,
  });
  const agreement = agreementOf({ tradeId: auctionId, price: wanted.price, nonce });
  // A clock that is behind that of the bid before stands in nobody's way, and is not believed.
  const placedAt = laterOf(now, before?.placedAt ?? now);
  const bid = { auctionId, ...wanted, no, nonce, agreement, placedAt, endsAt: endAfter(terms, end, now) };
  // A bid beyond which no amount exists would end the bidding.
  leastAfter(terms, bid);
  return bid;
}
