import { memberBehaviour } from './member';
import type { Behaviour } from './world';

/** What must hold in memory and on the real network alike, room by room. */
export const behaviours: Readonly<Record<string, Behaviour>> = { member: memberBehaviour };
