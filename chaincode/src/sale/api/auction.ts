import { z } from 'zod';
import { SeenAuction, SeenBid } from '../handlers/visibility';
import { evaluate, keep, page, pageOf, submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone, people } from '../../words/role';
import { Auction, auctionKind, Bid } from '../records/auction';
import { saleErrors as no } from '../errors';
import { saleEvents as told } from '../events';
import { BidsClosed } from '../records/opening';
import { sellers } from './listing';
import { Agreement, nonce } from '../records/trade';

const one = z.strictObject({ auctionId: id });
const opened = z.strictObject({ auctionId: id, price: positiveMoney, nonce });

/** Where an auction stands at the moment of the question. */
const live = z.strictObject({
  kind: auctionKind,
  endsAt: instant.meta({ description: 'when bidding ends as it stands' }),
  price: positiveMoney.optional().meta({ description: 'English: of the highest bid; Dutch: what it would be taken for now' }),
  fallsAt: instant.optional().meta({ description: 'Dutch: when the price falls next' }),
  next: z
    .strictObject({ no: count(10_000, 1), least: positiveMoney })
    .optional()
    .meta({ description: 'English: number of the next bid, and the least that it must be' }),
});

/** Opening and ending of an auction of any kind; sealed bids. */
export const auctionOperations = {
  openAuction: submit({
    says: 'Let bidders compete for a listed vehicle: sealed bids, open ones (english) or a falling price (dutch). A reserve stays a hash.',
    by: sellers,
    request: Auction.omit({ status: true, reservePrice: true, revealed: true, best: true, annulled: true }),
    response: Auction,
    errors: [no.LISTING_OVER, no.AUCTION_TERMS_WRONG, no.AUCTION_TIMES_WRONG],
    events: [told.AuctionOpened],
  }),
  keepBid: keep({
    says: 'Keep a bid with a nonce of its own in the own organisation; another may be kept until one is placed.',
    by: people,
    request: one,
    secret: Agreement.omit({ tradeId: true }),
  }),
  bid: submit({
    says: 'Place a sealed bid: the seal of what was kept and the hash that opening must match.',
    by: people,
    request: Bid.pick({ auctionId: true, agreement: true, certificateHash: true }).extend({ seal: sha256Hex }),
    response: Bid,
    errors: [
      no.LISTING_STALE,
      no.AUCTION_OF_OTHER_KIND,
      no.AUCTION_CLOSED,
      no.TRADE_SIDES_WRONG,
      no.HISTORY_DIFFERS,
      no.DEPOSIT_MISSING,
    ],
    events: [told.BidPlaced],
  }),
  close: submit({
    says: 'Write down that the bidding is over, from 20 seconds after its end on: what was bid before and held back is not recorded any more.',
    by: everyone,
    request: one,
    response: BidsClosed,
    errors: [no.AUCTION_NOT_CLOSED],
  }),
  reveal: submit({
    says: 'Open a bid from 20 seconds after closing on, the own or one whose price and nonce are known: they prove it, whoever shows them.',
    by: everyone,
    request: opened.extend({ bidder: member.optional().meta({ description: 'whose bid; the own if not given' }) }),
    response: Auction,
    errors: [no.AUCTION_NOT_CLOSED, no.AUCTION_REVEALED, no.BID_UNPROVEN],
    events: [told.BidRevealed],
  }),
  revealReserve: submit({
    says: 'Open the reserve after closing. A reserve that is not opened does not count.',
    by: sellers,
    request: opened,
    response: Auction,
    errors: [no.AUCTION_NOT_CLOSED, no.AUCTION_REVEALED, no.BID_UNPROVEN],
  }),
  hammer: submit({
    says: 'Write down who won. Anyone may, once the time to open bids is over; the winner then has a trade to pay.',
    by: everyone,
    request: one,
    response: Auction,
    errors: [no.AUCTION_NOT_CLOSED],
    events: [told.AuctionEnded, told.TradeChanged],
  }),
  forceEnd: submit({
    says: 'End an auction without a sale, as the auditor. Every deposit goes back.',
    by: ['auditor'],
    request: z.strictObject({ auctionId: id, reason: z.enum(['fraud', 'courtOrder', 'error']) }),
    response: Auction,
    events: [told.AuctionEnded],
  }),
  readAuction: evaluate({
    says: 'Read an auction and where it stands now.',
    by: everyone,
    request: one,
    response: SeenAuction.extend({ live }),
  }),
  listBids: evaluate({
    says: 'List the bids of an auction, sealed, opened or open; whose they are for its seller, arbiter and bidders.',
    by: everyone,
    request: page.extend({ auctionId: id }),
    response: pageOf(SeenBid),
  }),
  readBid: evaluate({
    says: 'Read one sealed bid.',
    by: everyone,
    request: z.strictObject({ auctionId: id, bidder: member }),
    response: SeenBid,
  }),
};
