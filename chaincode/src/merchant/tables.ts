import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { organisations } from '../member/records';
import { escrowTables } from '../payment/boxes';
import { heads, services } from './catalogue';
import { crews } from './crew';
import { hours } from './hours';
import { merchants } from './records';
import { reviews } from './reputation';
import { votes } from './vote';
import { zones } from './zone';

/** Own tables; organisations are read to know who may vote, money moves into the bond. */
export const tables = { merchants, votes, services, heads, hours, zones, crews, reviews, organisations, ...escrowTables };
export type Writing = TxOf<'submit', typeof tables>;
export type Wiring<Ops extends Record<string, Operation>> = Handlers<Api<'merchant', Ops>, typeof tables>;
