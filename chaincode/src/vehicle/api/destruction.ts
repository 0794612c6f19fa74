import { onVehicle } from '../records/vehicle';
import { vehicleLife } from '../life';
import { maybe } from '../../kit/ref';
import { dismantlers, Dismantler } from '../records/dismantler';
import { z } from 'zod';
import { submit } from '../../kit/api';
import { id, sha256Hex } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { vin } from '../../words/vin';
import { SeenVehicle } from '../records/view';

/** The end of a vehicle. */
export const destructionOperations = {
  authoriseDismantler: submit({
    says:
      'Authorise a workshop to destroy vehicles until a day that is no longer included. An earlier day ' +
      'ends it.',
    by: ['registrar'],
    request: Dismantler,
    response: Dismantler,
    events: [events.DismantlerAuthorised],
  }),
  handInCertificate: submit({
    says: 'Hand in the certificate of destruction of a vehicle, as its authorised dismantler.',
    by: ['workshop'],
    request: z.strictObject({ vin, certificateId: id, dismantledOn: day, documentHash: sha256Hex }),
    on: onVehicle,
    step: vehicleLife.handInCertificate,
    answered: ({ destruction }) => destruction?.confirmedAt !== undefined,
    loads: (_request, _vehicle, { member }) => ({ dismantler: maybe(dismantlers.at(member)) }),
    response: SeenVehicle,
    errors: [
      errors.CERTIFICATE_CONFIRMED,
      errors.CERTIFICATE_WAITS,
      errors.DISMANTLER_UNAUTHORISED,
      errors.LIEN_OPEN,
      errors.DAY_AHEAD,
    ],
    events: [events.CertificateHandedIn],
  }),
  refuseCertificate: submit({
    says: 'Refuse a certificate of destruction that is not confirmed; another may be handed in then.',
    by: ['registrar'],
    request: z.strictObject({ vin, certificateId: id }),
    on: onVehicle,
    step: vehicleLife.refuseCertificate,
    response: SeenVehicle,
    errors: [errors.CERTIFICATE_MISSING, errors.CERTIFICATE_CONFIRMED],
    events: [events.CertificateRefused],
  }),
  confirmDestruction: submit({
    says: 'Confirm a certificate of destruction: the vehicle is destroyed, for good.',
    by: ['registrar'],
    request: z.strictObject({ vin, certificateId: id }),
    on: onVehicle,
    step: vehicleLife.confirmDestruction,
    answered: ({ destruction }, { certificateId }) =>
      destruction?.certificateId === certificateId && destruction.confirmedAt !== undefined,
    response: SeenVehicle,
    errors: [errors.CERTIFICATE_MISSING, errors.LIEN_OPEN, errors.DAY_AHEAD],
    events: [events.VehicleDestroyed],
  }),
};
