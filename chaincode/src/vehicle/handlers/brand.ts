import { demand } from '../../kit/errors';
import { dayOf } from '../../kit/value/time';
import { addBrand, mustBeBrandable, rebuild } from '../rules/brand';
import { confirmDestruction, handInCertificate, refuseCertificate } from '../rules/destruction';
import { vehicleErrors } from '../errors';
import { vehicleEvents } from '../events';
import type { fateOperations } from '../api/brand';
import { mustBeInterested, reportedBy } from '../rules/interest';
import type { Vehicle } from '../records/vehicle';
import { exportAway, recover, reportTheft } from '../rules/title';
import { isInterested } from '../rules/question';
import { readerOf } from './reader';
import { accidentSeen } from '../records/view';
import { change, seen, type Wiring, type Writing } from '../tables';

export const fateWiring: Wiring<typeof fateOperations> = {
  async brandTitle(tx, { vin, ...brand }) {
    const interested = await hasInterest(tx, vin, brand.reference);
    return change(
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
    change(
      tx,
      vin,
      (vehicle) => rebuild(vehicle, { ...brand, by: tx.caller.member, at: tx.now }),
      () => tx.tell(vehicleEvents.VehicleRebuilt, { vin, brandId: brand.brandId }),
    ),
  async reportTheft(tx, { vin, reference }) {
    const interested = await hasInterest(tx, vin, reference);
    return change(
      tx,
      vin,
      (vehicle) => {
        const stolen = reportTheft(vehicle, { by: tx.caller.member, at: tx.now, reference });
        if (stolen !== vehicle) mustBeInterested(tx.caller, vin, reference, interested);
        return stolen;
      },
      () => tx.tell(vehicleEvents.VehicleStolen, { vin, by: tx.caller.member }),
    );
  },
  async reportRecovery(tx, { vin, reference }) {
    const interested = await hasInterest(tx, vin, reference);
    return change(
      tx,
      vin,
      (vehicle) => {
        if (!reportedBy(vehicle.theft, tx.caller.org)) mustBeInterested(tx.caller, vin, reference, interested);
        return recover(vehicle);
      },
      () => tx.tell(vehicleEvents.VehicleRecovered, { vin, by: tx.caller.member }),
    );
  },
  async recordInspection(tx, request) {
    const { vin, inspectionId, at, result, validUntil } = request;
    const known = await tx.inspections.known(vin, inspectionId);
    if (known) return known;
    await tx.vehicles.get(vin);
    demand(at <= tx.now, vehicleErrors.INSPECTION_AHEAD, { inspectionId, at, now: tx.now });
    const inspection = { ...request, by: tx.caller.member };
    await tx.inspections.put(inspection);
    tx.tell(vehicleEvents.VehicleInspected, { vin, inspectionId, result, validUntil });
    return inspection;
  },
  listInspections: (tx, { vin, ...page }) => tx.inspections.list(page, vin),
  async listAccidents(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.accidents.list(page, vin);
    return { items: items.map((one) => accidentSeen(one, reader)), ...more };
  },
  async exportVehicle(tx, { vin, country }) {
    const vehicle = await tx.vehicles.get(vin);
    if (vehicle.exportedTo?.country === country) return vehicle;
    const exported = exportAway(vehicle, { country, at: tx.now });
    await freePlate(tx, vehicle);
    await tx.vehicles.put(exported);
    tx.tell(vehicleEvents.VehicleExported, { vin, country });
    return exported;
  },
  async authoriseDismantler(tx, authorised) {
    await tx.dismantlers.put(authorised);
    tx.tell(vehicleEvents.DismantlerAuthorised, authorised);
    return authorised;
  },
  async handInCertificate(tx, { vin, ...certificate }) {
    const { member } = tx.caller;
    const [vehicle, dismantler] = [await tx.vehicles.get(vin), await tx.dismantlers.find(member)];
    const handed = handInCertificate(vehicle, certificate, { dismantler, member, today: dayOf(tx.now), at: tx.now });
    if (handed === vehicle) return seen(tx, vehicle);
    await tx.vehicles.put(handed);
    tx.tell(vehicleEvents.CertificateHandedIn, { vin, certificateId: certificate.certificateId, dismantler: member });
    return seen(tx, handed);
  },
  async refuseCertificate(tx, { vin, certificateId }) {
    const { vehicle, refused } = refuseCertificate(await tx.vehicles.get(vin), certificateId);
    await tx.vehicles.put(vehicle);
    tx.tell(vehicleEvents.CertificateRefused, { vin, certificateId, dismantler: refused.dismantler });
    return vehicle;
  },
  async confirmDestruction(tx, { vin, certificateId }) {
    const vehicle = await tx.vehicles.get(vin);
    const destroyed = confirmDestruction(vehicle, certificateId, { by: tx.caller.member, at: tx.now });
    if (destroyed === vehicle) return vehicle;
    await freePlate(tx, vehicle);
    await tx.vehicles.put(destroyed);
    tx.tell(vehicleEvents.VehicleDestroyed, { vin, certificateId });
    return destroyed;
  },
};

/** An insurer's report names what it rests on; others need nothing. */
async function hasInterest(tx: Writing, vin: string, reference: string | undefined): Promise<boolean> {
  if (tx.caller.role !== 'insurer') return true;
  return reference !== undefined && tx.ask(isInterested, vin, reference);
}

async function freePlate(tx: Writing, { registration }: Vehicle): Promise<void> {
  if (registration) await tx.plates.remove(registration.plateTag);
}
