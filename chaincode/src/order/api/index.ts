import { defineLivingApi } from '../../kit/api';
import { orderDues } from '../due';
import { orderLife } from '../life';
import { modelOperations } from './model';
import { orderOperations } from './order';

/** All that may be asked about orders of new cars, one value. */
export const orderApi = defineLivingApi(
  'order',
  'New cars ordered as they are configured: deposit in escrow, delivery date, hand-over in one transaction.',
  { ...modelOperations, ...orderOperations },
  { order: orderLife },
  orderDues,
);
