import { auctionSeen, bestSeen, isParticipant } from './visibility';
import { demand, kitErrors } from '../../kit/errors';
import type { auctionOperations } from '../api/auction';
import { type Auction, type Bid, kindOf } from '../records/auction';
import { forceEnd, hammer, openAuction, wonTrade } from '../rules/auction';
import { fallsAt, priceAt } from '../rules/dutch';
import { endOf, leastAfter } from '../rules/english';
import { saleEvents } from '../events';
import { award } from '../rules/listing';
import { opens, revealReserve } from '../rules/sealed';
import type { SaleHandlers } from '../tables';
import { saveTrade } from './record';
import { closed, leadOf, standingOf } from './lead';
import { callingBeside, callUp, mustBeUnbound } from './calling';
import { meetReserve } from '../rules/maximum';

export const auctionHandlers: SaleHandlers<typeof auctionOperations> = {
  async openAuction(tx, wanted, { on: listing, trade, calling }) {
    demand(trade === undefined, kitErrors.EXISTS_DIFFERENTLY, { kind: 'trade', id: wanted.auctionId });
    const auction = openAuction(wanted, listing, tx.now);
    await mustBeUnbound(tx, listing.vin, calling);
    await tx.auctions.put(auction);
    await callUp(tx, { vin: listing.vin, auctionId: auction.auctionId }, calling);
    const { auctionId, listingId, closesAt, revealUntil } = auction;
    tx.tell(saleEvents.AuctionOpened, { auctionId, listingId, kind: kindOf(auction), closesAt, revealUntil });
    return auction;
  },
  close: (tx, _request, { on: auction, mark }) => closed(tx, auction, mark),
  async revealReserve(tx, { price, nonce }, { on: auction, listing, known, mark }) {
    tx.mustBe('the seller', listing.seller);
    const reservePrice = known?.price ?? auction.reservePrice;
    if (reservePrice && opens(auction, auction.reserve, { price, nonce }))
      return { ...auction, reservePrice };
    const reserve = revealReserve(auction, { price, nonce }, tx.now);
    await closed(tx, auction, mark);
    await tx.reserves.put(reserve);
    return { ...auction, reservePrice: reserve.price };
  },
  async hammer(tx, { auctionId }, { on: before, listing, calling, reserve }) {
    if (before.status !== 'open') return auctionSeen(tx, before);
    const { last, reservePrice, ...led } = await standingOf(tx, before, reserve);
    const met = meetReserve(last, reservePrice);
    const lead = met?.price ? leadOf({ ...met, price: met.price }) : led.lead;
    const bound = (await callingBeside(tx, calling, auctionId)) !== undefined;
    const auction = hammer(before, { listing, lead, reservePrice, bound }, tx.now);
    const best = met ?? last;
    const won =
      auction.status === 'sold' ? (best ?? (await tx.bids.get(auctionId, lead?.bidder ?? ''))) : undefined;
    if (won) {
      if (met) await tx.bids.put(met);
      await tx.listings.put(award(listing, auctionId));
      await saveTrade(tx, wonTrade(auction, won, listing, tx.now));
    }
    await tx.auctions.put(auction);
    tx.tell(saleEvents.AuctionEnded, {
      auctionId,
      status: auction.status,
      ...(won && { tradeId: auctionId }),
    });
    return auctionSeen(tx, auction);
  },
  async forceEnd(tx, { auctionId, reason }, { on: before }) {
    const auction = forceEnd(before, { by: tx.caller.member, reason, at: tx.now });
    await tx.auctions.put(auction);
    tx.tell(saleEvents.AuctionEnded, { auctionId, status: auction.status });
    return auction;
  },
  async readAuction(tx, { auctionId }, { on: auction, reserve }) {
    const { lead, last, reservePrice } = await standingOf(tx, auction, reserve);
    const inside = await isParticipant(tx, auctionId);
    const { best, ...rest } = auction;
    const first = (auction.english === undefined ? lead : undefined) ?? best;
    const shown = {
      ...(first && { best: bestSeen(tx, first, inside) }),
      ...(reservePrice && { reservePrice }),
    };
    const live = { kind: kindOf(auction), endsAt: endOf(auction, last), ...standing(auction, last, tx.now) };
    return { ...rest, ...shown, live };
  },
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
