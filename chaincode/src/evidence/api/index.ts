import { defineLivingApi } from '../../kit/api';
import { anchorOperations } from './anchor';
import { deviceLife } from '../life';
import { deviceOperations } from './device';

export const evidenceApi = defineLivingApi(
  'evidence',
  'Data hashed at the source: devices, their keys, and signed roots over what they recorded.',
  { ...deviceOperations, ...anchorOperations },
  { device: deviceLife },
);
