import { z } from 'zod';
import { defineLife } from '../kit/life';

const LISTING = ['listed', 'reserved', 'sold', 'withdrawn'] as const;
const TRADE = [
  ...(['offered', 'agreed', 'funded', 'inspecting', 'accepted', 'settled'] as const),
  ...(['rejected', 'refunded', 'disputed', 'resolved', 'withdrawn'] as const),
] as const;
const AUCTION = ['open', 'sold', 'unsold'] as const;

export const listingStatus = z.enum(LISTING);
export const tradeStatus = z.enum(TRADE);
export const auctionStatus = z.enum(AUCTION);
export type TradeStatus = z.output<typeof tradeStatus>;

/** That a listing is stale or over is no status: it follows from the vehicle and the date. */
export const listingLife = defineLife('listing', LISTING, 'listed', {
  refresh: { by: 'seller', from: ['listed'], to: 'listed' },
  reserve: { by: 'buyer', from: ['listed'], to: 'reserved' },
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
});

export const auctionLife = defineLife('auction', AUCTION, 'open', {
  bid: { by: 'bidder', from: ['open'], to: 'open' },
  reveal: { by: 'bidder', from: ['open'], to: 'open' },
  revealReserve: { by: 'seller', from: ['open'], to: 'open' },
  hammer: { by: 'anyone', from: ['open'], to: ['sold', 'unsold'] },
});
