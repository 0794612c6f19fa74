import { vehicleEvents } from '../events';
import { consentToLien, releaseLien } from '../rules/lien';
import type { Vehicle } from '../records/vehicle';
import type { HandlersOf, WriteTx } from '../tables';
import { changeVehicle, shownTo } from './vehicle';
import type { lienOperations } from '../api/lien';

export const lienHandlers: HandlersOf<typeof lienOperations> = {
  consentToLien: (tx, { vin, ...consent }, { on }) =>
    changeVehicle(tx, on, consentToLien(on, { ...consent, by: tx.caller.org, at: tx.now }), () =>
      tx.tell(vehicleEvents.LienConsented, {
        vin,
        lienId: consent.lienId,
        holder: consent.holder,
        by: tx.caller.org,
      }),
    ),
  releaseLien: async (tx, { lienId }, { on }) =>
    shownTo(tx, await released(tx, on, { lienId, by: tx.caller.org })),
};

/** Releases a lien; one that is released already stays as it is, and is not told again. */
export async function released(
  tx: WriteTx,
  vehicle: Vehicle,
  { lienId, by, sold }: { lienId: string; by: string; sold?: boolean },
): Promise<Vehicle> {
  const freed = releaseLien(vehicle, { lienId, by, at: tx.now, ...(sold && { sold }) });
  if (freed === vehicle) return vehicle;
  await tx.vehicles.put(freed);
  tx.tell(vehicleEvents.LienReleased, { vin: vehicle.vin, lienId, holder: by });
  return freed;
}
