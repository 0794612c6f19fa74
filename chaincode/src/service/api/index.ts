import { defineLivingApi } from '../../kit/api';
import { acceptanceOperations } from './acceptance';
import { bookingOperations } from './booking';
import { queueOperations } from './queue';
import { quoteOperations } from './quote';
import { warrantyOperations } from './warranty';
import { workOperations } from './work';
import { serviceDues } from '../due';
import { bookingLife, workClaimLife } from '../life';

/** All that may be asked about service, one value. */
export const serviceApi = defineLivingApi(
  'service',
  'Bookings at merchants: the slot, the money, the work, its record and its warranty.',
  {
    ...bookingOperations,
    ...queueOperations,
    ...workOperations,
    ...quoteOperations,
    ...acceptanceOperations,
    ...warrantyOperations,
  },
  { booking: bookingLife, workClaim: workClaimLife },
  serviceDues,
);
