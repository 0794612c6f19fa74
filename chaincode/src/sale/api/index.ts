import { defineLivingApi } from '../../kit/api';
import { auctionOperations } from './auction';
import { bidOperations } from './bid';
import { depositOperations } from './deposit';
import { listingOperations } from './listing';
import { settlementOperations } from './settlement';
import { tradeOperations } from './trade';
import { auctionLife, listingLife, tradeLife } from '../life';

export const saleApi = defineLivingApi(
  'sale',
  'Used vehicles change hands: title, money, liens and insurance in one transaction, at a price that only ' +
    'the two sides agreed on.',
  {
    ...listingOperations,
    ...tradeOperations,
    ...settlementOperations,
    ...auctionOperations,
    ...bidOperations,
    ...depositOperations,
  },
  // Who staked is for the seller, the arbiter and the bidder; nobody takes a step of a deposit by an
  // operation of its name.
  { listing: listingLife, trade: tradeLife, auction: auctionLife },
);
