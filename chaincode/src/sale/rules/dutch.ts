import { demand } from '../../kit/errors';
import { compare, type Money, of, subtract } from '../../kit/value/money';
import { addMillis, type Instant, isBefore, MINUTE_MS, toMillis } from '../../kit/value/time';
import { type Auction, type Bid } from '../records/auction';
import { mayBid, termsOf } from './auction';
import { openNonceOf } from './english';
import { saleErrors } from '../errors';
import { auctionLife } from '../life';
import { agreementOf } from './price';
import type { Listing } from '../records/listing';

type Dutch = NonNullable<Auction['dutch']>;

/** Whole steps that have passed; none before the price begins to fall. */
const stepsAt = ({ opensAt, stepMinutes }: Dutch, now: Instant): number =>
  Math.max(0, Math.floor((toMillis(now) - toMillis(opensAt)) / (stepMinutes * MINUTE_MS)));

/**
 * start − steps × step, never below the floor: a question of the date alone, so nothing has to run for a
 * price to fall.
 */
export function priceAt(terms: Dutch, now: Instant): Money {
  const { start, step, floor } = terms;
  const fallen = step.amount * BigInt(stepsAt(terms, now));
  return fallen < start.amount - floor.amount ? subtract(start, of(fallen, step.currency)) : floor;
}

/** When the price falls next; `undefined` at the floor. */
export function fallsAt(terms: Dutch, now: Instant): Instant | undefined {
  const { opensAt, stepMinutes, floor } = terms;
  if (compare(priceAt(terms, now), floor) === 0) return undefined;
  return addMillis(opensAt, (stepsAt(terms, now) + 1) * stepMinutes * MINUTE_MS);
}

/** The first who takes it has it, at the price of the moment. */
export function take(
  auction: Auction,
  listing: Listing,
  wanted: { bidder: string; atMost: Money; certificateHash: string },
  now: Instant,
): { auction: Auction; bid: Bid } {
  const { auctionId, closesAt } = auction;
  const { bidder, atMost, certificateHash } = wanted;
  const terms = termsOf(auction, 'dutch', 'take');
  const status = auctionLife.step('take', auction.status);
  demand(now >= terms.opensAt, saleErrors.AUCTION_NOT_OPEN, { auctionId, from: terms.opensAt });
  demand(isBefore(now, closesAt), saleErrors.AUCTION_CLOSED, { auctionId, closesAt });
  mayBid(wanted, listing);
  const price = priceAt(terms, now);
  const facts = { auctionId, price: `${price.amount}`, atMost: `${atMost.amount}` };
  demand(compare(price, atMost) <= 0, saleErrors.PRICE_NOT_FALLEN, facts);
  const nonce = openNonceOf(auctionId);
  const agreement = agreementOf({ tradeId: auctionId, price, nonce });
  const bid = { auctionId, bidder, no: 1, price, nonce, agreement, certificateHash, placedAt: now };
  return { bid, auction: { ...auction, status, best: { bidder, price, placedAt: now } } };
}
