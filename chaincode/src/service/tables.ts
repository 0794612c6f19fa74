import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { heads, services } from '../merchant/catalogue';
import { crews } from '../merchant/crew';
import { hours } from '../merchant/hours';
import { merchants } from '../merchant/records';
import { outcomes } from '../merchant/promise';
import { reviews } from '../merchant/reputation';
import { zones } from '../kit/zone';
import { prefixBlocks } from '../part/prefix';
import { declarations, events, lotUses, parts } from '../part/records';
import { escrowTables } from '../payment/boxes';
import { grants } from '../consent/records';
import { births, wmis } from '../vehicle/birth';
import { odometers, readings } from '../vehicle/odometer';
import { vehicles } from '../vehicle/records';
import { waitings } from './queue';
import { bookings, owings, slots } from './records';
import { claimeds, workClaims } from './warranty';
import { serviceRecords } from './work';

/** Own tables first. Of the merchant the offer is read and the review written; the record goes into the vehicle's history and the parts' chains. */
export const tables = {
  bookings,
  slots,
  owings,
  waitings,
  serviceRecords,
  workClaims,
  claimeds,
  ...{ merchants, services, heads, hours, zones, crews, reviews, outcomes },
  ...{ vehicles, births, wmis, odometers, readings, grants },
  ...{ parts, events, lotUses, declarations, prefixBlocks },
  ...escrowTables,
};
export type Writing = TxOf<'submit', typeof tables>;
export type Wiring<Ops extends Record<string, Operation>> = Handlers<Api<'service', Ops>, typeof tables>;
