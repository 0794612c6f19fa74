import { defineLife } from '../kit/life';
import { auctions, auctionStatus } from './records/auction';
import { deposits, depositStatus } from './records/deposit';
import { listings, listingStatus } from './records/listing';
import { trades, tradeStatus } from './records/trade';

/** What a trade or an auction does to a listing is by anybody here: who may is said by theirs. */
export const listingLife = defineLife(
  listings,
  { field: 'status', statuses: listingStatus.options, initial: 'listed' },
  {
    refresh: { by: 'seller', from: ['listed'], to: '=' },
    unlist: { by: 'seller', from: ['listed'], to: 'withdrawn' },
    reserve: { by: 'anybody', from: ['listed'], to: 'reserved' },
    award: { by: 'anybody', from: ['listed'], to: 'reserved' },
    reopen: { by: 'anybody', from: ['reserved'], to: 'listed' },
    sell: { by: 'anybody', from: ['reserved'], to: 'sold' },
  },
);

/** While there is money in the box of a trade. */
export const HOLDING = ['funded', 'inspecting', 'accepted', 'rejected', 'disputed'] as const;

/** While anything may still become of a trade. */
const LIVE = ['offered', 'agreed', ...HOLDING] as const;

/** What anybody does is a step of time or of a court (rules/deadline.ts), written down by a tick. */
export const tradeLife = defineLife(
  trades,
  { field: 'status', statuses: tradeStatus.options, initial: ['offered', 'agreed'] },
  {
    agree: { by: ['seller', 'buyer'], from: ['offered', 'agreed'], to: ['offered', 'agreed'] },
    withdraw: { by: ['seller', 'buyer'], from: ['offered', 'agreed'], to: 'withdrawn' },
    lapse: { by: 'anybody', from: ['offered', 'agreed'], to: 'withdrawn' },
    fund: { by: 'buyer', from: ['agreed'], to: 'funded' },
    approve: { by: 'registrar', from: LIVE, to: '=' },
    handOver: { by: 'seller', from: ['funded'], to: 'inspecting' },
    accept: { by: 'buyer', from: ['inspecting'], to: 'accepted' },
    acceptSilently: { by: 'anybody', from: ['inspecting'], to: 'accepted' },
    settle: { by: ['seller', 'buyer', 'registrar'], from: ['accepted'], to: 'settled' },
    reject: { by: 'buyer', from: ['funded', 'inspecting'], to: 'rejected' },
    giveBack: { by: 'seller', from: ['funded', 'inspecting', 'rejected'], to: 'refunded' },
    refund: { by: 'anybody', from: ['funded', 'rejected', 'disputed'], to: 'refunded' },
    dispute: {
      by: ['seller', 'buyer'],
      from: ['funded', 'inspecting', 'accepted', 'rejected'],
      to: 'disputed',
    },
    escalate: { by: 'anybody', from: ['funded', 'inspecting', 'accepted', 'rejected'], to: 'disputed' },
    resolve: { by: 'arbiter', from: ['disputed'], to: 'resolved' },
    clawBack: { by: 'anybody', from: HOLDING, to: 'clawedBack' },
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
    giveBack: { by: 'anybody', from: ['held'], to: 'returned' },
    forfeit: { by: 'anybody', from: ['held'], to: 'forfeited' },
    clawBack: { by: 'anybody', from: ['held'], to: 'clawedBack' },
  },
);
