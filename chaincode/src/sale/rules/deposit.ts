import { demand } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import { show } from '../../kit/value/money';
import { sha256 } from '../../kit/value/hash';
import { type Instant, isBefore } from '../../kit/value/time';
import { escrowBox } from '../../payment/door';
import type { Auction, Bid } from '../records/auction';
import { saleErrors } from '../errors';
import type { Trade } from '../records/trade';
import type { Listing } from '../records/listing';
import type { Deposit } from '../records/deposit';

/** The box of one deposit. A hash, because the name of a member has no place in the name of a box. */
export const depositBox = ({ auctionId, bidder }: Pick<Deposit, 'auctionId' | 'bidder'>): string =>
  escrowBox(`deposit:${sha256(canonical([auctionId, bidder]))}`);

/**
 * A deposit of exactly what the auction asks, held. Throws DEPOSIT_UNWANTED, AUCTION_CLOSED,
 * TRADE_SIDES_WRONG.
 */
export function placeDeposit(
  auction: Auction,
  listing: Listing,
  { bidder, lot }: { bidder: string; lot: string },
  now: Instant,
): Deposit {
  const { auctionId, status, deposit: amount, english, closesAt } = auction;
  demand(amount !== undefined, saleErrors.DEPOSIT_UNWANTED, { auctionId });
  const end = english?.extendUntil ?? closesAt;
  demand(status === 'open' && isBefore(now, end), saleErrors.AUCTION_CLOSED, { auctionId, closesAt: end });
  demand(bidder !== listing.seller && bidder !== listing.arbiter, saleErrors.TRADE_SIDES_WRONG);
  return { auctionId, bidder, amount, status: 'held', lot, placedAt: now };
}

/** Refuses with DEPOSIT_MISSING a bidder who has nothing at stake in an auction that asks for it. */
export function mustBeDeposited({ auctionId, deposit: amount }: Auction, placed: Deposit | undefined): void {
  const held = amount === undefined || placed?.status === 'held';
  demand(held, saleErrors.DEPOSIT_MISSING, { auctionId, amount: amount ? show(amount) : '' });
}

/**
 * How a deposit ends by now, if it does. It is forfeited by a sealed bid that was never opened (otherwise one
 * could bid high and low and open what pays) and by a winner who withdrew or did not pay although it could;
 * in every other case it goes back.
 */
export function endOfDeposit(
  { bidder }: Pick<Deposit, 'bidder'>,
  auction: Auction,
  { bid, trade }: { bid: Bid | undefined; trade: Trade | undefined },
): 'giveBack' | 'forfeit' | undefined {
  if (auction.status === 'open') return undefined;
  if (auction.status === 'annulled') return 'giveBack';
  if (bid && bid.price === undefined) return 'forfeit';
  if (auction.status === 'unsold' || auction.best?.bidder !== bidder) return 'giveBack';
  if (trade?.status === 'agreed' || trade?.status === 'offered') return undefined;
  return trade?.leftBy === 'buyer' ? 'forfeit' : 'giveBack';
}
