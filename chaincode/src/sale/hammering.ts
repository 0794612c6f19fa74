import { demand, kitErrors } from '../kit/errors';
import type { auctionOperations } from './auctionapi';
import { hammer, openAuction, placeBid, reveal, revealReserve, wonTrade } from './auction';
import { saleEvents } from './events';
import { mustBeFresh } from './listing';
import { listedBy, save, seenOf, type Wiring } from './tables';

export const hammering: Wiring<typeof auctionOperations> = {
  async openAuction(tx, wanted) {
    const known = await tx.auctions.known(wanted.auctionId);
    if (known) return known;
    const { auctionId: id } = wanted;
    demand((await tx.trades.find(id)) === undefined, kitErrors.EXISTS_DIFFERENTLY, { kind: 'trade', id });
    const auction = openAuction(wanted, await listedBy(tx, wanted.listingId), tx.now);
    await tx.auctions.put(auction);
    const { auctionId, listingId, closesAt, revealUntil } = auction;
    tx.tell(saleEvents.AuctionOpened, { auctionId, listingId, closesAt, revealUntil });
    return auction;
  },
  keepBid: (tx, { auctionId }, secret) =>
    tx.agreements.keep({ ...secret, tradeId: auctionId }, auctionId, 'bid', tx.caller.member),
  async bid(tx, { auctionId, ...sealed }) {
    const bidder = tx.caller.member;
    const known = await tx.bids.known(auctionId, bidder);
    if (known) return known;
    await tx.agreements.check(tx.caller.org, sealed.seal, auctionId, 'bid', bidder);
    const auction = await tx.auctions.get(auctionId);
    const listing = await tx.listings.get(auction.listingId);
    mustBeFresh(listing, await seenOf(tx, listing.vin));
    const placed = placeBid(auction, listing, { auctionId, bidder, ...sealed, placedAt: tx.now });
    await tx.bids.put(placed);
    tx.tell(saleEvents.BidPlaced, { auctionId, bidder });
    return placed;
  },
  async reveal(tx, { auctionId, ...shown }) {
    const bidder = tx.caller.member;
    const sealed = await tx.bids.get(auctionId, bidder);
    const before = await tx.auctions.get(auctionId);
    if (sealed.price !== undefined) return before;
    const { auction, bid } = reveal(before, sealed, shown, tx.now);
    await tx.auctions.put(auction);
    await tx.bids.put(bid);
    tx.tell(saleEvents.BidRevealed, { auctionId, bidder, leads: auction.best?.bidder === bidder });
    return auction;
  },
  async revealReserve(tx, { auctionId, ...shown }) {
    const before = await tx.auctions.get(auctionId);
    await listedBy(tx, before.listingId);
    const auction = revealReserve(before, shown, tx.now);
    await tx.auctions.put(auction);
    return auction;
  },
  async hammer(tx, { auctionId }) {
    const before = await tx.auctions.get(auctionId);
    if (before.status !== 'open') return before;
    const auction = hammer(before, tx.now);
    const sold = auction.status === 'sold' ? auction.best : undefined;
    if (sold) {
      const bid = await tx.bids.get(auctionId, sold.bidder);
      await save(tx, wonTrade(auction, bid, await tx.listings.get(auction.listingId)));
    }
    await tx.auctions.put(auction);
    tx.tell(saleEvents.AuctionEnded, { auctionId, status: auction.status, ...(sold && { tradeId: auctionId }) });
    return auction;
  },
  readAuction: (tx, { auctionId }) => tx.auctions.get(auctionId),
  listBids: (tx, { auctionId, ...page }) => tx.bids.list(page, auctionId),
  readBid: (tx, { auctionId, bidder }) => tx.bids.get(auctionId, bidder),
};
