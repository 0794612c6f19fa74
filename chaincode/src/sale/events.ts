import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { positiveMoney } from '../kit/value/money';
import { count, id, member } from '../kit/value/text';
import { instant } from '../kit/value/time';
import { vin } from '../words/vin';
import { auctionKind, auctionStatus } from './records/auction';
import { depositStatus } from './records/deposit';
import { Listing } from './records/listing';
import { tradeStatus } from './records/trade';

/** Facts of the trade in used vehicles. No price, which is between the sides, but that of an open bid. */
export const saleEvents = defineEvents({
  VehicleListed: Listing.pick({ listingId: true, vin: true, certificate: true, until: true }),
  ListingRefreshed: Listing.pick({ listingId: true, vin: true, certificate: true }),
  ListingWithdrawn: Listing.pick({ listingId: true, vin: true }),
  ListingInspected: z.strictObject({ listingId: id, reportId: id, inspector: member, failed: count(200) }),
  TradeChanged: z.strictObject({ tradeId: id, vin, status: tradeStatus, due: instant }),
  TradeApproved: z.strictObject({ tradeId: id, vin, until: instant }),
  AuctionOpened: z.strictObject({
    auctionId: id,
    listingId: id,
    kind: auctionKind,
    closesAt: instant,
    revealUntil: instant,
  }),
  BidPlaced: z.strictObject({ auctionId: id, bidder: member }),
  BidRevealed: z.strictObject({ auctionId: id, bidder: member, leads: z.boolean().optional() }),
  BidRaised: z.strictObject({
    auctionId: id,
    no: count(9_999, 1),
    bidder: member,
    price: positiveMoney,
    endsAt: instant,
  }),
  DepositPlaced: z.strictObject({ auctionId: id, bidder: member }),
  DepositEnded: z.strictObject({ auctionId: id, bidder: member, status: depositStatus }),
  AuctionEnded: z.strictObject({ auctionId: id, status: auctionStatus, tradeId: id.optional() }),
});
