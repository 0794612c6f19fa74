import type { Room } from './kit/implement';
import { memberRoom } from './member/contract';

/** Every room of the house: one line each. */
export const rooms: readonly Room[] = [memberRoom];
