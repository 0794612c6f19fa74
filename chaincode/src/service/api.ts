import { defineApi } from '../kit/api';
import { bookingOperations } from './bookingapi';
import { claimOperations } from './claimapi';
import { queueOperations } from './queueapi';
import { workOperations } from './workapi';

export const serviceApi = defineApi(
  'service',
  'Bookings at merchants: the slot, the money, the work, its record and its warranty.',
  {
    ...bookingOperations,
    ...queueOperations,
    ...workOperations,
    ...claimOperations,
  },
);
