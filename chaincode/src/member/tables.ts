import type { TxOf } from '../kit/tx';
import { courtOrders, foundings, members, organisations } from './records/member';

export const tables = { foundings, organisations, members, courtOrders };
export type Writing = TxOf<'submit', typeof tables>;
