import { implement } from '../kit/implement';
import { rentalApi } from './api';
import { carHandlers } from './handlers/car';
import { rentalHandlers } from './handlers/rental';
import { tables } from './tables';

export const rentalRoom = implement(rentalApi, tables, { ...carHandlers, ...rentalHandlers });
