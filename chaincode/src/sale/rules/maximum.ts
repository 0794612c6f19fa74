import { compare, greater, lesser, add, type Money } from '../../kit/value/money';
import { type Instant, isBefore, laterOf } from '../../kit/value/time';
import type { Auction, Bid } from '../records/auction';
import { endAfter, endOf, openNonceOf } from './english';
import { agreementOf } from './price';

/** How far an open bid goes: its maximum, or what it bids where none was given. */
export const reachOf = ({ upTo, price }: Pick<Bid, 'upTo' | 'price'>): Money | undefined => upTo ?? price;

/** Who bids how far: `price` at once, and by itself up to `reach`. */
export interface Challenge extends Pick<Bid, 'bidder' | 'certificateHash' | 'placedAt'> {
  readonly price: Money;
  readonly reach: Money;
}

/**
 * The open bids that a challenge leads to, in their order: the challenger's, and the leader's answer if its
 * maximum is as high. The higher maximum leads, of two equal ones the earlier, at one step above the other
 * and never above its own; who leads already raises its maximum, and the price stays.
 */
export function contest(
  auction: Auction,
  before: Bid | undefined,
  challenge: Challenge,
  now: Instant,
): readonly [Bid, ...Bid[]] {
  const { english, auctionId } = auction;
  const step = english?.step;
  const { bidder, certificateHash, price, reach } = challenge;
  const end = endOf(auction, before);
  // What is opened after the end does not move it.
  const endsAt = english && isBefore(now, end) ? endAfter(english, end, now) : end;
  // A clock that is behind that of the bid before stands in nobody's way, and is not believed.
  const placedAt = laterOf(now, before?.placedAt ?? now);
  const no = (before?.no ?? 0) + 1;
  const bid = { auctionId, bidder, certificateHash, no, placedAt, endsAt };
  const top = before && reachOf(before);
  if (!before?.price || !top || !step) return [priced(bid, price, reach)];
  if (before.bidder === bidder) return [priced({ ...bid, endsAt: end }, before.price, greater(top, reach))];
  const order = compare(reach, top);
  if (order > 0 || (order === 0 && challenge.placedAt < before.placedAt))
    return [priced(bid, greater(price, lesser(reach, add(top, step))), reach)];
  const answer = { ...bid, bidder: before.bidder, certificateHash: before.certificateHash, no: no + 1 };
  return [priced(bid, reach, reach), priced(answer, lesser(top, add(reach, step)), top)];
}

/** Whether an opened maximum counts: in the money of the auction, from the start on, not below who leads. */
export function isContender({ english }: Auction, before: Bid | undefined, price: Money): boolean {
  if (!english || price.currency !== english.start.currency) return false;
  return compare(price, before?.price ?? english.start) >= 0;
}

/** The bids that a sealed maximum leads to once it is opened: it begins at the start, or where others are. */
export function openMaximum(
  auction: Auction,
  before: Bid | undefined,
  { bidder, certificateHash, placedAt, price }: Bid & { readonly price: Money },
  now: Instant,
): readonly Bid[] {
  const start = before?.price ?? auction.english?.start ?? price;
  return contest(auction, before, { bidder, certificateHash, placedAt, price: start, reach: price }, now);
}

/** Who leads meets a reserve that its maximum reaches: the bid at that price, if there is one to make. */
export function meetReserve(last: Bid | undefined, reserve: Money | undefined): Bid | undefined {
  const reach = last && reachOf(last);
  if (!last?.price || !reach || !reserve || reserve.currency !== reach.currency) return undefined;
  if (compare(last.price, reserve) >= 0 || compare(reach, reserve) < 0) return undefined;
  const { asked: _asked, upTo: _upTo, ...bid } = last;
  return priced({ ...bid, no: (last.no ?? 0) + 1 }, reserve, reach);
}

function priced(bid: Omit<Bid, 'agreement'>, price: Money, reach: Money): Bid {
  const { auctionId } = bid;
  const nonce = openNonceOf(auctionId);
  const agreement = agreementOf({ tradeId: auctionId, price, nonce });
  return { ...bid, price, nonce, agreement, ...(compare(reach, price) > 0 && { upTo: reach }) };
}
