import { z } from 'zod';
import { demand, refuse } from '../../kit/errors';
import { compare, currency, type Money, positiveMoney } from '../../kit/value/money';
import { table } from '../../kit/table';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { addMillis, instant, type Instant, isAfter, isBefore, opensAfter, WINDOW_MS } from '../../kit/value/time';
import { saleErrors } from '../errors';
import { auctionLife, auctionStatus } from '../life';
import { type Listing, nonce, type Trade } from './trade';
import { daysFrom } from '../rules/trade';

const best = z.strictObject({ bidder: member, price: positiveMoney, placedAt: instant });
export type Best = z.output<typeof best>;

/** Open bids, each higher than the one before. */
const english = z.strictObject({
  start: positiveMoney.meta({ description: 'least first bid' }),
  step: positiveMoney.meta({ description: 'least that a bid is above the one before' }),
  extendMinutes: count(60, 1).meta({ description: 'after a bid there are at least so many minutes to answer it' }),
  extendUntil: instant.meta({ description: 'exclusive: the end never moves beyond' }),
});

/** A price that falls until somebody takes it. */
const dutch = z.strictObject({
  start: positiveMoney,
  floor: positiveMoney.meta({ description: 'the price never falls below' }),
  step: positiveMoney,
  stepMinutes: count(10_080, 1).meta({ description: 'a clock that is ahead gains ten seconds, so one step at most' }),
  opensAt: instant.meta({ description: 'from then on the price falls' }),
});

export const auctionKind = z.enum(['sealed', 'english', 'dutch']);

/** Sealed bids at the first price, unless the terms of another kind are given. */
export const Auction = z.strictObject({
  auctionId: id.meta({ description: 'also the id of the trade that it ends in' }),
  listingId: id,
  status: auctionStatus,
  closesAt: instant.meta({ description: 'exclusive: bids before; English: the end, until a late bid moves it' }),
  revealUntil: instant.meta({
    description: 'exclusive: bids and reserve are opened before, from 20 s after the end; the hammer falls 20 s after this',
  }),
  currency: currency.optional().meta({ description: 'of sealed bids; if not given that of deposit or reserve, else EUR' }),
  reserve: sha256Hex.optional().meta({ description: 'hash of the lowest price, as agreementOf (price.ts)' }),
  reservePrice: positiveMoney.optional().meta({ description: 'once opened by the seller; not opened, it does not count' }),
  english: english.optional(),
  dutch: dutch.optional(),
  deposit: positiveMoney.optional().meta({ description: 'that every bidder places before it bids' }),
  revealed: count(10_000).optional().meta({ description: 'of an auction of before: how many bids were opened' }),
  best: best.optional().meta({ description: 'best opened bid; once ended, the one that led' }),
  annulled: z.strictObject({ by: member, reason: z.enum(['fraud', 'courtOrder', 'error']), at: instant }).optional(),
});
export type Auction = z.output<typeof Auction>;

/** One bid. Sealed ones bear their bidder's name, and nobody bids twice; open ones are numbered without a hole. */
export const Bid = z.strictObject({
  auctionId: id,
  bidder: member,
  no: count(9_999, 1).optional().meta({ description: 'of an open bid' }),
  seal: sha256Hex.optional().meta({ description: 'of what the organisation of the bidder keeps; absent from an open bid' }),
  agreement: sha256Hex.meta({ description: 'SHA-256 over price, nonce and auction (price.ts)' }),
  certificateHash: sha256Hex,
  placedAt: instant,
  price: positiveMoney.optional().meta({ description: 'once opened' }),
  nonce: nonce.optional(),
  endsAt: instant.optional().meta({ description: 'when bidding ends after this open bid' }),
});
export type Bid = z.output<typeof Bid>;

export const numbered = (no: number): string => `${no}`.padStart(4, '0');
export const auctions = table({ kind: 'auction', v: 1, schema: Auction, id: ({ auctionId }) => [auctionId] });
export const bids = table({
  kind: 'bid',
  v: 1,
  schema: Bid,
  id: ({ auctionId, bidder, no }) => [auctionId, no === undefined ? bidder : numbered(no)],
});

export type Kind = z.output<typeof auctionKind>;
export const kindOf = (terms: Pick<Auction, 'english' | 'dutch'>): Kind =>
  terms.english ? 'english' : terms.dutch ? 'dutch' : 'sealed';

/** The terms of the kind that a step is for; of any other kind the step is refused. */
export function termsOf<K extends 'english' | 'dutch'>(auction: Auction, kind: K, step: string): NonNullable<Auction[K]> {
  const { auctionId, [kind]: terms } = auction;
  return terms ?? refuse(saleErrors.AUCTION_OF_OTHER_KIND, { auctionId, kind: kindOf(auction), step });
}

/** From the latest end to the last opening: two windows until an opening is taken, and two in which everybody can open. Sellers give more. */
const TO_OPEN = 4 * WINDOW_MS;

type Wanted = Omit<Auction, 'status' | 'reservePrice' | 'revealed' | 'best' | 'annulled'>;

export function openAuction(wanted: Wanted, listing: Listing, now: Instant): Auction {
  const { closesAt, revealUntil, english: rising, dutch: falling } = wanted;
  const { status, until, listingId } = listing;
  demand(status === 'listed' && isBefore(now, until), saleErrors.LISTING_OVER, { listingId, until });
  mustFit(wanted);
  const latest = rising?.extendUntil ?? closesAt;
  const ended = closesAt <= latest && addMillis(latest, falling ? 0 : TO_OPEN) <= revealUntil;
  const opened = falling === undefined || falling.opensAt < closesAt;
  demand(isBefore(now, closesAt) && ended && opened && revealUntil <= until, saleErrors.AUCTION_TIMES_WRONG);
  return { ...wanted, status: 'open' };
}

/** Amounts of other currencies are refused here, before anybody bids. */
function mustFit({ english: rising, dutch: falling, reserve, deposit, currency: unit }: Wanted): void {
  const wrong = (why: string): never => refuse(saleErrors.AUCTION_TERMS_WRONG, { why });
  if (rising && falling) wrong('a price rises or falls');
  if (falling && reserve !== undefined) wrong('the floor of a falling price is its reserve');
  if (falling && compare(falling.floor, falling.start) > 0) wrong('the floor is above the start');
  const named = [rising?.start, falling?.start, deposit].filter((amount) => amount !== undefined);
  for (const { currency: other } of named) if ((unit ?? other) !== other) wrong(`it is in ${unit} and ${other}`);
  for (const { start, step } of [rising, falling].filter((terms) => terms !== undefined)) {
    compare(step, start);
    if (deposit) compare(deposit, start);
  }
}

/** Whoever bids is neither seller nor arbiter, and knows the history as it is listed. */
export function mayBid({ bidder, certificateHash }: Pick<Bid, 'bidder' | 'certificateHash'>, listing: Listing): void {
  demand(bidder !== listing.seller && bidder !== listing.arbiter, saleErrors.TRADE_SIDES_WRONG);
  demand(certificateHash === listing.certificate.hash, saleErrors.HISTORY_DIFFERS, { listingId: listing.listingId });
}

/**
 * Sold to the best bid that reaches the reserve, unless the vehicle left the market meanwhile. That no bid is better is proven by the transaction:
 * it read that the next number of an open bid is free, or that no opening comes before this one. A reserve in other money is reached by none.
 */
export function hammer(
  auction: Auction,
  { listing, lead, reservePrice }: { listing: Listing; lead: Best | undefined; reservePrice: Auction['reservePrice'] },
  now: Instant,
): Auction {
  const { auctionId, revealUntil } = auction;
  auctionLife.step('hammer', auction.status);
  demand(isAfter(now, revealUntil), saleErrors.AUCTION_NOT_CLOSED, { auctionId, from: opensAfter(revealUntil) });
  const reached = lead !== undefined && (reservePrice === undefined || reaches(lead.price, reservePrice));
  const sold = reached && listing.status === 'listed';
  const status = auctionLife.step('hammer', auction.status, sold ? 'sold' : 'unsold');
  return { ...auction, status, ...(lead && { best: lead }), ...(reservePrice && { reservePrice }) };
}

const reaches = (price: Money, least: Money): boolean => price.currency === least.currency && compare(price, least) >= 0;

/** For fraud, a court or a mistake: nothing is sold and every deposit goes back, opened or not. */
export const forceEnd = (auction: Auction, annulled: NonNullable<Auction['annulled']>): Auction => ({
  ...auction,
  status: auctionLife.step('forceEnd', auction.status),
  annulled,
});

/** The bid is the buyer's word, the auction the seller's: the trade begins agreed, and the winner pays what it bid, within days from now. */
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
