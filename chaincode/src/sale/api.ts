import { defineApi } from '../kit/api';
import { auctionOperations } from './auctionapi';
import { biddingOperations } from './biddingapi';
import { listingOperations } from './listingapi';
import { tradeOperations } from './tradeapi';

export const saleApi = defineApi(
  'sale',
  'Used vehicles change hands: title, money, liens and insurance in one transaction, at a price that only the two sides agreed on.',
  { ...listingOperations, ...tradeOperations, ...auctionOperations, ...biddingOperations },
);
