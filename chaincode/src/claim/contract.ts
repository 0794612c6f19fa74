import { implement } from '../kit/implement';
import { claimAnswers } from './door';
import { claimApi } from './api';
import { claimHandlers } from './handlers/claim';
import { crashHandlers } from './handlers/crash';
import { noticeHandlers } from './handlers/notice';
import { parametricHandlers } from './handlers/parametric';
import { paymentHandlers } from './handlers/payment';
import { subrogationHandlers } from './handlers/subrogation';
import { tables } from './tables';

export const claimRoom = implement(
  claimApi,
  tables,
  { ...noticeHandlers, ...crashHandlers, ...claimHandlers, ...paymentHandlers, ...subrogationHandlers, ...parametricHandlers },
  {
    notify: ({ noticeId, policyId }) => ({ notices: [[noticeId]], policies: [[policyId]] }),
    addPhotos: ({ noticeId, hashes }) => ({ notices: [[noticeId]], photos: hashes.map((hash) => [hash]) }),
    markLoss: ({ fingerprint, epochId }) => ({ fingerprints: [[fingerprint]], epochs: [[epochId]] }),
    open: ({ claimId, noticeId, loss }) => ({
      claims: [[claimId]],
      notices: [[noticeId]],
      fingerprints: loss ? [[loss.fingerprint]] : [],
      epochs: loss ? [[loss.epochId]] : [],
    }),
    setReserve: ({ claimId, exposureId }) => ({ claims: [[claimId]], exposures: [[claimId, exposureId]] }),
    assess: ({ claimId, exposureId }) => ({ claims: [[claimId]], exposures: [[claimId, exposureId]] }),
    schedulePayment: ({ claimId, exposureId, paymentId }) => ({
      claims: [[claimId]],
      exposures: [[claimId, exposureId]],
      payments: [[claimId, paymentId]],
    }),
    confirmPaid: ({ claimId, paymentId }) => ({ claims: [[claimId]], payments: [[claimId, paymentId]] }),
    observe: ({ coverId }) => ({ parametrics: [[coverId]] }),
    tick: ({ coverId }) => ({ parametrics: [[coverId]] }),
    payTotalLoss: ({ claimId }) => ({ claims: [[claimId]], settlements: [[claimId]] }),
  },
  claimAnswers,
);
