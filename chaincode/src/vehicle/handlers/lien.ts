import { vehicleEvents } from '../events';
import { agreeToLien, consentToLien, releaseLien } from '../rules/lien';
import { ownersOf, type Vehicle } from '../records/vehicle';
import type { HandlersOf, WriteTx } from '../tables';
import { changeVehicle, shownTo } from './vehicle';
import type { lienOperations } from '../api/lien';

export const lienHandlers: HandlersOf<typeof lienOperations> = {
  agreeToLien: (tx, { vin, ...lien }, { on }) =>
    changeVehicle(tx, on, agreeToLien(on, { ...lien, by: ownerAs(on, (party) => tx.is(party)) }), () =>
      tx.tell(vehicleEvents.LienAgreed, { vin, ...lien }),
    ),
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

/** The owner as whom the caller acts; sides were checked before. */
const ownerAs = (vehicle: Vehicle, is: (party: string) => boolean): string =>
  ownersOf(vehicle).find(is) ?? vehicle.owner ?? '';
