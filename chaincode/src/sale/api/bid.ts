import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { everyone, people } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/money';
import { Auction, Bid } from '../records/auction';
import { Deposit } from '../records/deposit';
import { saleErrors as no } from '../errors';
import { saleEvents as told } from '../events';

const cash = Object.values(moneyErrors);
const allowed = [no.TRADE_SIDES_WRONG, no.HISTORY_DIFFERS];

/** Open bids, the falling price, and what bidders stake. */
export const biddingOperations = {
  outbid: submit({
    says: 'Bid openly in an English auction, under the next number. Of two bids of one number one is made.',
    by: people,
    request: z.strictObject({ auctionId: id, no: count(9_999, 1), price: positiveMoney, certificateHash: sha256Hex }),
    response: Bid,
    errors: [
      no.BID_OUTBID,
      no.LISTING_STALE,
      no.DEPOSIT_MISSING,
      no.AUCTION_OF_OTHER_KIND,
      no.AUCTION_CLOSED,
      ...allowed,
      no.BID_TOO_LOW,
    ],
    events: [told.BidRaised],
  }),
  take: submit({
    says: 'Take a vehicle at the falling price of the moment, if that is not above `atMost`. The first who does has it.',
    by: people,
    request: z.strictObject({ auctionId: id, atMost: positiveMoney, certificateHash: sha256Hex }),
    response: Auction,
    errors: [
      no.LISTING_STALE,
      no.DEPOSIT_MISSING,
      no.AUCTION_OF_OTHER_KIND,
      no.AUCTION_NOT_OPEN,
      no.AUCTION_CLOSED,
      ...allowed,
      no.PRICE_NOT_FALLEN,
    ],
    events: [told.AuctionEnded, told.TradeChanged],
  }),
  placeDeposit: submit({
    says: 'Stake the deposit that an auction asks of its bidders.',
    by: people,
    request: z.strictObject({ auctionId: id, paymentId: id, lots: z.array(lotId).min(1).max(100) }),
    response: Deposit,
    errors: [no.DEPOSIT_UNWANTED, no.AUCTION_CLOSED, no.TRADE_SIDES_WRONG, ...cash],
    events: [told.DepositPlaced, moneyEvents.MoneyMoved],
  }),
  settleDeposit: submit({
    says: 'Give a deposit back, or the seller what was forfeited, as the auction came out. Anyone may; too early or repeated it changes nothing.',
    by: everyone,
    request: z.strictObject({ auctionId: id, bidder: member, paymentId: id }),
    response: Deposit,
    errors: cash,
    events: [told.DepositEnded, told.TradeChanged, moneyEvents.MoneyMoved],
    many: 50,
  }),
  listDeposits: evaluate({
    says: 'List the deposits of an auction: for its seller and arbiter; a bidder finds its own.',
    by: everyone,
    request: page.extend({ auctionId: id }),
    response: pageOf(Deposit),
  }),
};
