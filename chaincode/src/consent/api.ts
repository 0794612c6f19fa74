import { defineApi } from '../kit/api';
import { accessOperations } from './accessapi';
import { careOperations } from './careapi';
import { grantOperations } from './grantapi';

export const consentApi = defineApi(
  'consent',
  'The owner’s will over the data of the vehicle: grants, receipts of every reading, court orders, deletion and data keys.',
  { ...grantOperations, ...accessOperations, ...careOperations },
);
