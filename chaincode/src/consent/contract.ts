import { implement } from '../kit/implement';
import { consentAnswers } from './door';
import { accessHandlers } from './handlers/access';
import { consentApi } from './api';
import { deletionHandlers } from './handlers/deletion';
import { keyHandlers } from './handlers/key';
import { orderHandlers } from './handlers/order';
import { grantHandlers } from './handlers/grant';
import { tables } from './tables';

export const consentRoom = implement(
  consentApi,
  tables,
  { ...grantHandlers, ...accessHandlers, ...orderHandlers, ...keyHandlers, ...deletionHandlers },
  {},
  consentAnswers,
);
