import { entrust, takeBack } from '../rules/entrustment';
import type { entrustmentOperations } from '../api/entrustment';
import { vehicleEvents } from '../events';
import { titleOfferer } from '../rules/title';
import type { HandlersOf } from '../tables';

export const entrustmentHandlers: HandlersOf<typeof entrustmentOperations> = {
  async entrust(tx, { vin, workshop, until }, { on: vehicle, before }) {
    const given = entrust(vehicle, { workshop, until, at: tx.now }, before);
    if (given === before) return given;
    await tx.entrustments.put(given);
    tx.tell(vehicleEvents.VehicleEntrusted, { vin, workshop, until });
    return given;
  },
  async takeBack(tx, { vin, workshop }, { given }) {
    const taken = takeBack(given, tx.now);
    if (taken === given) return given;
    await tx.entrustments.put(taken);
    tx.tell(vehicleEvents.VehicleTakenBack, { vin, workshop });
    return taken;
  },
  readEntrustment(tx, { workshop }, { vehicle, given }) {
    const isAuthority = tx.caller.role === 'registrar' || tx.caller.role === 'auditor';
    if (!isAuthority) tx.mustBe('the holder of the title or the workshop', titleOfferer(vehicle), workshop);
    return given;
  },
};
