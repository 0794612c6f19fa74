import { defineApi } from '../../kit/api';
import { anchorOperations } from './anchor';
import { deviceOperations } from './device';

export const evidenceApi = defineApi(
  'evidence',
  'Data hashed at the source: devices, their keys, and signed roots over what they recorded.',
  { ...deviceOperations, ...anchorOperations },
);
