import { defineLivingApi } from '../../kit/api';
import { accessOperations } from './access';
import { deletionOperations } from './deletion';
import { grantOperations } from './grant';
import { consentDues } from '../due';
import { deletionLife, grantLife } from '../life';
import { keyOperations } from './key';
import { orderOperations } from './order';

/** All that may be asked about consent, one value. */
export const consentApi = defineLivingApi(
  'consent',
  'The owner’s will over the data of the vehicle: grants, receipts of every reading, court orders, ' +
    'deletion and data keys.',
  { ...grantOperations, ...accessOperations, ...orderOperations, ...keyOperations, ...deletionOperations },
  { grant: grantLife, deletion: deletionLife },
  consentDues,
);
