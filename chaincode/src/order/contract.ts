import { implement } from '../kit/implement';
import { orderApi } from './api';
import { modelHandlers } from './handlers/model';
import { orderHandlers } from './handlers/order';
import { tables } from './tables';

export const orderRoom = implement(orderApi, tables, { ...modelHandlers, ...orderHandlers });
