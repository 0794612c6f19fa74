import { defineLivingApi } from '../../kit/api';
import { applicationLife, policyLife, tripLife, usageLife } from '../life';
import { applicationOperations } from './application';
import { changeOperations } from './change';
import { comparisonOperations } from './comparison';
import { coverOperations } from './cover';
import { endingOperations } from './ending';
import { monthOperations } from './month';
import { policyOperations } from './policy';
import { premiumOperations } from './premium';
import { tariffOperations } from './tariff';
import { tripOperations } from './trip';

/** All that may be asked about policies, one value. */
export const policyApi = defineLivingApi(
  'policy',
  'Cover for a vehicle: quoted, bound, paid, changed, ended; priced by the term or by what was driven.',
  {
    ...applicationOperations,
    ...tripOperations,
    ...tariffOperations,
    ...policyOperations,
    ...endingOperations,
    ...premiumOperations,
    ...changeOperations,
    ...monthOperations,
    ...coverOperations,
    ...comparisonOperations,
  },
  { policy: policyLife, application: applicationLife, trip: tripLife, month: usageLife },
);
