import { selfOf } from '../../kit/who';
import { certificateOf } from './certificate';
import { ownReader, readerOf } from './reader';
import { vehicleSeen } from '../rules/view';
import type { Odometer } from '../records/odometer';
import { isWatched, signsOf } from '../rules/report/sign';
import type { HandlersOf, ReadTx, WriteTx } from '../tables';
import type { vehicleOperations } from '../api/vehicle';
import type { Vehicle } from '../records/vehicle';
import type { SeenVehicle } from '../records/view';
import { isInterested } from '../rules/question';

export const vehicleHandlers: HandlersOf<typeof vehicleOperations> = {
  async read(tx, { vin }, { on, odometer }) {
    const signs = await signsFound(tx, on, odometer);
    return { ...vehicleSeen(on, await readerOf(tx, vin)), ...(signs.length > 0 && { signs }) };
  },
  async listOwned(tx, { owner = selfOf(tx.caller), ...page }) {
    if (tx.caller.role !== 'registrar' && tx.caller.role !== 'auditor')
      tx.mustBe('the owner', owner, owner.split('/')[0] ?? owner);
    return tx.vehicles.listBy('owner', [owner], page);
  },
  readCertificate: (tx, { vin }) => certificateOf(tx, vin),
};

/** The signs of a vehicle, by its first hundred inspections and the last reading of its meter. */
async function signsFound(tx: ReadTx, vehicle: Vehicle, odometer: Odometer | undefined) {
  if (!isWatched(vehicle)) return [];
  const { items } = await tx.inspections.list({ size: 100 }, vehicle.vin);
  return signsOf(vehicle, { inspections: items, odometer });
}

/**
 * Saves what a rule made of a vehicle and tells it, and shows the caller what it may see. A rule that answers
 * the same record has changed nothing.
 */
export async function changeVehicle(
  tx: WriteTx,
  before: Vehicle,
  changed: Vehicle,
  tell: () => void,
): Promise<SeenVehicle> {
  if (changed !== before) {
    await tx.vehicles.put(changed);
    tell();
  }
  return shownTo(tx, changed);
}

/** In a transaction the owner's grants are not looked through: what it answers is on the ledger with it. */
export const shownTo = (tx: WriteTx, vehicle: Vehicle): SeenVehicle =>
  vehicleSeen(vehicle, ownReader(tx, vehicle));

/** An insurer's report names what it rests on; others need nothing. */
export async function hasInterest(tx: WriteTx, vin: string, reference: string | undefined): Promise<boolean> {
  if (tx.caller.role !== 'insurer') return true;
  return reference !== undefined && tx.ask(isInterested, vin, reference);
}
