import { vehicleEvents } from '../events';
import { readerOf } from './reader';
import { acceptTitle, offerTitle, passTitle, withdrawOffer } from '../rules/title';
import { titleSeen } from '../rules/view';
import type { Title } from '../records/title';
import type { Vehicle } from '../records/vehicle';
import type { HandlersOf, WriteTx } from '../tables';
import { changeVehicle } from './vehicle';
import type { titleOperations } from '../api/title';

export const titleHandlers: HandlersOf<typeof titleOperations> = {
  offerTitle: (tx, { vin, ...offered }, { on }) =>
    changeVehicle(tx, on, offerTitle(on, { ...offered, at: tx.now }), () =>
      tx.tell(vehicleEvents.TitleOffered, { vin, ...offered }),
    ),
  acceptTitle: (tx, { vin, offerId }, { on }) =>
    changeVehicle(tx, on, acceptTitle(on, { offerId, at: tx.now }), () =>
      tx.tell(vehicleEvents.TitleAccepted, { vin, offerId }),
    ),
  withdrawOffer: (tx, { vin, offerId }, { on }) =>
    changeVehicle(tx, on, withdrawOffer(on, offerId, tx.is(on.offer?.to ?? '-') ? 'buyer' : 'seller'), () =>
      tx.tell(vehicleEvents.OfferWithdrawn, { vin, offerId }),
    ),
  passTitle: async (tx, { offerId }, { on }) => (on.titleId === offerId ? on : passed(tx, on, offerId)),
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
export async function saveTitle(
  tx: WriteTx,
  { vehicle, title }: { vehicle: Vehicle; title: Title },
): Promise<Vehicle> {
  await tx.vehicles.put(vehicle);
  await tx.titles.put(title);
  const { vin, titleId, holder: owner, no } = title;
  tx.tell(vehicleEvents.TitlePassed, { vin, titleId, owner, no });
  return vehicle;
}
