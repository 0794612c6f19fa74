import { vehicleEvents } from '../events';
import { readerOf } from './reader';
import { acceptTitle, offering, offerOf, offerTitle, passTitle, withdrawOffer } from '../rules/title';
import { titleSeen } from '../rules/view';
import { type HandlersOf } from '../tables';
import { changeVehicle } from './vehicle';
import type { titleOperations } from '../api/title';

export const titleHandlers: HandlersOf<typeof titleOperations> = {
  offerTitle: (tx, { vin, ...offered }) =>
    changeVehicle(
      tx,
      vin,
      (vehicle) => {
        tx.mustBe('the holder of the title', offering(vehicle));
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
    const passed = passTitle(vehicle, { offerId, at: tx.now });
    await tx.vehicles.put(passed.vehicle);
    await tx.titles.put(passed.title);
    tx.tell(vehicleEvents.TitlePassed, { vin, titleId: offerId, owner: passed.title.holder, no: passed.title.no });
    return passed.vehicle;
  },
  async listTitles(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.titles.list(page, vin);
    return { items: items.map((one) => titleSeen(one, reader)), ...more };
  },
};
