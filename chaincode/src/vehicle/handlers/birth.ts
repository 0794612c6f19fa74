import { demand } from '../../kit/errors';
import type { birthOperations } from '../api/birth';
import { vehicleErrors } from '../errors';
import { vehicleEvents } from '../events';
import { admit, certifyBirth, sell } from '../rules/birth';
import { type HandlersOf } from '../tables';
import { born as bornOdometer, newOdometer } from '../rules/odometer/odometer';
import { enter } from './odometer';
import { changeVehicle } from './vehicle';

export const birthHandlers: HandlersOf<typeof birthOperations> = {
  async registerWmi(tx, registered, { known }) {
    const { wmi, manufacturer } = registered;
    const holder = known?.manufacturer ?? manufacturer;
    demand(holder === manufacturer, vehicleErrors.WMI_TAKEN, { wmi, manufacturer: holder });
    await tx.wmis.put(registered);
    tx.tell(vehicleEvents.WmiRegistered, { wmi, manufacturer });
    return registered;
  },
  readWmi: (_tx, _request, { on }) => on,
  async certifyBirth(tx, request, { maker, vehicle, odometer }) {
    const { vin } = request;
    const born = certifyBirth(request, maker, vehicle, { ...tx.caller, at: tx.now });
    await tx.births.put(born.birth);
    await tx.vehicles.put(born.vehicle);
    await enter(tx, bornOdometer(odometer ?? newOdometer(vin), request.builtOn), {});
    tx.tell(vehicleEvents.VehicleBorn, { vin, manufacturer: born.birth.manufacturer });
    return born.birth;
  },
  readBirth: (_tx, _request, { on }) => on,
  async admit(tx, { vin }, { maker }) {
    const vehicle = admit(vin, maker, tx.now);
    await tx.vehicles.put(vehicle);
    tx.tell(vehicleEvents.VehicleAdmitted, { vin });
    return vehicle;
  },
  sell: (tx, { vin, ...sale }, { on }) =>
    changeVehicle(tx, on, sell(on, sale, tx.caller.org, tx.now), () =>
      tx.tell(vehicleEvents.VehicleSold, { vin, to: sale.to, soldOn: sale.soldOn }),
    ),
};
