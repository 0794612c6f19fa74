import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import { reading } from '../kit/table';
import type { TxOf } from '../kit/tx';
import { moneyTables } from '../payment/records/money';
import { vehicles } from '../vehicle/records/vehicle';
import { models } from './records/model';
import { orders } from './records/order';

/** Own tables; the vehicle and money, which move by the doors of their rooms, are read. */
export const tables = { models, orders, ...reading({ vehicles, ...moneyTables }) };
export type Writing = TxOf<'submit', typeof tables>;
export type Reading = TxOf<'evaluate', typeof tables>;
export type Carries<Ops extends Record<string, Operation>> = Handlers<Api<'order', Ops>, typeof tables>;
