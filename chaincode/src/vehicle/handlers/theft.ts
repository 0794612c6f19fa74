import { vehicleEvents } from '../events';
import { mustBeInterested } from '../rules/interest';
import { reportedBy, recover, reportTheft } from '../rules/theft';
import { type HandlersOf } from '../tables';
import { changeVehicle } from './vehicle';
import type { theftOperations } from '../api/theft';
import { hasInterest } from './brand';

export const theftHandlers: HandlersOf<typeof theftOperations> = {
  async reportTheft(tx, { vin, reference }) {
    const interested = await hasInterest(tx, vin, reference);
    return changeVehicle(
      tx,
      vin,
      (vehicle) => {
        const stolen = reportTheft(vehicle, { by: tx.caller.member, at: tx.now, reference });
        if (stolen !== vehicle) mustBeInterested(tx.caller, vin, reference, interested);
        return stolen;
      },
      () => tx.tell(vehicleEvents.VehicleStolen, { vin, by: tx.caller.member }),
    );
  },
  async reportRecovery(tx, { vin, reference }) {
    const interested = await hasInterest(tx, vin, reference);
    return changeVehicle(
      tx,
      vin,
      (vehicle) => {
        if (!reportedBy(vehicle.theft, tx.caller.org)) mustBeInterested(tx.caller, vin, reference, interested);
        return recover(vehicle);
      },
      () => tx.tell(vehicleEvents.VehicleRecovered, { vin, by: tx.caller.member }),
    );
  },
};
