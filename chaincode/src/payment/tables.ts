import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { zones } from '../kit/value/zone';
import { escrowTables } from './records/escrow';
import { orders } from './records/supply';
import { holds, locks } from './records/hold';
import { freezes } from './records/freeze';
import { quotes } from './records/exchange';
import { links } from './records/address';
import { notes, refunds } from './records/money';
import { requests } from './records/request';
import { clawBacks } from './records/clawback';
import { drawTables } from './records/standing';
import { tabs } from './records/tab';

export const tables = {
  ...escrowTables,
  ...drawTables,
  zones,
  holds,
  locks,
  tabs,
  orders,
  requests,
  quotes,
  freezes,
  clawBacks,
  links,
  notes,
  refunds,
};

/** What carries out the operations of one file of the api. */
export type Part<Ops extends Record<string, Operation>> = Handlers<Api<'payment', Ops>, typeof tables>;
export type Submitting = TxOf<'submit', typeof tables>;
export type Reading = TxOf<'evaluate', typeof tables>;
