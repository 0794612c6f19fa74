import { vehicleEvents } from '../events';
import { destructionIn, destructionOut, productIn, productOut } from '../catenax/mapping';
import { exportAway } from '../rules/export';
import type { HandlersOf } from '../tables';
import type { exportOperations } from '../api/export';
import { readerOf } from './reader';
import { freePlate } from './registration';

export const exportHandlers: HandlersOf<typeof exportOperations> = {
  async exportVehicle(tx, { vin, country }, { on }) {
    if (on.exportedTo?.country === country) return on;
    const exported = exportAway(on, { country, at: tx.now });
    await freePlate(tx, on);
    await tx.vehicles.put(exported);
    tx.tell(vehicleEvents.VehicleExported, { vin, country });
    return exported;
  },
  async exportProduct(tx, { vin, given }, { on, birth, maker }) {
    // Whom it was sold to first, and when, is not for everybody.
    const { sale: _sale, ...seen } = on;
    const vehicle = (await readerOf(tx, vin)).all ? on : seen;
    return productOut({ birth, maker, vehicle }, given);
  },
  importProduct: (_tx, { product, ...of }) => productIn(product, of) as never,
  exportDestruction: (_tx, { given }, { on: vehicle, birth }) => destructionOut({ birth, vehicle }, given),
  importDestruction: (_tx, { certificate, documentHash }) => destructionIn(certificate, documentHash),
};
