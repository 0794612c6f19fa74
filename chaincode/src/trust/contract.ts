import { implement } from '../kit/implement';
import { trustApi } from './api';
import { trustHandlers } from './handlers';
import { tables } from './tables';

export const trustRoom = implement(trustApi, tables, trustHandlers);
