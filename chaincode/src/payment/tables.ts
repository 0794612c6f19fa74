import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { zones } from '../kit/value/zone';
import type { paymentApi } from './api';
import { escrowTables, holds, locks, orders } from './records/escrow';
import { freezes } from './records/freeze';
import { quotes } from './records/exchange';
import { links } from './records/address';
import { notes } from './records/money';
import { requests } from './records/request';
import { clawBacks } from './records/clawback';

export const tables = {
  ...escrowTables,
  zones,
  holds,
  locks,
  orders,
  requests,
  quotes,
  freezes,
  clawBacks,
  links,
  notes,
};

/** A group of this room's handlers. */
export type Some<Name extends keyof typeof paymentApi.operations> = Pick<Handlers<typeof paymentApi, typeof tables>, Name>;
export type Submitting = TxOf<'submit', typeof tables>;
export type Reading = TxOf<'evaluate', typeof tables>;
