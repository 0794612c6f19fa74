import { defineApi } from '../../kit/api';
import { accessOperations } from './access';
import { careOperations } from './key';
import { grantOperations } from './grant';

export const consentApi = defineApi(
  'consent',
  'The owner’s will over the data of the vehicle: grants, receipts of every reading, court orders, deletion and data keys.',
  { ...grantOperations, ...accessOperations, ...careOperations },
);
