import { addBrand, mustBeBrandable, rebuild } from '../rules/brand';
import { vehicleEvents } from '../events';
import { mustBeInterested } from '../rules/report/interest';
import type { HandlersOf } from '../tables';
import type { brandOperations } from '../api/brand';
import { hasInterest, changeVehicle } from './vehicle';

export const brandHandlers: HandlersOf<typeof brandOperations> = {
  async brandTitle(tx, { vin, ...brand }, { on }) {
    const interested = await hasInterest(tx, vin, brand.reference);
    mustBeBrandable(brand.name, tx.caller.role, brand.supersedes);
    const branded = addBrand(on, { ...brand, by: tx.caller.member, at: tx.now });
    if (branded !== on) mustBeInterested(tx.caller, vin, brand.reference, interested);
    return changeVehicle(tx, on, branded, () =>
      tx.tell(vehicleEvents.TitleBranded, { vin, brandId: brand.brandId, brand: brand.name }),
    );
  },
  certifyRebuilt: (tx, { vin, ...brand }, { on }) =>
    changeVehicle(tx, on, rebuild(on, { ...brand, by: tx.caller.member, at: tx.now }), () =>
      tx.tell(vehicleEvents.VehicleRebuilt, { vin, brandId: brand.brandId }),
    ),
};
