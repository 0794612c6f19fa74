import type { TxOf } from '../kit/tx';
import { loans } from '../loan/records/loan';
import { events, lotUses, parts } from '../part/records/part';
import { policies } from '../policy/records/policy';
import { serviceRecords } from '../service/records/work';
import { births } from '../vehicle/records/birth';
import { odometers, readings } from '../vehicle/records/odometer';
import { recalledVehicles } from '../vehicle/records/recall';
import { accidents, inspections, titles } from '../vehicle/records/registry';
import { vehicles } from '../vehicle/records/vehicle';

/** All of other rooms: this one only reads. */
export const tables = {
  ...{ vehicles, births, odometers, readings, recalledVehicles, accidents, inspections, titles },
  ...{ policies, loans, parts, events, lotUses, serviceRecords },
};
export type Reading = TxOf<'evaluate', typeof tables>;
