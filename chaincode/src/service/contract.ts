import { implement } from '../kit/implement';
import { serviceApi } from './api';
import { bookingHandlers } from './handlers/booking';
import { queueHandlers } from './handlers/queue';
import { workHandlers } from './handlers/work';
import { quoteHandlers } from './handlers/quote';
import { acceptanceHandlers } from './handlers/acceptance';
import { warrantyHandlers } from './handlers/warranty';
import { tables } from './tables';

export const serviceRoom = implement(serviceApi, tables, {
  ...bookingHandlers,
  ...queueHandlers,
  ...workHandlers,
  ...quoteHandlers,
  ...acceptanceHandlers,
  ...warrantyHandlers,
});
