import { contractOf } from './kit/contract';
import { hearAnnouncements } from './kit/messages';
import { lightenShim, takeTurns } from './kit/shim';
import { memberPolicy } from './member/policy';
import { rooms } from './rooms';

hearAnnouncements();
lightenShim();
takeTurns();

/** What `fabric-chaincode-node` loads. */
export const contracts = rooms.map((room) => contractOf(room, memberPolicy));
