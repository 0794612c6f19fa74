import { implement } from '../kit/implement';
import { evidenceApi } from './api';
import { anchorHandlers } from './handlers/anchor';
import { deviceHandlers } from './handlers/device';
import { tables } from './tables';

export const evidenceRoom = implement(evidenceApi, tables, { ...deviceHandlers, ...anchorHandlers });
