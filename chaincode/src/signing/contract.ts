import { implement } from '../kit/implement';
import { signingApi } from './api';
import { signingHandlers } from './handlers';
import { tables } from './tables';

export const signingRoom = implement(signingApi, tables, signingHandlers);
