import { z } from 'zod';
import { evaluate, keep, page, pageOf, submit } from '../kit/api';
import { positiveMoney } from '../kit/money';
import { id, member } from '../kit/text';
import { everyone, people } from '../member/roles';
import { Auction, Bid } from './auction';
import { saleErrors as no } from './errors';
import { saleEvents as told } from './events';
import { sellers } from './listingapi';
import { Agreement, nonce } from './records';

const one = z.strictObject({ auctionId: id });
const opened = z.strictObject({ auctionId: id, price: positiveMoney, nonce });

/** Sealed bids at the first price. */
export const auctionOperations = {
  openAuction: submit({
    says: 'Let bidders compete for a listed vehicle; the reserve stays a hash.',
    by: sellers,
    request: Auction.pick({ auctionId: true, listingId: true, closesAt: true, revealUntil: true, reserve: true }),
    response: Auction,
    errors: [no.LISTING_OVER, no.AUCTION_TIMES_WRONG],
    events: [told.AuctionOpened],
  }),
  keepBid: keep({
    says: 'Keep a bid with a nonce of its own in the own organisation.',
    by: people,
    request: one,
    secret: Agreement.omit({ tradeId: true }),
  }),
  bid: submit({
    says: 'Place a sealed bid: the seal of what was kept and the hash that opening must match.',
    by: people,
    request: Bid.pick({ auctionId: true, seal: true, agreement: true, certificateHash: true }),
    response: Bid,
    errors: [no.LISTING_STALE, no.AUCTION_CLOSED, no.TRADE_SIDES_WRONG, no.HISTORY_DIFFERS],
    events: [told.BidPlaced],
  }),
  reveal: submit({
    says: 'Open the own bid after closing. A bid that is not opened does not count.',
    by: people,
    request: opened,
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
  readAuction: evaluate({ says: 'Read an auction.', by: everyone, request: one, response: Auction }),
  listBids: evaluate({
    says: 'List the bids of an auction, sealed or opened.',
    by: everyone,
    request: page.extend({ auctionId: id }),
    response: pageOf(Bid),
  }),
  readBid: evaluate({
    says: 'Read one bid.',
    by: everyone,
    request: z.strictObject({ auctionId: id, bidder: member }),
    response: Bid,
  }),
};
