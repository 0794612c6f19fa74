import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { zones } from '../kit/zone';
import type { paymentApi } from './api';
import { merchants } from '../merchant/records';
import { escrowTables, holds, locks, orders } from './boxes';
import { freezes } from './freeze';
import { quotes } from './quote';
import { links } from './address';
import { notes } from './records';
import { requests } from './request';
import { clawBacks } from './second';

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
  merchants,
};

/** A group of this room's handlers. */
export type Some<Name extends keyof typeof paymentApi.operations> = Pick<Handlers<typeof paymentApi, typeof tables>, Name>;
export type Submitting = TxOf<'submit', typeof tables>;
export type Reading = TxOf<'evaluate', typeof tables>;
