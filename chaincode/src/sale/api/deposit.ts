import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id, member } from '../../kit/value/text';
import { everyone, people } from '../../words/role';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/party';
import { transfers } from '../../payment/records/money';
import { maybe } from '../../kit/ref';
import { auctions, bids } from '../records/auction';
import { ofListing, onAuction } from './auction';
import { Deposit, DepositTold, deposits, depositTold } from '../records/deposit';
import { saleErrors as errors } from '../errors';
import { depositLife, listingLife, tradeLife } from '../life';
import { saleEvents as events } from '../events';
import { moneyErrors } from '../../payment/errors';

const cash = Object.values(moneyErrors);

/** What bidders stake on an auction, and how it ends. */
export const depositOperations = {
  placeDeposit: submit({
    says: 'Stake the deposit that an auction asks of its bidders.',
    by: people,
    request: z.strictObject({ auctionId: id, paymentId: id, lots: z.array(lotId).min(1).max(100) }),
    on: onAuction,
    sides: ['anybody'],
    creates: ({ auctionId }, { member: bidder }) => deposits.at(auctionId, bidder),
    loads: ({ paymentId }, auction) => ({ ...ofListing(auction), paid: maybe(transfers.at(paymentId)) }),
    response: Deposit,
    errors: [errors.DEPOSIT_UNWANTED, errors.AUCTION_CLOSED, errors.TRADE_SIDES_WRONG, ...cash],
    events: [events.DepositPlaced, moneyEvents.MoneyMoved],
  }),
  settleDeposit: submit({
    says:
      'Give a deposit back, or the seller what was forfeited, as the auction came out. Anyone may; too ' +
      'early or repeated it changes nothing.',
    by: everyone,
    request: z.strictObject({ auctionId: id, bidder: member, paymentId: id }),
    on: ({ auctionId, bidder }) => deposits.at(auctionId, bidder),
    steps: [depositLife.giveBack, depositLife.forfeit, depositLife.clawBack],
    // The time to pay for what was won may be over without a tick.
    takes: [tradeLife.lapse, listingLife.reopen],
    done: (deposit) => (deposit.status === 'held' ? undefined : depositTold(deposit)),
    loads: ({ auctionId, bidder }) => ({
      auction: auctions.at(auctionId),
      bid: maybe(bids.at(auctionId, bidder)),
    }),
    response: DepositTold,
    errors: cash,
    events: [events.DepositEnded, events.TradeChanged, moneyEvents.MoneyMoved],
    many: 50,
  }),
  listDeposits: evaluate({
    says: 'List the deposits of an auction: for its seller and arbiter; a bidder finds its own.',
    by: everyone,
    request: page.extend({ auctionId: id }),
    response: pageOf(Deposit),
  }),
};
