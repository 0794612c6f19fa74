import { dayOf } from '../../kit/value/time';
import { confirmDestruction, handInCertificate, refuseCertificate } from '../rules/destruction';
import { vehicleEvents } from '../events';
import type { HandlersOf } from '../tables';
import { changeVehicle } from './vehicle';
import type { destructionOperations } from '../api/destruction';
import { freePlate } from './registration';

export const destructionHandlers: HandlersOf<typeof destructionOperations> = {
  async authoriseDismantler(tx, authorised) {
    await tx.dismantlers.put(authorised);
    tx.tell(vehicleEvents.DismantlerAuthorised, authorised);
    return authorised;
  },
  handInCertificate(tx, { vin, ...certificate }, { on, dismantler }) {
    const { member } = tx.caller;
    const { certificateId } = certificate;
    const handed = handInCertificate(on, certificate, {
      dismantler,
      member,
      today: dayOf(tx.now),
      at: tx.now,
    });
    return changeVehicle(tx, on, handed, () =>
      tx.tell(vehicleEvents.CertificateHandedIn, { vin, certificateId, dismantler: member }),
    );
  },
  async refuseCertificate(tx, { vin, certificateId }, { on }) {
    const { vehicle, refused } = refuseCertificate(on, certificateId);
    await tx.vehicles.put(vehicle);
    tx.tell(vehicleEvents.CertificateRefused, { vin, certificateId, dismantler: refused.dismantler });
    return vehicle;
  },
  async confirmDestruction(tx, { vin, certificateId }, { on }) {
    const destroyed = confirmDestruction(on, certificateId, { by: tx.caller.member, at: tx.now });
    if (destroyed === on) return on;
    await freePlate(tx, on);
    await tx.vehicles.put(destroyed);
    tx.tell(vehicleEvents.VehicleDestroyed, { vin, certificateId });
    return destroyed;
  },
};
