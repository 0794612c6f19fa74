import { defineLivingApi } from '../../kit/api';
import { accountOperations } from './account';
import { addressOperations } from './address';
import { courtOperations } from './court';
import { escrowOperations } from './escrow';
import { exchangeOperations } from './exchange';
import { holdOperations } from './hold';
import { limitOperations } from './limit';
import { requestOperations } from './request';
import { standingOperations } from './standing';
import { supplyOperations } from './supply';
import { tabOperations } from './tab';
import { transferOperations } from './transfer';
import { voucherOperations } from './voucher';
import { paymentDues } from '../due';
import {
  drawLife,
  escrowLife,
  holdLife,
  lockLife,
  quoteLife,
  requestLife,
  standingLife,
  supplyLife,
  tabLife,
} from '../life';

/** All that may be asked about payment, one value. */
export const paymentApi = defineLivingApi(
  'payment',
  'Digital money: lots, transfers, one-time addresses, holds, escrow, exchange, payment requests, ' +
    'standing orders, tabs, supply and court orders.',
  {
    ...supplyOperations,
    ...transferOperations,
    ...voucherOperations,
    ...holdOperations,
    ...escrowOperations,
    ...exchangeOperations,
    ...requestOperations,
    ...standingOperations,
    ...tabOperations,
    ...addressOperations,
    ...courtOperations,
    ...limitOperations,
    ...accountOperations,
  },
  {
    escrow: escrowLife,
    hold: holdLife,
    lock: lockLife,
    order: supplyLife,
    request: requestLife,
    quote: quoteLife,
    standingOrder: standingLife,
    draw: drawLife,
    tab: tabLife,
  },
  paymentDues,
);
