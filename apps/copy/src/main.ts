export { CopyFault, type FaultCode } from './fault';
export { type Follower, follow, type Following, type Progress } from './follow/follower';
export type { Source } from './follow/source';
export { type Database, openDatabase, type Where } from './store/database';
export { type Digest, digestsOf } from './store/digest';
export { type Position, Store } from './store/store';
