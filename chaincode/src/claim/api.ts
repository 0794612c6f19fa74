import { defineApi } from '../kit/api';
import { claimOperations } from './claimapi';
import { crashOperations } from './crashapi';
import { noticeOperations } from './noticeapi';
import { parametricOperations } from './parametricapi';
import { paymentOperations } from './paymentapi';
import { subrogationOperations } from './subrogationapi';

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
