import { demand } from '../../kit/errors';
import type { birthOperations } from '../api/birth';
import { vehicleErrors } from '../errors';
import { vehicleEvents } from '../events';
import { admit, certifyBirth, sell } from '../rules/birth';
import { type HandlersOf } from '../tables';
import { changeVehicle } from './vehicle';
import { wmiOf } from '../rules/vin';

export const birthHandlers: HandlersOf<typeof birthOperations> = {
  async registerWmi(tx, registered) {
    const { wmi, manufacturer } = registered;
    const known = await tx.wmis.find(wmi);
    const holder = known?.manufacturer ?? manufacturer;
    demand(holder === manufacturer, vehicleErrors.WMI_TAKEN, { wmi, manufacturer: holder });
    await tx.wmis.put(registered);
    tx.tell(vehicleEvents.WmiRegistered, { wmi, manufacturer });
    return registered;
  },
  readWmi: (tx, { wmi }) => tx.wmis.get(wmi),
  async certifyBirth(tx, request) {
    const { vin } = request;
    const known = await tx.births.known(vin);
    if (known) return known;
    const [maker, vehicle] = [await tx.wmis.find(wmiOf(vin)), await tx.vehicles.find(vin)];
    const born = certifyBirth(request, maker, vehicle, { ...tx.caller, at: tx.now });
    await tx.births.put(born.birth);
    await tx.vehicles.put(born.vehicle);
    tx.tell(vehicleEvents.VehicleBorn, { vin, manufacturer: born.birth.manufacturer });
    return born.birth;
  },
  readBirth: (tx, { vin }) => tx.births.get(vin),
  async admit(tx, { vin }) {
    const known = await tx.vehicles.known(vin);
    if (known) return known;
    const vehicle = admit(vin, await tx.wmis.find(wmiOf(vin)), tx.now);
    await tx.vehicles.put(vehicle);
    tx.tell(vehicleEvents.VehicleAdmitted, { vin });
    return vehicle;
  },
  sell: (tx, { vin, ...sale }) =>
    changeVehicle(
      tx,
      vin,
      (vehicle) => sell(vehicle, sale, tx.caller.org),
      () => tx.tell(vehicleEvents.VehicleSold, { vin, to: sale.to, soldOn: sale.soldOn }),
    ),
};
