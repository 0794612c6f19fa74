import { reading } from '../kit/table';
import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { heads, services } from '../merchant/records/catalogue';
import { crews } from '../merchant/records/crew';
import { hours } from '../merchant/records/hours';
import { merchants } from '../merchant/records/merchant';
import { zones } from '../kit/value/zone';
import { parts } from '../part/records/part';
import { escrows } from '../payment/records/escrow';
import { births, wmis } from '../vehicle/records/birth';
import { vehicles } from '../vehicle/records/vehicle';
import { waitings } from './records/queue';
import { bookings, owings } from './records/booking';
import { slots } from './records/slot';
import { claimeds, workClaims } from './records/warranty';
import { serviceRecords } from './records/work';

/**
 * Own tables first; of others what is only read: the offer of the merchant, the vehicle, its parts, the
 * boxes.
 */
export const tables = {
  bookings,
  slots,
  owings,
  waitings,
  serviceRecords,
  workClaims,
  claimeds,
  zones,
  ...reading({ merchants, services, heads, hours, crews, vehicles, births, wmis, parts, escrows }),
};
export type Writing = TxOf<'submit', typeof tables>;
/** What carries out the operations of one file of the api. */
export type Part<Ops extends Record<string, Operation>> = Handlers<Api<'service', Ops>, typeof tables>;
