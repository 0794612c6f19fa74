import { vehicleEvents } from '../events';
import { mustBeInterested } from '../rules/report/interest';
import { recover, reportedBy, reportTheft } from '../rules/theft';
import type { HandlersOf } from '../tables';
import type { theftOperations } from '../api/theft';
import { hasInterest, changeVehicle } from './vehicle';

export const theftHandlers: HandlersOf<typeof theftOperations> = {
  async reportTheft(tx, { vin, reference }, { on }) {
    const interested = await hasInterest(tx, vin, reference);
    const stolen = reportTheft(on, { by: tx.caller.member, at: tx.now, reference });
    if (stolen !== on) mustBeInterested(tx.caller, vin, reference, interested);
    return changeVehicle(tx, on, stolen, () =>
      tx.tell(vehicleEvents.VehicleStolen, { vin, by: tx.caller.member }),
    );
  },
  async reportRecovery(tx, { vin, reference }, { on }) {
    const interested = await hasInterest(tx, vin, reference);
    if (!reportedBy(on.theft, tx.caller.org)) mustBeInterested(tx.caller, vin, reference, interested);
    return changeVehicle(tx, on, recover(on), () =>
      tx.tell(vehicleEvents.VehicleRecovered, { vin, by: tx.caller.member }),
    );
  },
};
