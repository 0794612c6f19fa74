import { defineApi } from '../../kit/api';
import { claimOperations } from './claim';
import { crashOperations } from './crash';
import { noticeOperations } from './notice';
import { parametricOperations } from './parametric';
import { paymentOperations } from './payment';
import { subrogationOperations } from './subrogation';

export const claimApi = defineApi(
  'claim',
  'A loss from first notice to settlement: judged, reserved, paid under four eyes, recovered; or paid by itself on a quorum of oracles.',
  {
    ...noticeOperations,
    ...crashOperations,
    ...claimOperations,
    ...paymentOperations,
    ...subrogationOperations,
    ...parametricOperations,
  },
);
