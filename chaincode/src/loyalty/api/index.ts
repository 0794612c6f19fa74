import { defineLivingApi } from '../../kit/api';
import { partnerLife, programLife } from '../life';
import { audienceOperations } from './audience';
import { clearingOperations } from './clearing';
import { earningOperations } from './earning';
import { partnerOperations } from './partner';
import { programOperations } from './program';
import { spendingOperations } from './spending';
import { walletOperations } from './wallet';

/** All that may be asked about loyalty, one value. */
export const loyaltyApi = defineLivingApi(
  'loyalty',
  'Points and tiers of programs that several merchants share: one level and one set of benefits in every app.',
  {
    ...programOperations,
    ...partnerOperations,
    ...walletOperations,
    ...earningOperations,
    ...spendingOperations,
    ...clearingOperations,
    ...audienceOperations,
  },
  { program: programLife, partner: partnerLife },
);
