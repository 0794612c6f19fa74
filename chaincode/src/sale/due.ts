import { type Act, dueAfter, dueOf, kept } from '../kit/due/row';
import type { Instant } from '../kit/value/time';
import { HOLDING } from './life';
import { type Auction, auctions, type Bid, bids } from './records/auction';
import { type Deposit, deposits } from './records/deposit';
import { type Trade, trades } from './records/trade';

const LIVE: readonly Trade['status'][] = ['offered', 'agreed', ...HOLDING];
const isHeld = ({ status }: Deposit): boolean => status === 'held';
const heldDeposits = kept(deposits, isHeld);

const settling = ({ auctionId, bidder }: Deposit): Act => ({
  request: ({ paymentId }) => ({ auctionId, bidder, paymentId }),
});
const whileOpen = ({ status }: Auction, moment: Instant): Instant | undefined =>
  status === 'open' ? moment : undefined;

/** What falls due of trades, auctions and what was staked on them. */
export const saleDues = [
  dueAfter(trades, {
    operation: 'tick',
    when: 'what must happen next to a trade did not happen in its time',
    after: ({ status, due }: Trade) => (LIVE.includes(status) ? due : undefined),
    request: ({ tradeId }, { paymentId }) => ({ tradeId, paymentId }),
  }),
  dueAfter(auctions, {
    operation: 'close',
    when: 'the bidding is over',
    after: (auction: Auction) => whileOpen(auction, auction.closesAt),
    request: ({ auctionId }) => ({ auctionId }),
  }),
  dueOf(bids, {
    operation: 'close',
    when: 'the bidding is over that an open bid has prolonged',
    looks: [kept(auctions, ({ status }: Auction) => status === 'open')],
    acts({ auctionId, endsAt }: Bid, look) {
      const auction = look.find(auctions, auctionId);
      return auction && endsAt !== undefined && endsAt > auction.closesAt
        ? [{ after: endsAt, request: () => ({ auctionId }) }]
        : [];
    },
  }),
  dueAfter(auctions, {
    operation: 'hammer',
    when: 'the time to open bids is over',
    after: (auction: Auction) => whileOpen(auction, auction.revealUntil),
    request: ({ auctionId }) => ({ auctionId }),
  }),
  dueOf(auctions, {
    operation: 'settleDeposit',
    when: 'the auction has ended',
    looks: [heldDeposits],
    acts: ({ auctionId, status }: Auction, look) =>
      status === 'open' ? [] : look.list(deposits, auctionId).map(settling),
  }),
  dueOf(trades, {
    operation: 'settleDeposit',
    when: 'the trade in which the auction ended is paid, or over',
    looks: [heldDeposits],
    acts({ tradeId, buyer, status }: Trade, look) {
      const own = look.find(deposits, tradeId, buyer);
      return own && status !== 'offered' && status !== 'agreed' ? [settling(own)] : [];
    },
  }),
];
