import { z } from 'zod';
import { submit, evaluate, keep, page, pageOf } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { count, id, sha256Hex, member } from '../../kit/value/text';
import { people, everyone } from '../../words/role';
import { Auction, Bid, bids, numbered, SeenAuction, SeenBid } from '../records/auction';
import { saleErrors as errors } from '../errors';
import { saleEvents as events } from '../events';
import { Agreement } from '../records/trade';
import { beside, isEnded, ofListing, onAuction, one, opened } from './auction';
import { auctionLife, listingLife } from '../life';
import { closings } from '../records/opening';
import { maybe } from '../../kit/ref';

const allowed = [errors.TRADE_SIDES_WRONG, errors.HISTORY_DIFFERS];

/** Bids of every kind: sealed ones and their opening, open ones, the falling price. */
export const bidOperations = {
  outbid: submit({
    says:
      'Bid openly in an English auction, under the next number; `upTo` answers others by itself, to one ' +
      'step above the second. Who leads and bids again raises its maximum and pays no more. Of two bids ' +
      'of one number one is made.',
    by: people,
    request: z.strictObject({
      auctionId: id,
      no: count(9_999, 1),
      price: positiveMoney,
      upTo: positiveMoney.optional().meta({
        description:
          'the most that this bid goes to; the ledger keeps it and shows it to its bidder alone, but who ' +
          'reads blocks finds it: `keepBid` and `bid` seal one until the end',
      }),
      certificateHash: sha256Hex,
    }),
    on: onAuction,
    step: auctionLife.outbid,
    answered: isEnded,
    loads: ({ auctionId, no }, auction) => ({
      ...ofListing(auction),
      ...beside(auction),
      there: maybe(bids.at(auctionId, numbered(no))),
      mark: maybe(closings.at(auctionId)),
    }),
    response: Bid,
    errors: [
      errors.BID_OUTBID,
      errors.LISTING_STALE,
      errors.DEPOSIT_MISSING,
      errors.AUCTION_OF_OTHER_KIND,
      errors.AUCTION_CLOSED,
      ...allowed,
      errors.BID_TOO_LOW,
      errors.AUCTION_BINDS,
    ],
    events: [events.BidRaised],
  }),
  take: submit({
    says:
      'Take a vehicle at the falling price of the moment, if that is not above `atMost`. The first who ' +
      'does has it.',
    by: people,
    request: z.strictObject({ auctionId: id, atMost: positiveMoney, certificateHash: sha256Hex }),
    on: onAuction,
    step: auctionLife.take,
    takes: [listingLife.award],
    // Of an auction that was taken the handler tells a repeat from another's call.
    answered: ({ dutch, status }) => dutch !== undefined && status === 'sold',
    loads: ({ auctionId }, auction) => ({
      ...ofListing(auction),
      ...beside(auction),
      mark: maybe(closings.at(auctionId)),
    }),
    response: Auction,
    errors: [
      errors.LISTING_STALE,
      errors.DEPOSIT_MISSING,
      errors.AUCTION_OF_OTHER_KIND,
      errors.AUCTION_NOT_OPEN,
      errors.AUCTION_CLOSED,
      ...allowed,
      errors.PRICE_NOT_FALLEN,
      errors.AUCTION_BINDS,
    ],
    events: [events.AuctionEnded, events.TradeChanged],
  }),
  keepBid: keep({
    says:
      'Keep a bid with a nonce of its own in the own organisation; another may be kept until one is ' +
      'placed.',
    by: people,
    request: one,
    secret: Agreement.omit({ tradeId: true }),
  }),
  bid: submit({
    says:
      'Place a sealed bid, or in an English auction a sealed maximum: the seal of what was kept and the ' +
      'hash that opening must match.',
    by: people,
    request: Bid.pick({ auctionId: true, agreement: true, certificateHash: true }).extend({
      seal: sha256Hex,
    }),
    on: onAuction,
    step: auctionLife.bid,
    creates: ({ auctionId }, { member: bidder }) => bids.at(auctionId, bidder),
    loads: ({ auctionId }, auction) => ({
      ...ofListing(auction),
      ...beside(auction),
      mark: maybe(closings.at(auctionId)),
    }),
    response: Bid,
    errors: [
      errors.LISTING_STALE,
      errors.AUCTION_OF_OTHER_KIND,
      errors.AUCTION_CLOSED,
      errors.TRADE_SIDES_WRONG,
      errors.HISTORY_DIFFERS,
      errors.DEPOSIT_MISSING,
      errors.AUCTION_BINDS,
    ],
    events: [events.BidPlaced],
  }),
  reveal: submit({
    says:
      'Open a bid from 20 seconds after closing on, the own or one whose price and nonce are known: they ' +
      'prove it, whoever shows them.',
    by: everyone,
    request: opened.extend({
      bidder: member.optional().meta({ description: 'whose bid; the own if not given' }),
    }),
    on: onAuction,
    step: auctionLife.reveal,
    answered: isEnded,
    loads: ({ auctionId, bidder }, _auction, asking) => ({
      sealed: bids.at(auctionId, bidder ?? asking.member),
      mark: maybe(closings.at(auctionId)),
    }),
    response: SeenAuction,
    errors: [errors.AUCTION_NOT_CLOSED, errors.AUCTION_REVEALED, errors.BID_UNPROVEN],
    events: [events.BidRevealed, events.BidRaised],
  }),
  listBids: evaluate({
    says:
      'List the bids of an auction, sealed, opened or open; whose they are for its seller, arbiter and ' +
      'bidders.',
    by: everyone,
    request: page.extend({ auctionId: id }),
    response: pageOf(SeenBid),
  }),
  readBid: evaluate({
    says: 'Read one sealed bid.',
    by: everyone,
    request: z.strictObject({ auctionId: id, bidder: member }),
    on: ({ auctionId, bidder }) => bids.at(auctionId, bidder),
    response: SeenBid,
  }),
};
