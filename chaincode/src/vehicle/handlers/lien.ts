import { vehicleEvents } from '../events';
import { consentToLien, releaseLien } from '../rules/lien';
import { type HandlersOf } from '../tables';
import { changeVehicle } from './vehicle';
import type { lienOperations } from '../api/lien';

export const lienHandlers: HandlersOf<typeof lienOperations> = {
  consentToLien: (tx, { vin, ...consent }) =>
    changeVehicle(
      tx,
      vin,
      (vehicle) => consentToLien(vehicle, { ...consent, by: tx.caller.org, at: tx.now }),
      () => tx.tell(vehicleEvents.LienConsented, { vin, lienId: consent.lienId, holder: consent.holder, by: tx.caller.org }),
    ),
  releaseLien: (tx, { vin, lienId }) =>
    changeVehicle(
      tx,
      vin,
      (vehicle) => releaseLien(vehicle, { lienId, by: tx.caller.org, at: tx.now }),
      () => tx.tell(vehicleEvents.LienReleased, { vin, lienId, holder: tx.caller.org }),
    ),
};
