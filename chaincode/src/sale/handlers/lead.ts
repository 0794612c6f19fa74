import { type Auction, type Best, type Bid, kindOf, numbered } from '../records/auction';
import { endOf } from '../rules/english';
import type { BidsClosed, Reserve } from '../records/opening';
import { betterOf, currencyOf, closeBids } from '../rules/sealed';
import type { Reading, Writing } from '../tables';

/**
 * The end of the bidding, written down now if it is not yet. Once it is there nobody writes it, so openings
 * do not conflict.
 */
export async function closed(
  tx: Writing,
  auction: Auction,
  known: BidsClosed | undefined,
): Promise<BidsClosed> {
  if (known) return known;
  const last = auction.english && (await lastBid(tx, auction.auctionId));
  const mark = closeBids(auction, endOf(auction, last), tx.now);
  await tx.closings.put(mark);
  return mark;
}

/**
 * Who leads, and the reserve if it was opened; what was opened before these had keys of their own stands in
 * the auction.
 */
export async function standingOf(tx: Writing | Reading, auction: Auction, reserve: Reserve | undefined) {
  const { auctionId, best } = auction;
  const last = auction.english && (await lastBid(tx, auctionId));
  const first =
    kindOf(auction) === 'sealed'
      ? await tx.openings.first(auctionId, currencyOf(auction, reserve))
      : undefined;
  const lead = last?.price ? leadOf({ ...last, price: last.price }) : betterOf(first && leadOf(first), best);
  return { lead, last, reservePrice: reserve?.price ?? auction.reservePrice };
}

/** Who leads by a bid, as the auction keeps it. */
export const leadOf = ({ bidder, price, placedAt }: Best): Best => ({ bidder, price, placedAt });

/** Powers of two up to the most bids that an auction can have. */
const PROBES = Array.from({ length: 14 }, (_, power) => 2 ** power);

/**
 * The highest of the open bids. They are numbered without a hole, so a few keys tell it; the number after it
 * is read as well and is free, so that a bid that comes in between makes the transaction conflict. No range
 * is read.
 */
export async function lastBid(tx: Writing | Reading, auctionId: string): Promise<Bid | undefined> {
  const found = await tx.bids.findMany(PROBES.map((no) => [auctionId, numbered(no)]));
  const after = found.indexOf(undefined);
  if (after === 0) return undefined;
  let low = PROBES[after < 0 ? PROBES.length - 1 : after - 1] ?? 1;
  let high = after < 0 ? 10_000 : (PROBES[after] ?? 10_000);
  let last = found[after < 0 ? found.length - 1 : after - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const bid = await tx.bids.find(auctionId, numbered(middle));
    if (bid) [low, last] = [middle, bid];
    else high = middle;
  }
  return last;
}
