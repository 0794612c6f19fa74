import { defineLivingApi } from '../../kit/api';
import { anchorOperations } from './anchor';
import { deviceLife } from '../life';
import { deviceOperations } from './device';

/** All that may be asked about evidence, one value. */
export const evidenceApi = defineLivingApi(
  'evidence',
  'Data hashed at the source: devices, their keys, and signed roots over what they recorded.',
  { ...deviceOperations, ...anchorOperations },
  { device: deviceLife },
);
