import { reading } from '../kit/table';
import type { TxOf } from '../kit/tx';
import { loans } from '../loan/records/loan';
import { emptyings, parts } from '../part/records/part';
import { events } from '../part/records/event';
import { lotsInside, lotUses } from '../part/records/lot';
import { policies } from '../policy/records/policy';
import { serviceRecords } from '../service/records/work';
import { births } from '../vehicle/records/birth';
import { odometers, readings } from '../vehicle/records/odometer';
import { recalledVehicles } from '../vehicle/records/recall';
import { accidents } from '../vehicle/records/accident';
import { inspections } from '../vehicle/records/inspection';
import { titles } from '../vehicle/records/title';
import { vehicles } from '../vehicle/records/vehicle';

/** All of other rooms: this one only reads. */
export const tables = {
  ...reading({ vehicles, births, odometers, readings, recalledVehicles, accidents, inspections, titles }),
  ...reading({ parts, events, emptyings, lotsInside, lotUses }),
  ...reading({ policies, loans, serviceRecords }),
};
export type Reading = TxOf<'evaluate', typeof tables>;
