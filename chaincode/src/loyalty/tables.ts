import { reading } from '../kit/table';
import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { zones } from '../kit/value/zone';
import { crews } from '../merchant/records/crew';
import { escrows } from '../payment/records/escrow';
import { usages } from '../policy/records/month';
import { policies } from '../policy/records/policy';
import { births } from '../vehicle/records/birth';
import { odometers } from '../vehicle/records/odometer';
import { vehicles } from '../vehicle/records/vehicle';
import { messages } from './records/audience';
import { nettings, pointClaims } from './records/clearing';
import { earnings, pointEntries, pointLots, pointUses } from './records/lot';
import { partners, pointSlices } from './records/partner';
import { programs } from './records/program';
import { wallets } from './records/wallet';

/** What moves points, in a transaction of this room or of another one. */
export const pointTables = {
  programs,
  partners,
  pointSlices,
  wallets,
  pointLots,
  pointEntries,
  pointUses,
  earnings,
  pointClaims,
  zones,
  ...reading({ escrows }),
};
/** Own tables; of others what is only read: crews, vehicles and their meters, months that a car measured. */
export const tables = {
  ...pointTables,
  nettings,
  messages,
  ...reading({ crews, vehicles, births, odometers, policies, usages, escrows }),
};
export type PointTx = TxOf<'submit', typeof pointTables>;
export type Writing = TxOf<'submit', typeof tables>;
export type Reading = TxOf<'evaluate', typeof tables>;
/** What carries out the operations of one file of the api. */
export type Part<Ops extends Record<string, Operation>> = Handlers<Api<'loyalty', Ops>, typeof tables>;
