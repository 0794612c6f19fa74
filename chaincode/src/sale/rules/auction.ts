import { demand, refuse } from '../../kit/errors';
import { compare, type Money } from '../../kit/value/money';
import { addMillis, type Instant, isAfter, isBefore, opensAfter, WINDOW_MS } from '../../kit/value/time';
import { saleErrors } from '../errors';
import { auctionLife } from '../life';
import type { Trade } from '../records/trade';
import type { Listing } from '../records/listing';
import { daysFrom } from './trade';
import { type Auction, type Best, type Bid, kindOf } from '../records/auction';

/** The terms of the kind that a step is for; of any other kind the step is refused. */
export function termsOf<K extends 'english' | 'dutch'>(
  auction: Auction,
  kind: K,
  step: string,
): NonNullable<Auction[K]> {
  const { auctionId, [kind]: terms } = auction;
  return terms ?? refuse(saleErrors.AUCTION_OF_OTHER_KIND, { auctionId, kind: kindOf(auction), step });
}

/**
 * From the latest end to the last opening: two windows until an opening is taken, and two in which everybody
 * can open. Sellers give more.
 */
const TO_OPEN = 4 * WINDOW_MS;

type Wanted = Omit<Auction, 'status' | 'vin' | 'reservePrice' | 'revealed' | 'best' | 'annulled'>;

/**
 * An auction of a listed vehicle, open at once. Throws LISTING_OVER, AUCTION_TERMS_WRONG, CURRENCY_DIFFERS,
 * AUCTION_TIMES_WRONG.
 */
export function openAuction(wanted: Wanted, listing: Listing, now: Instant): Auction {
  const { closesAt, revealUntil, english: rising, dutch: falling } = wanted;
  const { status, until, listingId } = listing;
  demand(status === 'listed' && isBefore(now, until), saleErrors.LISTING_OVER, { listingId, until });
  mustFit(wanted);
  const latest = rising?.extendUntil ?? closesAt;
  const ended = closesAt <= latest && addMillis(latest, falling ? 0 : TO_OPEN) <= revealUntil;
  const opened = falling === undefined || falling.opensAt < closesAt;
  demand(isBefore(now, closesAt) && ended && opened && revealUntil <= until, saleErrors.AUCTION_TIMES_WRONG);
  return { ...wanted, vin: listing.vin, status: 'open' };
}

/** Amounts of other currencies are refused here, before anybody bids. */
function mustFit({ english: rising, dutch: falling, reserve, deposit, currency: unit }: Wanted): void {
  const wrong = (why: string): never => refuse(saleErrors.AUCTION_TERMS_WRONG, { why });
  if (rising && falling) wrong('a price rises or falls');
  if (falling && reserve !== undefined) wrong('the floor of a falling price is its reserve');
  if (falling && compare(falling.floor, falling.start) > 0) wrong('the floor is above the start');
  const named = [rising?.start, falling?.start, deposit].filter((amount) => amount !== undefined);
  for (const { currency: other } of named)
    if ((unit ?? other) !== other) wrong(`it is in ${unit} and ${other}`);
  for (const { start, step } of [rising, falling].filter((terms) => terms !== undefined)) {
    compare(step, start);
    if (deposit) compare(deposit, start);
  }
}

/** Whoever bids is neither seller nor arbiter, and knows the history as it is listed. */
export function mayBid(
  { bidder, certificateHash }: Pick<Bid, 'bidder' | 'certificateHash'>,
  listing: Listing,
): void {
  demand(bidder !== listing.seller && bidder !== listing.arbiter, saleErrors.TRADE_SIDES_WRONG);
  demand(certificateHash === listing.certificate.hash, saleErrors.HISTORY_DIFFERS, {
    listingId: listing.listingId,
  });
}

/**
 * Sold to the best bid that reaches the reserve, unless the vehicle left the market meanwhile or
 * is bound by another auction. That no bid is
 * better is proven by the transaction: it read that the next number of an open bid is free, or that no
 * opening comes before this one. A reserve in other money is reached by none.
 */
export function hammer(
  auction: Auction,
  {
    listing,
    lead,
    reservePrice,
    bound,
  }: { listing: Listing; lead: Best | undefined; reservePrice: Auction['reservePrice']; bound: boolean },
  now: Instant,
): Auction {
  const { auctionId, revealUntil } = auction;
  auctionLife.step('hammer', auction.status);
  demand(isAfter(now, revealUntil), saleErrors.AUCTION_NOT_CLOSED, {
    auctionId,
    from: opensAfter(revealUntil),
  });
  const reached = lead !== undefined && (reservePrice === undefined || reaches(lead.price, reservePrice));
  const sold = reached && listing.status === 'listed' && !bound;
  const status = auctionLife.step('hammer', auction.status, sold ? 'sold' : 'unsold');
  return { ...auction, status, ...(lead && { best: lead }), ...(reservePrice && { reservePrice }) };
}

const reaches = (price: Money, least: Money): boolean =>
  price.currency === least.currency && compare(price, least) >= 0;

/** Without a reserve, as a seller who names none says; the floor of a falling price is its reserve. */
const isWithoutReserve = ({ reserve, dutch }: Auction): boolean => reserve === undefined && !dutch;

/**
 * Whether an auction binds the vehicle once there is a bid: put up without reserve it is neither withdrawn nor
 * sold beside (UCC 2-328(3)) until the hammer falls or the auditor ends it.
 */
export const mayBind = (auction: Auction): boolean => auction.status === 'open' && isWithoutReserve(auction);

/** For fraud, a court or a mistake: nothing is sold and every deposit goes back, opened or not. */
export const forceEnd = (auction: Auction, annulled: NonNullable<Auction['annulled']>): Auction => ({
  ...auction,
  status: auctionLife.step('forceEnd', auction.status),
  annulled,
});

/**
 * The bid is the buyer's word, the auction the seller's: the trade begins agreed, and the winner pays what it
 * bid, within days from now.
 */
export function wonTrade({ auctionId }: Auction, bid: Bid, listing: Listing, now: Instant): Trade {
  const { listingId, vin, seller, arbiter, terms, charges, model } = listing;
  const { agreement, certificateHash, seal, placedAt } = bid;
  const word = { agreement, certificateHash, at: placedAt };
  const words = { sellerWord: word, buyerWord: { ...word, ...(seal !== undefined && { seal }) } };
  const sides = { seller, buyer: bid.bidder, arbiter };
  const copied = { terms, charges, ...(model !== undefined && { model }) };
  const due = daysFrom(now, terms.payDays);
  return { tradeId: auctionId, listingId, vin, ...sides, ...copied, status: 'agreed', ...words, due };
}
