import { implement } from '../kit/implement';
import { complaintApi } from './api';
import { complaintHandlers } from './handlers';
import { tables } from './tables';

export const complaintRoom = implement(complaintApi, tables, complaintHandlers);
