import { refuse } from '../../kit/errors';
import { type Auction, type Bid, type Calling, numbered } from '../records/auction';
import type { Listing } from '../records/listing';
import type { BidsClosed } from '../records/opening';
import { mayBind, wonTrade } from '../rules/auction';
import type { bidOperations } from '../api/bid';
import { mustBeDeposited } from '../rules/deposit';
import { take } from '../rules/dutch';
import { isSameBid, type Offered, outbid } from '../rules/outbid';
import { saleErrors } from '../errors';
import { auctionLife } from '../life';
import { saleEvents } from '../events';
import { mustTakeBids, opens, placeBid, reveal } from '../rules/sealed';
import { award, mustBeFresh, mustBeOffered } from '../rules/listing';
import type { SaleHandlers, Writing } from '../tables';
import { saveTrade } from './record';
import { seenOf } from './history';
import { stakeOf } from './escrow';
import { auctionSeen, bidSeen, bidsSeen, isParticipant } from './visibility';
import { agreementOf } from '../rules/price';
import { mustBeUnbound } from './calling';
import { closed, lastBid } from './lead';
import { isContender, openMaximum } from '../rules/maximum';

export const bidHandlers: SaleHandlers<typeof bidOperations> = {
  async outbid(tx, { auctionId, no, ...offered }, { on: auction, listing, calling, there, mark }) {
    const wanted = { ...offered, bidder: tx.caller.member };
    if (there) return sameBid(there, wanted);
    await mustBeAdmitted(tx, auction, listing, mark);
    const before = no === 1 ? undefined : await tx.bids.get(auctionId, numbered(no - 1));
    const [bid, ...answers] = outbid(auction, { listing, before }, wanted, tx.now);
    await mustBindAlone(tx, auction, calling);
    await saveBids(tx, [bid, ...answers]);
    return bid;
  },
  async take(tx, { auctionId, ...offered }, { on: before, listing, calling, mark }) {
    const wanted = { ...offered, bidder: tx.caller.member };
    if (await isTaken(tx, before)) return before;
    await mustBeAdmitted(tx, before, listing, mark);
    const { auction, bid } = take(before, listing, wanted, tx.now);
    await mustBindAlone(tx, before, calling);
    await tx.auctions.put(auction);
    await tx.bids.put(bid);
    await tx.listings.put(award(listing, auctionId));
    await saveTrade(tx, wonTrade(auction, bid, listing, tx.now));
    tx.tell(saleEvents.AuctionEnded, { auctionId, status: auction.status, tradeId: auctionId });
    return auction;
  },
  keepBid(tx, { auctionId: tradeId }, { secret }) {
    const kept = { ...secret, tradeId };
    return tx.agreements.keep(kept, tradeId, 'bid', tx.caller.member, agreementOf(kept));
  },
  async bid(tx, { auctionId, ...sealed }, { on: auction, listing, calling, mark }) {
    const bidder = tx.caller.member;
    await tx.agreements.check(tx.caller.org, sealed.seal, auctionId, 'bid', bidder, sealed.agreement);
    mustBeOffered(listing);
    mustBeFresh(listing, await seenOf(tx, listing.vin));
    mustTakeBids(auction, mark);
    const placed = placeBid(auction, listing, { auctionId, bidder, ...sealed, placedAt: tx.now });
    mustBeDeposited(auction, await stakeOf(tx, auctionId, bidder));
    await mustBindAlone(tx, auction, calling);
    await tx.bids.put(placed);
    tx.tell(saleEvents.BidPlaced, { auctionId, bidder });
    return placed;
  },
  async reveal(tx, { auctionId, bidder = tx.caller.member, ...shown }, { on: auction, sealed, mark }) {
    if (sealed.price !== undefined && opens(auction, sealed.agreement, shown))
      return auctionSeen(tx, auction);
    const bid = reveal(auction, sealed, shown, tx.now);
    await closed(tx, auction, mark);
    await tx.bids.put(bid);
    if (auction.english) await raiseTo(tx, auction, { ...bid, price: shown.price });
    else await tx.openings.put({ auctionId, bidder, price: shown.price, placedAt: bid.placedAt });
    tx.tell(saleEvents.BidRevealed, { auctionId, bidder });
    return auctionSeen(tx, auction);
  },
  listBids: async (tx, { auctionId, ...page }) =>
    bidsSeen(tx, await tx.bids.list(page, auctionId), await isParticipant(tx, auctionId)),
  readBid: async (tx, { auctionId }, { on: bid }) => bidSeen(tx, bid, await isParticipant(tx, auctionId)),
};

/** Whoever bids has staked what the auction asks, while bids are taken and the history is still true. */
async function mustBeAdmitted(
  tx: Writing,
  auction: Auction,
  listing: Listing,
  mark: BidsClosed | undefined,
): Promise<void> {
  mustTakeBids(auction, mark);
  mustBeOffered(listing);
  mustBeFresh(listing, await seenOf(tx, listing.vin));
  mustBeDeposited(auction, await stakeOf(tx, auction.auctionId, tx.caller.member));
}

/**
 * Whether the caller took it by this very request. One that names another price or history is refused
 * (EXISTS_DIFFERENTLY), and that of somebody else by the status.
 */
async function isTaken(tx: Writing, { auctionId, status, best }: Auction): Promise<boolean> {
  if (status === 'open') return false;
  auctionLife.step('take', tx.is(best?.bidder ?? '-') ? 'open' : status);
  return (await tx.bids.known(auctionId, numbered(1))) !== undefined;
}

/** Of two auctions without reserve the first that is bid in binds the seller; a falling price that is taken does. */
async function mustBindAlone(tx: Writing, auction: Auction, calling: Calling | undefined): Promise<void> {
  if (calling && (mayBind(auction) || auction.dutch))
    await mustBeUnbound(tx, calling.vin, calling, auction.auctionId);
}

/** Open bids, each under its number, told with their prices. */
async function saveBids(tx: Writing, made: readonly Bid[]): Promise<void> {
  for (const bid of made) {
    await tx.bids.put(bid);
    const { auctionId, no = 0, bidder, price, endsAt = bid.placedAt } = bid;
    if (price) tx.tell(saleEvents.BidRaised, { auctionId, no, bidder, price, endsAt });
  }
}

/** A sealed maximum that is opened bids as if it had been there all the time, if it is as high as the lead. */
async function raiseTo(
  tx: Writing,
  auction: Auction,
  opened: Bid & { readonly price: NonNullable<Bid['price']> },
): Promise<void> {
  const before = await lastBid(tx, auction.auctionId);
  if (isContender(auction, before, opened.price))
    await saveBids(tx, openMaximum(auction, before, opened, tx.now));
}

/** A repeated bid is answered; somebody else's stands in the way. */
function sameBid(there: Bid, wanted: Offered): Bid {
  const { auctionId, no = 0, price: known } = there;
  if (isSameBid(there, wanted)) return there;
  return refuse(saleErrors.BID_OUTBID, { auctionId, no, price: `${known?.amount ?? 0n}` });
}
