import { implement } from '../kit/implement';
import { loyaltyApi } from './api';
import { audienceHandlers } from './handlers/audience';
import { clearingHandlers } from './handlers/clearing';
import { earningHandlers } from './handlers/earning';
import { partnerHandlers } from './handlers/partner';
import { programHandlers } from './handlers/program';
import { spendingHandlers } from './handlers/spending';
import { walletHandlers } from './handlers/wallet';
import { tables } from './tables';

export const loyaltyRoom = implement(loyaltyApi, tables, {
  ...programHandlers,
  ...partnerHandlers,
  ...walletHandlers,
  ...earningHandlers,
  ...spendingHandlers,
  ...clearingHandlers,
  ...audienceHandlers,
});
