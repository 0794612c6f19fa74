import { reading } from '../kit/table';
import { anchors } from '../evidence/records/anchor';
import { devices } from '../evidence/records/device';
import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { moneyTables } from '../payment/records/money';
import { births } from '../vehicle/records/birth';
import { vehicles } from '../vehicle/records/vehicle';
import { titles } from '../vehicle/records/title';
import { turns, wrappedKeys } from './records/key';
import { deletions } from './records/deletion';
import { orders } from './records/order';
import { accesses, notices } from './records/access';
import { grants } from './records/grant';

/**
 * Own tables first; of others the title and the anchors are read, and money moves to the owner where a grant
 * has a price.
 */
export const tables = {
  grants,
  accesses,
  orders,
  notices,
  deletions,
  turns,
  wrappedKeys,
  ...reading({ vehicles, titles, anchors, devices, births, ...moneyTables }),
};
export type ReadTx = TxOf<'evaluate', typeof tables>;
export type WriteTx = TxOf<'submit', typeof tables>;
export type HandlersOf<Ops extends Record<string, Operation>> = Handlers<Api<'consent', Ops>, typeof tables>;
