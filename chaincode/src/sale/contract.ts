import { implement } from '../kit/implement';
import { saleApi } from './api';
import { bidding } from './handlers/bid';
import { dealing } from './handlers/trade';
import { hammering } from './handlers/auction';
import { showroom } from './handlers/listing';
import { tables } from './tables';

const ofTrade = ({ tradeId }: { readonly tradeId: string }) => ({ trades: [[tradeId]] });

export const saleRoom = implement(
  saleApi,
  tables,
  { ...showroom, ...dealing, ...hammering, ...bidding },
  {
    list: ({ listingId, vin, policies }) => ({
      ...{ listings: [[listingId]], vehicles: [[vin]], odometers: [[vin]], births: [[vin]] },
      policies: policies.map((policyId) => [policyId]),
    }),
    open: ({ tradeId, listingId }) => ({ trades: [[tradeId]], listings: [[listingId]] }),
    agree: ofTrade,
    fund: ({ tradeId, paymentId }) => ({ trades: [[tradeId]], transfers: [[paymentId]] }),
    settle: ({ tradeId, paymentId, payoffs }) => ({
      ...{ trades: [[tradeId]], transfers: [[paymentId]] },
      loans: payoffs.map(({ loanId }) => [loanId]),
      quotes: payoffs.map(({ loanId, quoteId }) => [loanId, quoteId]),
    }),
    bid: ({ auctionId }) => ({ auctions: [[auctionId]], closings: [[auctionId]] }),
    outbid: ({ auctionId }) => ({ auctions: [[auctionId]], closings: [[auctionId]] }),
    reveal: ({ auctionId }) => ({ auctions: [[auctionId]], closings: [[auctionId]] }),
    tick: ({ tradeId, paymentId }) => ({ trades: [[tradeId]], transfers: [[paymentId]] }),
  },
);
