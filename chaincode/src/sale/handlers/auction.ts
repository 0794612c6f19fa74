import { bestSeen, bidSeen, bidsSeen, isInHall } from './visibility';
import { demand, kitErrors } from '../../kit/errors';
import type { auctionOperations } from '../api/auction';
import { type Auction, type Best, type Bid, forceEnd, hammer, kindOf, numbered, openAuction, wonTrade } from '../records/auction';
import { mustBeDeposited } from '../rules/deposit';
import { fallsAt, priceAt } from '../rules/dutch';
import { endOf, leastAfter } from '../rules/english';
import { saleEvents } from '../events';
import { agreementOf } from '../rules/price';
import { award, mustBeFresh } from '../rules/listing';
import { betterOf, type BidsClosed, currencyOf } from '../records/opening';
import { closeBids, mustTakeBids, placeBid, reveal, revealReserve } from '../rules/sealed';
import { listedBy, type Reading, save, seenOf, stakeOf, type Wiring, type Writing } from '../tables';

export const hammering: Wiring<typeof auctionOperations> = {
  async openAuction(tx, wanted) {
    const known = await tx.auctions.known(wanted.auctionId);
    if (known) return known;
    const { auctionId: id } = wanted;
    demand((await tx.trades.find(id)) === undefined, kitErrors.EXISTS_DIFFERENTLY, { kind: 'trade', id });
    const auction = openAuction(wanted, await listedBy(tx, wanted.listingId), tx.now);
    await tx.auctions.put(auction);
    const { auctionId, listingId, closesAt, revealUntil } = auction;
    tx.tell(saleEvents.AuctionOpened, { auctionId, listingId, kind: kindOf(auction), closesAt, revealUntil });
    return auction;
  },
  keepBid(tx, { auctionId: tradeId }, { secret }) {
    const kept = { ...secret, tradeId };
    return tx.agreements.keep(kept, tradeId, 'bid', tx.caller.member, agreementOf(kept));
  },
  async bid(tx, { auctionId, ...sealed }) {
    const bidder = tx.caller.member;
    const known = await tx.bids.known(auctionId, bidder);
    if (known) return known;
    await tx.agreements.check(tx.caller.org, sealed.seal, auctionId, 'bid', bidder, sealed.agreement);
    const auction = await tx.auctions.get(auctionId);
    const listing = await tx.listings.get(auction.listingId);
    mustBeFresh(listing, await seenOf(tx, listing.vin));
    mustTakeBids(auction, await tx.closings.find(auctionId));
    const placed = placeBid(auction, listing, { auctionId, bidder, ...sealed, placedAt: tx.now });
    mustBeDeposited(auction, await stakeOf(tx, auctionId, bidder));
    await tx.bids.put(placed);
    tx.tell(saleEvents.BidPlaced, { auctionId, bidder });
    return placed;
  },
  async close(tx, { auctionId }) {
    return closed(tx, await tx.auctions.get(auctionId));
  },
  async reveal(tx, { auctionId, bidder = tx.caller.member, ...shown }) {
    const sealed = await tx.bids.get(auctionId, bidder);
    const auction = await tx.auctions.get(auctionId);
    if (sealed.price !== undefined) return auction;
    const bid = reveal(auction, sealed, shown, tx.now);
    await closed(tx, auction);
    await tx.bids.put(bid);
    await tx.openings.put({ auctionId, bidder, price: shown.price, placedAt: bid.placedAt });
    tx.tell(saleEvents.BidRevealed, { auctionId, bidder });
    return auction;
  },
  async revealReserve(tx, { auctionId, ...shown }) {
    const auction = await tx.auctions.get(auctionId);
    await listedBy(tx, auction.listingId);
    const known = (await tx.reserves.find(auctionId))?.price ?? auction.reservePrice;
    if (known) return { ...auction, reservePrice: known };
    const reserve = revealReserve(auction, shown, tx.now);
    await closed(tx, auction);
    await tx.reserves.put(reserve);
    return { ...auction, reservePrice: reserve.price };
  },
  async hammer(tx, { auctionId }) {
    const before = await tx.auctions.get(auctionId);
    if (before.status !== 'open') return before;
    const listing = await tx.listings.get(before.listingId);
    const { lead, last, reservePrice } = await standingOf(tx, before);
    const auction = hammer(before, { listing, lead, reservePrice }, tx.now);
    const won = auction.status === 'sold' ? (last ?? (await tx.bids.get(auctionId, lead?.bidder ?? ''))) : undefined;
    if (won) {
      await tx.listings.put(award(listing, auctionId));
      await save(tx, wonTrade(auction, won, listing, tx.now));
    }
    await tx.auctions.put(auction);
    tx.tell(saleEvents.AuctionEnded, { auctionId, status: auction.status, ...(won && { tradeId: auctionId }) });
    return auction;
  },
  async forceEnd(tx, { auctionId, reason }) {
    const before = await tx.auctions.get(auctionId);
    if (before.annulled?.by === tx.caller.member) return before;
    const auction = forceEnd(before, { by: tx.caller.member, reason, at: tx.now });
    await tx.auctions.put(auction);
    tx.tell(saleEvents.AuctionEnded, { auctionId, status: auction.status });
    return auction;
  },
  async readAuction(tx, { auctionId }) {
    const auction = await tx.auctions.get(auctionId);
    const { lead, last, reservePrice } = await standingOf(tx, auction);
    const inside = await isInHall(tx, auctionId);
    const { best, ...rest } = auction;
    const first = (auction.english === undefined ? lead : undefined) ?? best;
    const shown = { ...(first && { best: bestSeen(tx, first, inside) }), ...(reservePrice && { reservePrice }) };
    const live = { kind: kindOf(auction), endsAt: endOf(auction, last), ...standing(auction, last, tx.now) };
    return { ...rest, ...shown, live };
  },
  listBids: async (tx, { auctionId, ...page }) =>
    bidsSeen(tx, await tx.bids.list(page, auctionId), await isInHall(tx, auctionId)),
  readBid: async (tx, { auctionId, bidder }) => bidSeen(tx, await tx.bids.get(auctionId, bidder), await isInHall(tx, auctionId)),
};

function standing({ english, dutch }: Auction, last: Bid | undefined, now: string) {
  if (english) {
    const next = { no: (last?.no ?? 0) + 1, least: leastAfter(english, last) };
    return { ...(last?.price && { price: last.price }), next };
  }
  if (!dutch) return {};
  const falls = fallsAt(dutch, now);
  return { price: priceAt(dutch, now), ...(falls !== undefined && { fallsAt: falls }) };
}

/** The end of the bidding, written down now if it is not yet. Once it is there nobody writes it, so openings do not conflict. */
async function closed(tx: Writing, auction: Auction): Promise<BidsClosed> {
  const known = await tx.closings.find(auction.auctionId);
  if (known) return known;
  const last = auction.english && (await lastBid(tx, auction.auctionId));
  const mark = closeBids(auction, endOf(auction, last), tx.now);
  await tx.closings.put(mark);
  return mark;
}

/** Who leads, and the reserve if it was opened; what was opened before these had keys of their own stands in the auction. */
async function standingOf(tx: Writing | Reading, auction: Auction) {
  const { auctionId, best } = auction;
  const reserve = await tx.reserves.find(auctionId);
  const last = auction.english && (await lastBid(tx, auctionId));
  const first = kindOf(auction) === 'sealed' ? await tx.openings.first(auctionId, currencyOf(auction, reserve)) : undefined;
  const lead = last?.price ? leadOf({ ...last, price: last.price }) : betterOf(first && leadOf(first), best);
  return { lead, last, reservePrice: reserve?.price ?? auction.reservePrice };
}

const leadOf = ({ bidder, price, placedAt }: Best): Best => ({ bidder, price, placedAt });

/** Powers of two up to the most bids that an auction can have. */
const PROBES = Array.from({ length: 14 }, (_, power) => 2 ** power);

/**
 * The highest of the open bids. They are numbered without a hole, so a few keys tell it; the number after it is read as well and is free, so
 * that a bid that comes in between makes the transaction conflict. No range is read.
 */
async function lastBid(tx: Writing | Reading, auctionId: string): Promise<Bid | undefined> {
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
