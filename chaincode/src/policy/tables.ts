import { reading } from '../kit/table';
import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import { zones } from '../kit/value/zone';
import type { TxOf } from '../kit/tx';
import { moneyTables } from '../payment/records/money';
import { vehicles } from '../vehicle/records/vehicle';
import { applications } from './records/application';
import { coverTerms, policies } from './records/policy';
import { tariffs } from './records/tariff';
import { usages } from './records/month';
import { trips } from './records/trip';

export const tables = {
  applications,
  policies,
  coverTerms,
  usages,
  trips,
  tariffs,
  zones,
  ...reading({ vehicles, ...moneyTables }),
};
export type Reading = TxOf<'evaluate', typeof tables>;
export type Writing = TxOf<'submit', typeof tables>;
/** Handlers of some of the room's operations. */
export type Carries<Ops extends Record<string, Operation>> = Handlers<Api<'policy', Ops>, typeof tables>;
