import { defineApi } from '../../kit/api';
import { bookingOperations } from './booking';
import { claimOperations } from './warranty';
import { queueOperations } from './queue';
import { workOperations } from './work';

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
