import { implement } from '../kit/implement';
import { claimApi } from './api';
import { claimAnswers } from './door';
import { claimHandlers } from './handlers/claim';
import { crashHandlers } from './handlers/crash';
import { exposureHandlers } from './handlers/exposure';
import { fingerprintHandlers } from './handlers/fingerprint';
import { noticeHandlers } from './handlers/notice';
import { parametricHandlers } from './handlers/parametric';
import { paymentHandlers } from './handlers/payment';
import { practiceHandlers } from './handlers/practice';
import { reserveHandlers } from './handlers/reserve';
import { subrogationHandlers } from './handlers/subrogation';
import { totalLossHandlers } from './handlers/totalloss';
import { tables } from './tables';

export const claimRoom = implement(
  claimApi,
  tables,
  {
    ...noticeHandlers,
    ...fingerprintHandlers,
    ...crashHandlers,
    ...practiceHandlers,
    ...claimHandlers,
    ...exposureHandlers,
    ...reserveHandlers,
    ...paymentHandlers,
    ...totalLossHandlers,
    ...subrogationHandlers,
    ...parametricHandlers,
  },
  {},
  claimAnswers,
);
