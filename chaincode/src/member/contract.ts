import { implement } from '../kit/implement';
import { memberApi } from './api';
import { memberHandlers } from './handlers';
import { tables } from './tables';

export const memberRoom = implement(memberApi, tables, memberHandlers);
