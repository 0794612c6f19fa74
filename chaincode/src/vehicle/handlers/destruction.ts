import { dayOf } from '../../kit/value/time';
import { confirmDestruction, handInCertificate, refuseCertificate } from '../rules/destruction';
import { vehicleEvents } from '../events';
import type { HandlersOf } from '../tables';
import { shownTo } from './vehicle';
import type { destructionOperations } from '../api/destruction';
import { freePlate } from './registration';

export const destructionHandlers: HandlersOf<typeof destructionOperations> = {
  async authoriseDismantler(tx, authorised) {
    await tx.dismantlers.put(authorised);
    tx.tell(vehicleEvents.DismantlerAuthorised, authorised);
    return authorised;
  },
  async handInCertificate(tx, { vin, ...certificate }) {
    const { member } = tx.caller;
    const [vehicle, dismantler] = [await tx.vehicles.get(vin), await tx.dismantlers.find(member)];
    const handed = handInCertificate(vehicle, certificate, { dismantler, member, today: dayOf(tx.now), at: tx.now });
    if (handed === vehicle) return shownTo(tx, vehicle);
    await tx.vehicles.put(handed);
    tx.tell(vehicleEvents.CertificateHandedIn, { vin, certificateId: certificate.certificateId, dismantler: member });
    return shownTo(tx, handed);
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
