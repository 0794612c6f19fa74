import { z } from 'zod';
import { Auction, auctionKind, auctions, callings, SeenAuction } from '../records/auction';
import { evaluate, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { positiveMoney } from '../../kit/value/money';
import { count, id, nonce } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { saleErrors as errors } from '../errors';
import { saleEvents as events } from '../events';
import { BidsClosed, closings, reserves } from '../records/opening';
import { onListing, sellers } from './listing';
import { auctionLife, listingLife } from '../life';
import { listings } from '../records/listing';
import { trades } from '../records/trade';

export const one = z.strictObject({ auctionId: id });
export const opened = z.strictObject({ auctionId: id, price: positiveMoney, nonce });

/** Where an auction stands at the moment of the question. */
const live = z.strictObject({
  kind: auctionKind,
  endsAt: instant.meta({ description: 'when bidding ends as it stands' }),
  price: positiveMoney
    .optional()
    .meta({ description: 'English: of the highest bid; Dutch: what it would be taken for now' }),
  fallsAt: instant.optional().meta({ description: 'Dutch: when the price falls next' }),
  next: z
    .strictObject({ no: count(10_000, 1), least: positiveMoney })
    .optional()
    .meta({ description: 'English: number of the next bid, and the least that it must be' }),
});

export const onAuction = ({ auctionId }: { readonly auctionId: string }) => auctions.at(auctionId);
/** A repeat is answered though the auction is over; the rule refuses what is none. */
export const isEnded = ({ status }: Auction) => status !== 'open';
export const ofListing = ({ listingId }: Auction) => ({ listing: listings.at(listingId) });
/** The other auctions of the vehicle. */
export const beside = ({ vin }: Auction) => ({ calling: vin ? maybe(callings.at(vin)) : undefined });

/** Opening and ending of an auction of any kind. */
export const auctionOperations = {
  openAuction: submit({
    says:
      'Let bidders compete for a listed vehicle: sealed bids, open ones (english) or a falling price ' +
      '(dutch). A reserve stays a hash; without one the first bid binds the seller until the hammer.',
    by: sellers,
    request: Auction.omit({
      ...{ status: true, vin: true, reservePrice: true, revealed: true, best: true, annulled: true },
    }),
    on: onListing,
    sides: ['seller'],
    creates: onAuction,
    loads: ({ auctionId }, { vin }) => ({
      trade: maybe(trades.at(auctionId)),
      calling: maybe(callings.at(vin)),
    }),
    response: Auction,
    errors: [
      errors.LISTING_OVER,
      errors.AUCTION_TERMS_WRONG,
      errors.AUCTION_TIMES_WRONG,
      errors.AUCTION_BINDS,
    ],
    events: [events.AuctionOpened],
  }),
  close: submit({
    says:
      'Write down that the bidding is over, from 20 seconds after its end on: what was bid before and ' +
      'held back is not recorded any more.',
    by: everyone,
    request: one,
    on: onAuction,
    step: auctionLife.close,
    answered: isEnded,
    loads: ({ auctionId }) => ({ mark: maybe(closings.at(auctionId)) }),
    response: BidsClosed,
    errors: [errors.AUCTION_NOT_CLOSED],
  }),
  revealReserve: submit({
    says: 'Open the reserve after closing. A reserve that is not opened does not count.',
    by: sellers,
    request: opened,
    on: onAuction,
    step: auctionLife.revealReserve,
    answered: isEnded,
    loads: ({ auctionId }, auction) => ({
      ...ofListing(auction),
      known: maybe(reserves.at(auctionId)),
      mark: maybe(closings.at(auctionId)),
    }),
    response: Auction,
    errors: [errors.AUCTION_NOT_CLOSED, errors.AUCTION_REVEALED, errors.BID_UNPROVEN],
  }),
  hammer: submit({
    says:
      'Write down who won. Anyone may, once the time to open bids is over; the winner then has a trade to ' +
      'pay.',
    by: everyone,
    request: one,
    on: onAuction,
    step: auctionLife.hammer,
    takes: [listingLife.award],
    answered: isEnded,
    loads: ({ auctionId }, auction) => ({
      ...ofListing(auction),
      ...beside(auction),
      reserve: maybe(reserves.at(auctionId)),
    }),
    response: SeenAuction,
    errors: [errors.AUCTION_NOT_CLOSED],
    events: [events.AuctionEnded, events.TradeChanged],
  }),
  forceEnd: submit({
    says: 'End an auction without a sale, as the auditor. Every deposit goes back.',
    by: ['auditor'],
    request: z.strictObject({ auctionId: id, reason: z.enum(['fraud', 'courtOrder', 'error']) }),
    on: onAuction,
    step: auctionLife.forceEnd,
    done: ({ annulled }, { reason }, { member: caller }) =>
      annulled?.by === caller && annulled.reason === reason,
    response: Auction,
    events: [events.AuctionEnded],
  }),
  readAuction: evaluate({
    says: 'Read an auction and where it stands now.',
    by: everyone,
    request: one,
    on: onAuction,
    sides: ['anybody'],
    loads: ({ auctionId }) => ({ reserve: maybe(reserves.at(auctionId)) }),
    response: SeenAuction.extend({ live }),
  }),
};
