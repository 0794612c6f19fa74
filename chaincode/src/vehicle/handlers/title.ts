import { certificateOf } from './certificate';
import { demand, kitErrors } from '../../kit/errors';
import { vehicleErrors } from '../errors';
import { vehicleEvents } from '../events';
import { consentToLien, releaseLien } from '../rules/lien';
import { enter } from '../rules/odometer';
import { readerOf } from './reader';
import type { Vehicle } from '../records/vehicle';
import { acceptTitle, offering, offerOf, offerTitle, passTitle, register, withdrawOffer } from '../rules/title';
import { titleSeen, vehicleSeen } from '../records/view';
import { change, type Wiring, type Writing } from '../tables';
import type { titleOperations } from '../api/title';

export const titleWiring: Wiring<typeof titleOperations> = {
  async register(tx, request) {
    const { vin, plateTag, jurisdiction } = request;
    const [vehicle, plate] = [await tx.vehicles.get(vin), await tx.plates.find(plateTag)];
    if (isRegistered(vehicle, request)) return vehicle;
    const registered = register(vehicle, { ...request, at: tx.now });
    demand((plate?.vin ?? vin) === vin, vehicleErrors.PLATE_TAKEN, { vin: plate?.vin ?? '' });
    await changePlate(tx, vehicle, request);
    await tx.vehicles.put(registered.vehicle);
    if (registered.title) await tx.titles.put(registered.title);
    tx.tell(vehicleEvents.VehicleRegistered, { vin, owner: request.owner, jurisdiction });
    if (registered.title)
      tx.tell(vehicleEvents.TitlePassed, { vin, titleId: registered.title.titleId, owner: request.owner, no: 1 });
    return registered.vehicle;
  },
  offerTitle: (tx, { vin, ...offered }) =>
    change(
      tx,
      vin,
      (vehicle) => {
        tx.mustBe('the holder of the title', offering(vehicle));
        return offerTitle(vehicle, { ...offered, at: tx.now });
      },
      () => tx.tell(vehicleEvents.TitleOffered, { vin, ...offered }),
    ),
  acceptTitle: (tx, { vin, offerId }) =>
    change(
      tx,
      vin,
      (vehicle) => {
        tx.mustBe('the buyer', offerOf(vehicle, offerId).to);
        return acceptTitle(vehicle, { offerId, at: tx.now });
      },
      () => tx.tell(vehicleEvents.TitleAccepted, { vin, offerId }),
    ),
  withdrawOffer: (tx, { vin, offerId }) =>
    change(
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
  consentToLien: (tx, { vin, ...consent }) =>
    change(
      tx,
      vin,
      (vehicle) => consentToLien(vehicle, { ...consent, by: tx.caller.org, at: tx.now }),
      () => tx.tell(vehicleEvents.LienConsented, { vin, lienId: consent.lienId, holder: consent.holder, by: tx.caller.org }),
    ),
  releaseLien: (tx, { vin, lienId }) =>
    change(
      tx,
      vin,
      (vehicle) => releaseLien(vehicle, { lienId, by: tx.caller.org, at: tx.now }),
      () => tx.tell(vehicleEvents.LienReleased, { vin, lienId, holder: tx.caller.org }),
    ),
  async read(tx, { vin }) {
    const vehicle = await tx.vehicles.get(vin);
    return vehicleSeen(vehicle, await readerOf(tx, vin));
  },
  async listOwned(tx, { owner, ...page }) {
    if (tx.caller.role !== 'registrar' && tx.caller.role !== 'auditor')
      tx.mustBe('the owner', owner, owner.slice(0, owner.indexOf('/')));
    return tx.vehicles.listBy('owner', [owner], page);
  },
  findByPlate: async (tx, { plateTag }) => tx.vehicles.get((await tx.plates.get(plateTag)).vin),
  readCertificate: (tx, { vin }) => certificateOf(tx, vin),
  async listTitles(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.titles.list(page, vin);
    return { items: items.map((one) => titleSeen(one, reader)), ...more };
  },
};

type Registration = {
  readonly registrationId: string;
  readonly owner: string;
  readonly jurisdiction: string;
  readonly plateTag: string;
};

/** Whether this very registration was made before; the same id with other content is a contradiction. */
function isRegistered({ registration, owner }: Vehicle, wanted: Registration): boolean {
  const { registrationId, jurisdiction, plateTag } = wanted;
  if (registration?.registrationId !== registrationId) return false;
  const same = registration.jurisdiction === jurisdiction && registration.plateTag === plateTag && owner === wanted.owner;
  demand(same, kitErrors.EXISTS_DIFFERENTLY, { kind: 'registration', id: registrationId });
  return true;
}

/** A new plate frees the old one, and breaks the series of readings as it does in the Nationale Auto Pas. */
async function changePlate(
  tx: Writing,
  { vin, registration }: Vehicle,
  { registrationId, plateTag }: Registration,
): Promise<void> {
  if (registration?.plateTag === plateTag) return;
  const odometer = await tx.odometers.find(vin);
  if (registration) await tx.plates.remove(registration.plateTag);
  if (registration && odometer) {
    const changed = enter(odometer, { kind: 'plate', id: registrationId, at: tx.now });
    await tx.odometers.put(changed.odometer);
  }
  await tx.plates.put({ plateTag, vin, since: tx.now });
}
