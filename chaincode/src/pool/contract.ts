import { implement } from '../kit/implement';
import { poolApi } from './api';
import { monthHandlers } from './handlers/month';
import { noteHandlers } from './handlers/note';
import { pledgeHandlers } from './handlers/pledge';
import { poolHandlers } from './handlers/pool';
import { reportHandlers } from './handlers/report';
import { tables } from './tables';

export const poolRoom = implement(poolApi, tables, {
  ...{ ...poolHandlers, ...pledgeHandlers, ...monthHandlers },
  ...{ ...noteHandlers, ...reportHandlers },
});
