import { vehicleEvents } from '../events';
import { readerOf } from './reader';
import { acceptTitle, titleOfferer, offerOf, offerTitle, passTitle, withdrawOffer } from '../rules/title';
import { titleSeen } from '../rules/view';
import type { Title } from '../records/registry';
import type { Vehicle } from '../records/vehicle';
import type { HandlersOf, WriteTx } from '../tables';
import { changeVehicle } from './vehicle';
import type { titleOperations } from '../api/title';

export const titleHandlers: HandlersOf<typeof titleOperations> = {
  offerTitle: (tx, { vin, ...offered }) =>
    changeVehicle(
      tx,
      vin,
      (vehicle) => {
        tx.mustBe('the holder of the title', titleOfferer(vehicle));
        return offerTitle(vehicle, { ...offered, at: tx.now });
      },
      () => tx.tell(vehicleEvents.TitleOffered, { vin, ...offered }),
    ),
  acceptTitle: (tx, { vin, offerId }) =>
    changeVehicle(
      tx,
      vin,
      (vehicle) => {
        tx.mustBe('the buyer', offerOf(vehicle, offerId).to);
        return acceptTitle(vehicle, { offerId, at: tx.now });
      },
      () => tx.tell(vehicleEvents.TitleAccepted, { vin, offerId }),
    ),
  withdrawOffer: (tx, { vin, offerId }) =>
    changeVehicle(
      tx,
      vin,
      (vehicle) => {
        const { from, to } = offerOf(vehicle, offerId);
        tx.mustBe('the seller or the buyer', from, to);
        return withdrawOffer(vehicle, offerId, tx.is(to) ? 'buyer' : 'seller');
      },
      () => tx.tell(vehicleEvents.OfferWithdrawn, { vin, offerId }),
    ),
  async passTitle(tx, { vin, offerId }) {
    const vehicle = await tx.vehicles.get(vin);
    if (vehicle.titleId === offerId) return vehicle;
    return passed(tx, vehicle, offerId);
  },
  async listTitles(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.titles.list(page, vin);
    return { items: items.map((one) => titleSeen(one, reader)), ...more };
  },
};

/** The title passes by the offer that its buyer accepted. */
export const passed = (tx: WriteTx, vehicle: Vehicle, offerId: string): Promise<Vehicle> =>
  saveTitle(tx, passTitle(vehicle, { offerId, at: tx.now }));

/** A holding of the title begins. */
export async function saveTitle(tx: WriteTx, { vehicle, title }: { vehicle: Vehicle; title: Title }): Promise<Vehicle> {
  await tx.vehicles.put(vehicle);
  await tx.titles.put(title);
  const { vin, titleId, holder: owner, no } = title;
  tx.tell(vehicleEvents.TitlePassed, { vin, titleId, owner, no });
  return vehicle;
}
