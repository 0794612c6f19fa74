import { vehicleEvents } from '../events';
import { exportAway } from '../rules/export';
import type { HandlersOf } from '../tables';
import type { exportOperations } from '../api/export';
import { freePlate } from './registration';

export const exportHandlers: HandlersOf<typeof exportOperations> = {
  async exportVehicle(tx, { vin, country }) {
    const vehicle = await tx.vehicles.get(vin);
    if (vehicle.exportedTo?.country === country) return vehicle;
    const exported = exportAway(vehicle, { country, at: tx.now });
    await freePlate(tx, vehicle);
    await tx.vehicles.put(exported);
    tx.tell(vehicleEvents.VehicleExported, { vin, country });
    return exported;
  },
};
