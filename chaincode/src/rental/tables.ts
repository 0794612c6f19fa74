import { reading } from '../kit/table';
import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { zones } from '../kit/value/zone';
import { moneyTables } from '../payment/records/money';
import { didAccounts, dids } from '../identity/records/did';
import { credentials } from '../identity/records/credential';
import { trustedIssuers } from '../identity/records/trust';
import { coverTerms, policies } from '../policy/records/policy';
import { vehicles } from '../vehicle/records/vehicle';
import { licences } from './records/licence';
import { rentals } from './records/rental';
import { cars, slots } from './records/car';

/**
 * Own tables; those of the driver's licence and the vehicle's cover, which are read only; money, which moves
 * with a rental.
 */
export const tables = {
  ...{ cars, slots, rentals, licences, zones },
  ...reading({
    vehicles,
    didAccounts,
    dids,
    credentials,
    trustedIssuers,
    policies,
    coverTerms,
    ...moneyTables,
  }),
};
export type Reading = TxOf<'evaluate', typeof tables>;
export type RentalHandlers<Ops extends Record<string, Operation>> = Handlers<
  Api<'rental', Ops>,
  typeof tables
>;
export type Writing = TxOf<'submit', typeof tables>;
