import { claims } from '../claim/records';
import { grants } from '../consent/records';
import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { loans } from '../loan/records';
import { events, lotUses, parts } from '../part/records';
import { policies } from '../policy/records';
import { serviceRecords } from '../service/work';
import { births, wmis } from './birth';
import { entrustments } from './entrust';
import { odometers, readings, replacements } from './odometer';
import { recalledVehicles, recalls } from './recall';
import { sideOf } from './reader';
import { type Vehicle, vehicles } from './records';
import { accidents, dismantlers, inspections, plates, titles } from './registry';
import { type SeenVehicle, vehicleSeen } from './seen';

/** Own tables first; those of other rooms are read for the trust chain, and for what an insurer's report rests on. */
export const tables = {
  vehicles,
  births,
  wmis,
  titles,
  plates,
  dismantlers,
  entrustments,
  inspections,
  accidents,
  odometers,
  readings,
  replacements,
  recalls,
  recalledVehicles,
  policies,
  claims,
  loans,
  parts,
  events,
  lotUses,
  serviceRecords,
  grants,
};
export type Reading = TxOf<'evaluate', typeof tables>;
export type Writing = TxOf<'submit', typeof tables>;

/** Handlers of a part of the api. */
export type Wiring<Ops extends Record<string, Operation>> = Handlers<Api<'vehicle', Ops>, typeof tables>;

/** Reads a vehicle, applies a rule, saves and tells, and shows the caller what it may see. A rule that answers the same record has changed nothing. */
export async function change(
  tx: Writing,
  vin: string,
  rule: (vehicle: Vehicle) => Vehicle,
  tell: (changed: Vehicle) => void,
): Promise<SeenVehicle> {
  const vehicle = await tx.vehicles.get(vin);
  const changed = rule(vehicle);
  if (changed === vehicle) return seen(tx, vehicle);
  await tx.vehicles.put(changed);
  tell(changed);
  return seen(tx, changed);
}

/** In a transaction the owner's grants are not looked through: what it answers is on the ledger with it. */
export const seen = (tx: Writing, vehicle: Vehicle): SeenVehicle => vehicleSeen(vehicle, sideOf(tx, vehicle));
