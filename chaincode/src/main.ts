import { setTimeout as rest } from 'node:timers/promises';
import { contractOf } from './kit/fabric/contract';
import { announce, hearAnnouncements } from './kit/fabric/messages';
import { lightenShim, takeTurns } from './kit/fabric/shim';
import { widenWindow } from './kit/fabric/window';
import { memberPolicy } from './member/door';
import { rooms } from './rooms';

hearAnnouncements();
lightenShim();
widenWindow();
takeTurns(rest);

/** What `fabric-chaincode-node` loads. */
export const contracts = rooms.map((room) => contractOf(room, memberPolicy, rooms));

/** For whoever plays a peer that announces batched messages. */
export { announce };
