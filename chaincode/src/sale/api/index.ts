import { defineApi } from '../../kit/api';
import { auctionOperations } from './auction';
import { biddingOperations } from './bid';
import { listingOperations } from './listing';
import { tradeOperations } from './trade';

export const saleApi = defineApi(
  'sale',
  'Used vehicles change hands: title, money, liens and insurance in one transaction, at a price that only the two sides agreed on.',
  { ...listingOperations, ...tradeOperations, ...auctionOperations, ...biddingOperations },
);
