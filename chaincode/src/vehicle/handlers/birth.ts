import { demand } from '../../kit/errors';
import type { birthOperations } from '../api/birth';
import { vehicleErrors } from '../errors';
import { vehicleEvents } from '../events';
import { canonicalLink } from '../../part/door';
import { admit, certifyBirth, isMeant, naming, sell } from '../rules/birth';
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
  async certifyBirth(tx, request, { maker, vehicle, odometer, named }) {
    const { vin } = request;
    const born = certifyBirth(request, maker, vehicle, { ...tx.caller, at: tx.now });
    await tx.births.put(born.birth);
    const thing = naming(born.birth, named);
    if (thing && thing !== named) await tx.namedThings.put(thing);
    await tx.vehicles.put(born.vehicle);
    await enter(tx, bornOdometer(odometer ?? newOdometer(vin), request.builtOn), {});
    tx.tell(vehicleEvents.VehicleBorn, { vin, manufacturer: born.birth.manufacturer });
    return born.birth;
  },
  readBirth: (_tx, _request, { on }) => on,
  async listBuilt(tx, { model, plant, numbers, from, until, ...page }) {
    const { items, next } = await tx.births.listBy('built', [tx.caller.org], page);
    const meant = items.filter((birth) => isMeant(birth, { model, plant, numbers, from, until }));
    return { items: meant, ...(next !== undefined && { next }) };
  },
  listByEpc: (tx, { epc, ...page }) => tx.births.listBy('epc', [canonicalLink(epc)], page),
  async findBirths(tx, { vins }) {
    const births = (await tx.births.findMany(vins.map((vin) => [vin]))).filter((one) => one !== undefined);
    for (const birth of births) {
      await tx.births.put(birth);
      const named = birth.epc === undefined ? undefined : await tx.namedThings.find(canonicalLink(birth.epc));
      const thing = naming(birth, named);
      if (thing && thing !== named) await tx.namedThings.put(thing);
    }
    return { found: births.length };
  },
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
