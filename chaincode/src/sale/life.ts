import { z } from 'zod';
import { defineLife } from '../kit/life';

const LISTING = ['listed', 'reserved', 'sold', 'withdrawn'] as const;
const TRADE = [
  ...(['offered', 'agreed', 'funded', 'inspecting', 'accepted', 'settled'] as const),
  ...(['rejected', 'refunded', 'disputed', 'resolved', 'withdrawn', 'clawedBack'] as const),
] as const;
const AUCTION = ['open', 'sold', 'unsold', 'annulled'] as const;
const DEPOSIT = ['held', 'returned', 'forfeited', 'clawedBack'] as const;

/** While there is money in the box of a trade. */
export const HOLDING = ['funded', 'inspecting', 'accepted', 'rejected', 'disputed'] as const;

export const listingStatus = z.enum(LISTING);
export const tradeStatus = z.enum(TRADE);
export const auctionStatus = z.enum(AUCTION);
export const depositStatus = z.enum(DEPOSIT);
export type TradeStatus = z.output<typeof tradeStatus>;

/** That a listing is stale or over is no status: it follows from the vehicle and the date. */
export const listingLife = defineLife('listing', LISTING, 'listed', {
  refresh: { by: 'seller', from: ['listed'], to: 'listed' },
  reserve: { by: 'buyer', from: ['listed'], to: 'reserved' },
  award: { by: 'anyone', from: ['listed'], to: 'reserved' },
  reopen: { by: 'anyone', from: ['reserved'], to: 'listed' },
  sell: { by: ['seller', 'buyer', 'registrar', 'arbiter'], from: ['reserved'], to: 'sold' },
  unlist: { by: 'seller', from: ['listed'], to: 'withdrawn' },
});

/** What anyone does is a step of time (timeouts.ts), written down by a tick. */
export const tradeLife = defineLife('trade', TRADE, ['offered', 'agreed'], {
  agree: { by: ['seller', 'buyer'], from: ['offered', 'agreed'], to: ['offered', 'agreed'] },
  withdraw: { by: ['seller', 'buyer'], from: ['offered', 'agreed'], to: 'withdrawn' },
  lapse: { by: 'anyone', from: ['offered', 'agreed'], to: 'withdrawn' },
  fund: { by: 'buyer', from: ['agreed'], to: 'funded' },
  handOver: { by: 'seller', from: ['funded'], to: 'inspecting' },
  accept: { by: 'buyer', from: ['inspecting'], to: 'accepted' },
  acceptSilently: { by: 'anyone', from: ['inspecting'], to: 'accepted' },
  settle: { by: ['seller', 'buyer', 'registrar'], from: ['accepted'], to: 'settled' },
  reject: { by: 'buyer', from: ['funded', 'inspecting'], to: 'rejected' },
  giveBack: { by: 'seller', from: ['funded', 'inspecting', 'rejected'], to: 'refunded' },
  refund: { by: 'anyone', from: ['funded', 'rejected', 'disputed'], to: 'refunded' },
  dispute: { by: ['seller', 'buyer'], from: ['funded', 'inspecting', 'accepted', 'rejected'], to: 'disputed' },
  escalate: { by: 'anyone', from: ['funded', 'inspecting', 'accepted', 'rejected'], to: 'disputed' },
  resolve: { by: 'arbiter', from: ['disputed'], to: 'resolved' },
  clawBack: { by: 'anyone', from: HOLDING, to: 'clawedBack' },
});

/** One life for all kinds: `reveal` is a step of sealed bids, `outbid` of open ones, `take` of a falling price. */
export const auctionLife = defineLife('auction', AUCTION, 'open', {
  bid: { by: 'bidder', from: ['open'], to: 'open' },
  outbid: { by: 'bidder', from: ['open'], to: 'open' },
  close: { by: 'anyone', from: ['open'], to: 'open' },
  reveal: { by: 'bidder', from: ['open'], to: 'open' },
  revealReserve: { by: 'seller', from: ['open'], to: 'open' },
  take: { by: 'bidder', from: ['open'], to: 'sold' },
  hammer: { by: 'anyone', from: ['open'], to: ['sold', 'unsold'] },
  forceEnd: { by: 'auditor', from: ['open'], to: 'annulled' },
});

/** Which of the two follows from how the auction came out (deposit.ts). */
export const depositLife = defineLife('bid deposit', DEPOSIT, 'held', {
  giveBack: { by: 'anyone', from: ['held'], to: 'returned' },
  forfeit: { by: 'anyone', from: ['held'], to: 'forfeited' },
  clawBack: { by: 'anyone', from: ['held'], to: 'clawedBack' },
});
