import { vehicleEvents } from '../events';
import { readerOf } from './reader';
import {
  acceptTitle,
  agreeToOffer,
  offerTitle,
  passTitle,
  transferTitle,
  withdrawOffer,
} from '../rules/title';
import { ownersOf } from '../records/vehicle';
import { titleSeen } from '../rules/view';
import type { Title } from '../records/title';
import type { Vehicle } from '../records/vehicle';
import type { HandlersOf, WriteTx } from '../tables';
import { changeVehicle } from './vehicle';
import type { titleOperations } from '../api/title';

export const titleHandlers: HandlersOf<typeof titleOperations> = {
  offerTitle: (tx, { vin, ...offered }, { on }) =>
    changeVehicle(tx, on, offerTitle(on, { ...offered, by: ownerIn(tx, on), at: tx.now }), () =>
      tx.tell(vehicleEvents.TitleOffered, { vin, offerId: offered.offerId, to: offered.to }),
    ),
  agreeToOffer: (tx, { vin, offerId }, { on }) =>
    changeVehicle(tx, on, agreeToOffer(on, { offerId, by: ownerIn(tx, on) ?? '' }), () =>
      tx.tell(vehicleEvents.OfferAgreed, { vin, offerId }),
    ),
  acceptTitle: (tx, { vin, offerId }, { on }) =>
    changeVehicle(tx, on, acceptTitle(on, { offerId, by: buyerIn(tx, on), at: tx.now }), () =>
      tx.tell(vehicleEvents.TitleAccepted, { vin, offerId }),
    ),
  withdrawOffer(tx, { vin, offerId }, { on }) {
    const side = buyerIn(tx, on) === undefined ? 'seller' : 'buyer';
    const by = tx.caller.role === 'registrar' ? 'registrar' : side;
    return changeVehicle(tx, on, withdrawOffer(on, offerId, { by, at: tx.now }), () =>
      tx.tell(vehicleEvents.OfferWithdrawn, { vin, offerId }),
    );
  },
  passTitle: async (tx, { offerId }, { on }) => (on.titleId === offerId ? on : passed(tx, on, offerId)),
  transferTitle: async (tx, { vin: _of, ...wanted }, { on }) =>
    saveTitle(tx, transferTitle(on, { ...wanted, at: tx.now })),
  async listTitles(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.titles.list(page, vin);
    return { items: items.map((one) => titleSeen(one, reader)), ...more };
  },
};

/** As which of the owners, or of the buyers, the caller speaks. */
const ownerIn = (tx: WriteTx, vehicle: Vehicle): string | undefined =>
  ownersOf(vehicle).find((one) => tx.is(one));
const buyerIn = (tx: WriteTx, { offer }: Vehicle): string | undefined =>
  offer && ownersOf({ owner: offer.to, shared: offer.shared }).find((one) => tx.is(one));

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
  const { vin, titleId, holder: owner, no, reason } = title;
  tx.tell(vehicleEvents.TitlePassed, { vin, titleId, owner, no, ...(reason && { reason }) });
  return vehicle;
}
