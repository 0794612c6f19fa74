import { addBrand, mustBeBrandable, rebuild } from '../rules/brand';
import { vehicleEvents } from '../events';
import { mustBeInterested } from '../rules/interest';
import { isInterested } from '../rules/question';
import { type HandlersOf, type WriteTx } from '../tables';
import { changeVehicle } from './vehicle';
import type { brandOperations } from '../api/brand';

export const brandHandlers: HandlersOf<typeof brandOperations> = {
  async brandTitle(tx, { vin, ...brand }) {
    const interested = await hasInterest(tx, vin, brand.reference);
    return changeVehicle(
      tx,
      vin,
      (vehicle) => {
        mustBeBrandable(brand.name, tx.caller.role, brand.supersedes);
        const branded = addBrand(vehicle, { ...brand, by: tx.caller.member, at: tx.now });
        if (branded !== vehicle) mustBeInterested(tx.caller, vin, brand.reference, interested);
        return branded;
      },
      () => tx.tell(vehicleEvents.TitleBranded, { vin, brandId: brand.brandId, brand: brand.name }),
    );
  },
  certifyRebuilt: (tx, { vin, ...brand }) =>
    changeVehicle(
      tx,
      vin,
      (vehicle) => rebuild(vehicle, { ...brand, by: tx.caller.member, at: tx.now }),
      () => tx.tell(vehicleEvents.VehicleRebuilt, { vin, brandId: brand.brandId }),
    ),
};

/** An insurer's report names what it rests on; others need nothing. */
export async function hasInterest(tx: WriteTx, vin: string, reference: string | undefined): Promise<boolean> {
  if (tx.caller.role !== 'insurer') return true;
  return reference !== undefined && tx.ask(isInterested, vin, reference);
}
