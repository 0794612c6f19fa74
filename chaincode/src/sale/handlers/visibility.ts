import type { z } from 'zod';
import type { Listed } from '../../kit/ledger/rows';
import { without } from '../../kit/view';
import {
  type Auction,
  type BestSeen,
  type Bid,
  type SeenAuction,
  MAXIMUM,
  type SeenBid,
  WHO,
} from '../records/auction';
import type { Deposit } from '../records/deposit';
import type { Reading, Writing } from '../tables';

type SeenBest = z.output<typeof BestSeen>;

/** Whether the caller is in the hall: seller, arbiter, whoever bids or staked there, and who watches. */
export async function isParticipant(tx: Reading | Writing, auctionId: string): Promise<boolean> {
  const { role, member } = tx.caller;
  if (role === 'registrar' || role === 'auditor') return true;
  const auction = await tx.auctions.find(auctionId);
  const listing = auction && (await tx.listings.find(auction.listingId));
  if (listing && (tx.is(listing.seller) || tx.is(listing.arbiter))) return true;
  const [staked, sealed] = [await tx.deposits.find(auctionId, member), await tx.bids.find(auctionId, member)];
  return staked !== undefined || sealed !== undefined;
}

/**
 * A bid as the caller may see it: whose it is, and its nonce, for participants and its bidder; how far it
 * goes, for its bidder alone.
 */
export function bidSeen(tx: Reading, bid: Bid, inside: boolean): z.output<typeof SeenBid> {
  if (tx.is(bid.bidder)) return bid;
  const shown = without(bid, MAXIMUM);
  return inside ? shown : without(shown, WHO);
}
/** A page of bids as the caller may see them. */
export const bidsSeen = (tx: Reading, { items, ...more }: Listed<Bid>, inside: boolean) => ({
  items: items.map((one) => bidSeen(tx, one, inside)),
  ...more,
});
/** The leading bid as the caller may see it: by whom, for participants and its bidder. */
export const bestSeen = (
  tx: Reading | Writing,
  best: NonNullable<Auction['best']>,
  inside: boolean,
): SeenBest => (inside || tx.is(best.bidder) ? best : without(best, { bidder: true }));

/** An auction as the caller may see it, in the answer to a step that anybody may take. */
export async function auctionSeen(
  tx: Reading | Writing,
  { best, ...auction }: Auction,
): Promise<z.output<typeof SeenAuction>> {
  return best
    ? { ...auction, best: bestSeen(tx, best, await isParticipant(tx, auction.auctionId)) }
    : auction;
}

/** Who staked what is for the hall's own: seller, arbiter and who watches see all, a bidder its own. */
export async function depositsSeen(tx: Reading, auctionId: string, { items, ...more }: Listed<Deposit>) {
  const { role } = tx.caller;
  const auction = await tx.auctions.find(auctionId);
  const listing = auction && (await tx.listings.find(auction.listingId));
  const watches = role === 'registrar' || role === 'auditor';
  const all = watches || (listing !== undefined && (tx.is(listing.seller) || tx.is(listing.arbiter)));
  return { items: all ? items : items.filter(({ bidder }) => tx.is(bidder)), ...more };
}
