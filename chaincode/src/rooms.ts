import type { Room } from './kit/implement';
import { memberRoom } from './member/contract';
import { partRoom } from './part/contract';
import { policyRoom } from './policy/contract';
import { vehicleRoom } from './vehicle/contract';

/** Every room of the house: one line each. */
export const rooms: readonly Room[] = [memberRoom, partRoom, policyRoom, vehicleRoom];
