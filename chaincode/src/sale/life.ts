import { defineLife } from '../kit/life';
import { auctions, auctionStatus } from './records/auction';
import { deposits, depositStatus } from './records/deposit';
import { listings, listingStatus } from './records/listing';
import { trades, tradeStatus } from './records/trade';

/** What a trade or an auction does to a listing comes with their steps, so who may is said by their lives. */
export const listingLife = defineLife(
  listings,
  { field: 'status', statuses: listingStatus.options, initial: 'listed' },
  {
    refresh: { by: 'seller', from: ['listed'], to: '=' },
    unlist: { by: 'seller', from: ['listed'], to: 'withdrawn' },
    reserve: { by: 'trade', from: ['listed'], to: 'reserved' },
    award: { by: 'auction', from: ['listed'], to: 'reserved' },
    reopen: { by: 'trade', from: ['reserved'], to: 'listed' },
    sell: { by: 'trade', from: ['reserved'], to: 'sold' },
  },
);

/** While there is money in the box of a trade. */
export const HOLDING = ['funded', 'inspecting', 'accepted', 'rejected', 'disputed'] as const;

/** While anything may still become of a trade. */
const LIVE = ['offered', 'agreed', ...HOLDING] as const;

/** Steps of time, or of a court, are written down by a tick of anybody (rules/deadline.ts). */
export const tradeLife = defineLife(
  trades,
  { field: 'status', statuses: tradeStatus.options, initial: ['offered', 'agreed'] },
  {
    agree: { by: ['seller', 'buyer'], from: ['offered', 'agreed'], to: ['offered', 'agreed'] },
    withdraw: { by: ['seller', 'buyer'], from: ['offered', 'agreed'], to: 'withdrawn' },
    lapse: { by: 'time', from: ['offered', 'agreed'], to: 'withdrawn' },
    fund: { by: 'buyer', from: ['agreed'], to: 'funded' },
    approve: { by: 'registrar', from: LIVE, to: '=' },
    handOver: { by: 'seller', from: ['funded'], to: 'inspecting' },
    accept: { by: 'buyer', from: ['inspecting'], to: 'accepted' },
    acceptSilently: { by: 'time', from: ['inspecting'], to: 'accepted' },
    settle: { by: ['seller', 'buyer', 'registrar'], from: ['accepted'], to: 'settled' },
    reject: { by: 'buyer', from: ['funded', 'inspecting'], to: 'rejected' },
    giveBack: { by: 'seller', from: ['funded', 'inspecting', 'rejected'], to: 'refunded' },
    refund: { by: 'time', from: ['funded', 'rejected', 'disputed'], to: 'refunded' },
    dispute: {
      by: ['seller', 'buyer'],
      from: ['funded', 'inspecting', 'accepted', 'rejected'],
      to: 'disputed',
    },
    escalate: { by: 'time', from: ['funded', 'inspecting', 'accepted', 'rejected'], to: 'disputed' },
    resolve: { by: 'arbiter', from: ['disputed'], to: 'resolved' },
    clawBack: { by: 'time', from: HOLDING, to: 'clawedBack' },
  },
);

/**
 * One life for all kinds: `bid` and `reveal` are steps of sealed bids and maxima, `outbid` of open ones, `take` of a
 * falling price. Anybody bids who may (rules/auction.ts); the reserve is opened by the seller, whom the
 * listing names.
 */
export const auctionLife = defineLife(
  auctions,
  { field: 'status', statuses: auctionStatus.options, initial: 'open' },
  {
    bid: { by: 'anybody', from: ['open'], to: '=' },
    outbid: { by: 'anybody', from: ['open'], to: '=' },
    close: { by: 'anybody', from: ['open'], to: '=' },
    reveal: { by: 'anybody', from: ['open'], to: '=' },
    revealReserve: { by: 'anybody', from: ['open'], to: '=' },
    take: { by: 'anybody', from: ['open'], to: 'sold' },
    hammer: { by: 'anybody', from: ['open'], to: ['sold', 'unsold'] },
    forceEnd: { by: 'auditor', from: ['open'], to: 'annulled' },
  },
);

/** Which it is follows from how the auction came out (rules/deposit.ts). */
export const depositLife = defineLife(
  deposits,
  { field: 'status', statuses: depositStatus.options, initial: 'held' },
  {
    giveBack: { by: 'auction', from: ['held'], to: 'returned' },
    forfeit: { by: 'auction', from: ['held'], to: 'forfeited' },
    clawBack: { by: 'auction', from: ['held'], to: 'clawedBack' },
  },
);
