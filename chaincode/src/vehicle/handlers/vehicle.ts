import { certificateOf } from './certificate';
import { readerOf, ownReader } from './reader';
import { vehicleSeen } from '../rules/view';
import type { HandlersOf, WriteTx } from '../tables';
import type { vehicleOperations } from '../api/vehicle';
import type { Vehicle } from '../records/vehicle';
import type { SeenVehicle } from '../records/view';

export const vehicleHandlers: HandlersOf<typeof vehicleOperations> = {
  async read(tx, { vin }) {
    const vehicle = await tx.vehicles.get(vin);
    return vehicleSeen(vehicle, await readerOf(tx, vin));
  },
  async listOwned(tx, { owner, ...page }) {
    if (tx.caller.role !== 'registrar' && tx.caller.role !== 'auditor')
      tx.mustBe('the owner', owner, owner.slice(0, owner.indexOf('/')));
    return tx.vehicles.listBy('owner', [owner], page);
  },
  readCertificate: (tx, { vin }) => certificateOf(tx, vin),
};

/** Reads a vehicle, applies a rule, saves and tells, and shows the caller what it may see. A rule that answers the same record has changed nothing. */
export async function changeVehicle(
  tx: WriteTx,
  vin: string,
  rule: (vehicle: Vehicle) => Vehicle,
  tell: (changed: Vehicle) => void,
): Promise<SeenVehicle> {
  const vehicle = await tx.vehicles.get(vin);
  const changed = rule(vehicle);
  if (changed === vehicle) return shownTo(tx, vehicle);
  await tx.vehicles.put(changed);
  tell(changed);
  return shownTo(tx, changed);
}

/** In a transaction the owner's grants are not looked through: what it answers is on the ledger with it. */
export const shownTo = (tx: WriteTx, vehicle: Vehicle): SeenVehicle => vehicleSeen(vehicle, ownReader(tx, vehicle));
