import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { births, wmis } from './records/birth';
import { entrustments } from './records/entrustment';
import { odometers, readings, replacements } from './records/odometer';
import { recalledVehicles, recalls } from './records/recall';
import { sideOf } from './handlers/reader';
import { type Vehicle, vehicles } from './records/vehicle';
import { accidents, dismantlers, inspections, plates, titles } from './records/registry';
import { type SeenVehicle, vehicleSeen } from './records/view';

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
