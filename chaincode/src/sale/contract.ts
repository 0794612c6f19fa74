import { implement } from '../kit/implement';
import { saleApi } from './api';
import { auctionHandlers } from './handlers/auction';
import { bidHandlers } from './handlers/bid';
import { depositHandlers } from './handlers/deposit';
import { listingHandlers } from './handlers/listing';
import { settlementHandlers } from './handlers/settlement';
import { tradeHandlers } from './handlers/trade';
import { tables } from './tables';

export const saleRoom = implement(saleApi, tables, {
  ...{ ...listingHandlers, ...tradeHandlers, ...settlementHandlers },
  ...{ ...auctionHandlers, ...bidHandlers, ...depositHandlers },
});
