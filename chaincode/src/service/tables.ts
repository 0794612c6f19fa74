import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { heads, services } from '../merchant/records/catalogue';
import { crews } from '../merchant/records/crew';
import { hours } from '../merchant/records/hours';
import { merchants } from '../merchant/records/merchant';
import { outcomes } from '../merchant/records/outcome';
import { reviews } from '../merchant/records/review';
import { zones } from '../kit/value/zone';
import { prefixBlocks } from '../part/records/prefix';
import { parts } from '../part/records/part';
import { declarations } from '../part/records/declaration';
import { events, lotUses } from '../part/records/event';
import { escrowTables } from '../payment/records/escrow';
import { births, wmis } from '../vehicle/records/birth';
import { odometers, readings } from '../vehicle/records/odometer';
import { vehicles } from '../vehicle/records/vehicle';
import { waitings } from './records/queue';
import { bookings, owings, slots } from './records/booking';
import { claimeds, workClaims } from './records/warranty';
import { serviceRecords } from './records/work';

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
  ...{ vehicles, births, wmis, odometers, readings },
  ...{ parts, events, lotUses, declarations, prefixBlocks },
  ...escrowTables,
};
export type Writing = TxOf<'submit', typeof tables>;
export type Wiring<Ops extends Record<string, Operation>> = Handlers<Api<'service', Ops>, typeof tables>;
