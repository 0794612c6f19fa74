import { implement } from '../kit/implement';
import { claimApi } from './api';
import { claimHandlers } from './claimwiring';
import { crashHandlers } from './crashwiring';
import { noticeHandlers } from './noticewiring';
import { parametricHandlers } from './parametricwiring';
import { paymentHandlers } from './paymentwiring';
import { subrogationHandlers } from './subrogationwiring';
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
);
