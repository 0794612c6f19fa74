import { defineLivingApi } from '../../kit/api';
import { auctionOperations } from './auction';
import { bidOperations } from './bid';
import { depositOperations } from './deposit';
import { listingOperations } from './listing';
import { settlementOperations } from './settlement';
import { tradeOperations } from './trade';
import { saleDues } from '../due';
import { auctionLife, depositLife, listingLife, tradeLife } from '../life';

/** All that may be asked about sale, one value. */
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
  { listing: listingLife, trade: tradeLife, auction: auctionLife, deposit: depositLife },
  saleDues,
);
