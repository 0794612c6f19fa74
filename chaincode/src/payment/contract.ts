import { implement } from '../kit/implement';
import { paymentApi } from './api';
import { accountHandlers } from './handlers/account';
import { supplyHandlers } from './handlers/supply';
import { courtHandlers } from './handlers/court';
import { limitHandlers } from './handlers/limit';
import { escrowHandlers } from './handlers/escrow';
import { exchangeHandlers } from './handlers/exchange';
import { addressHandlers } from './handlers/address';
import { standingHandlers } from './handlers/standing';
import { tabHandlers } from './handlers/tab';
import { tables } from './tables';
import { transferHandlers } from './handlers/transfer';
import { voucherHandlers } from './handlers/voucher';
import { requestHandlers } from './handlers/request';
import { holdHandlers } from './handlers/hold';

export const paymentRoom = implement(paymentApi, tables, {
  ...supplyHandlers,
  ...transferHandlers,
  ...voucherHandlers,
  ...holdHandlers,
  ...escrowHandlers,
  ...exchangeHandlers,
  ...requestHandlers,
  ...standingHandlers,
  ...tabHandlers,
  ...addressHandlers,
  ...courtHandlers,
  ...limitHandlers,
  ...accountHandlers,
});
