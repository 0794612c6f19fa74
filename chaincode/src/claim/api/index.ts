import { defineLivingApi } from '../../kit/api';
import { claimDues } from '../due';
import { claimLife, noticeLife, parametricLife, paymentLife, settlementLife, subrogationLife } from '../life';
import { claimOperations } from './claim';
import { crashOperations } from './crash';
import { exposureOperations } from './exposure';
import { fingerprintOperations } from './fingerprint';
import { noticeOperations } from './notice';
import { parametricOperations } from './parametric';
import { paymentOperations } from './payment';
import { practiceOperations } from './practice';
import { reserveOperations } from './reserve';
import { subrogationOperations } from './subrogation';
import { totalLossOperations } from './totalloss';

/** All that may be asked about claims, one value. */
export const claimApi = defineLivingApi(
  'claim',
  'A loss from first notice to settlement: judged, reserved, paid under four eyes, recovered; or paid by ' +
    'itself on a quorum of oracles.',
  {
    ...noticeOperations,
    ...fingerprintOperations,
    ...crashOperations,
    ...practiceOperations,
    ...claimOperations,
    ...exposureOperations,
    ...reserveOperations,
    ...paymentOperations,
    ...totalLossOperations,
    ...subrogationOperations,
    ...parametricOperations,
  },
  {
    notice: noticeLife,
    claim: claimLife,
    payment: paymentLife,
    settlement: settlementLife,
    subrogation: subrogationLife,
    parametric: parametricLife,
  },
  claimDues,
);
