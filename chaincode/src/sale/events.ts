import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { count, id, member } from '../kit/text';
import { instant } from '../kit/time';
import { vin } from '../vehicle/records';
import { auctionStatus, tradeStatus } from './life';
import { Listing } from './records';

/** Facts of the trade in used vehicles. No price: it is between the sides. */
export const saleEvents = defineEvents({
  VehicleListed: Listing.pick({ listingId: true, vin: true, certificate: true, until: true }),
  ListingRefreshed: Listing.pick({ listingId: true, vin: true, certificate: true }),
  ListingWithdrawn: Listing.pick({ listingId: true, vin: true }),
  ListingInspected: z.strictObject({ listingId: id, reportId: id, inspector: member, failed: count(200) }),
  TradeChanged: z.strictObject({ tradeId: id, vin, status: tradeStatus, due: instant }),
  TradeApproved: z.strictObject({ tradeId: id, vin, until: instant }),
  AuctionOpened: z.strictObject({ auctionId: id, listingId: id, closesAt: instant, revealUntil: instant }),
  BidPlaced: z.strictObject({ auctionId: id, bidder: member }),
  BidRevealed: z.strictObject({ auctionId: id, bidder: member, leads: z.boolean() }),
  AuctionEnded: z.strictObject({ auctionId: id, status: auctionStatus, tradeId: id.optional() }),
});
