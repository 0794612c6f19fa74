import { reading } from '../kit/table';
import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { births } from '../vehicle/records/birth';
import { entrustments } from '../vehicle/records/entrustment';
import { anchors, heads } from './records/anchor';
import { devices } from './records/device';
import { vehicles } from '../vehicle/records/vehicle';
import { titles } from '../vehicle/records/title';

/** What tells whose data an anchor is. */
export const ownerTables = reading({ vehicles, titles });
export const tables = { devices, heads, anchors, ...reading({ births, entrustments }), ...ownerTables };
export type WriteTx = TxOf<'submit', typeof tables>;
export type ReadTx = TxOf<'evaluate', typeof tables>;

/** Handlers of a part of the api. */
export type HandlersOf<Ops extends Record<string, Operation>> = Handlers<Api<'evidence', Ops>, typeof tables>;
