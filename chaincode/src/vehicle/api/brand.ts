import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id, line, sha256Hex } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { brandName } from '../records/brand';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { country3, jurisdiction } from '../../words/country';
import { vin } from '../../words/vin';
import { Dismantler, Inspection } from '../records/registry';
import { SeenAccident, SeenVehicle } from '../records/view';

const reference = line(64).meta({
  description: 'what it rests on; for an insurer the id of a policy or claim of its own on the vehicle',
});
const police = ['registrar', 'insurer'] as const;

/** What befalls a vehicle: brands, theft, rebuilding, inspection, export, the end. */
export const fateOperations = {
  brandTitle: submit({
    says: 'Put a brand on the title; it is never removed, only superseded by a later one.',
    by: ['registrar', 'insurer', 'manufacturer'],
    request: z.strictObject({
      vin,
      brandId: id,
      name: brandName,
      jurisdiction: jurisdiction.optional(),
      reference: reference.optional(),
      supersedes: z.array(id).max(16).optional(),
    }),
    response: SeenVehicle,
    errors: [
      errors.REBUILT_BY_INSPECTION,
      errors.BRAND_NOT_YOURS,
      errors.INTEREST_MISSING,
      errors.BRAND_UNKNOWN,
      errors.BRAND_SUPERSEDED,
    ],
    events: [events.TitleBranded],
  }),
  certifyRebuilt: submit({
    says: 'Certify after an inspection that a salvage vehicle is rebuilt; it may then be registered again.',
    by: ['registrar'],
    request: z.strictObject({ vin, brandId: id, name: z.enum(['rebuilt', 'reconstructed']), reference }),
    response: SeenVehicle,
    errors: [errors.JUNK_STAYS],
    events: [events.VehicleRebuilt],
  }),
  reportTheft: submit({
    says: 'Report a vehicle stolen; an insurer names the policy or claim of its own that it rests on.',
    by: police,
    request: z.strictObject({ vin, reference: reference.optional() }),
    response: SeenVehicle,
    errors: [errors.INTEREST_MISSING],
    events: [events.VehicleStolen],
  }),
  reportRecovery: submit({
    says: 'Report a stolen vehicle recovered: by whoever reported it stolen, or with a reference of its own.',
    by: police,
    request: z.strictObject({ vin, reference: reference.optional() }),
    response: SeenVehicle,
    errors: [errors.INTEREST_MISSING],
    events: [events.VehicleRecovered],
  }),
  recordInspection: submit({
    says: 'Record a periodic technical inspection.',
    by: ['workshop', 'registrar'],
    request: Inspection.omit({ by: true }),
    response: Inspection,
    errors: [errors.INSPECTION_AHEAD],
    events: [events.VehicleInspected],
  }),
  listInspections: evaluate({
    says: 'List the inspections of a vehicle.',
    by: everyone,
    request: page.extend({ vin }),
    response: pageOf(Inspection),
  }),
  listAccidents: evaluate({
    says: 'List the accidents of a vehicle that insurers settled.',
    by: everyone,
    request: page.extend({ vin }),
    response: pageOf(SeenAccident),
  }),
  exportVehicle: submit({
    says: 'Record that a vehicle leaves for a country outside the consortium.',
    by: ['registrar'],
    request: z.strictObject({ vin, country: country3 }),
    response: SeenVehicle,
    errors: [errors.LIEN_OPEN],
    events: [events.VehicleExported],
  }),
  authoriseDismantler: submit({
    says: 'Authorise a workshop to destroy vehicles until a day that is no longer included. An earlier day ends it.',
    by: ['registrar'],
    request: Dismantler,
    response: Dismantler,
    events: [events.DismantlerAuthorised],
  }),
  handInCertificate: submit({
    says: 'Hand in the certificate of destruction of a vehicle, as its authorised dismantler.',
    by: ['workshop'],
    request: z.strictObject({ vin, certificateId: id, dismantledOn: day, documentHash: sha256Hex }),
    response: SeenVehicle,
    errors: [errors.CERTIFICATE_CONFIRMED, errors.CERTIFICATE_WAITS, errors.DISMANTLER_UNAUTHORISED, errors.LIEN_OPEN],
    events: [events.CertificateHandedIn],
  }),
  refuseCertificate: submit({
    says: 'Refuse a certificate of destruction that is not confirmed; another may be handed in then.',
    by: ['registrar'],
    request: z.strictObject({ vin, certificateId: id }),
    response: SeenVehicle,
    errors: [errors.CERTIFICATE_MISSING, errors.CERTIFICATE_CONFIRMED],
    events: [events.CertificateRefused],
  }),
  confirmDestruction: submit({
    says: 'Confirm a certificate of destruction: the vehicle is destroyed, for good.',
    by: ['registrar'],
    request: z.strictObject({ vin, certificateId: id }),
    response: SeenVehicle,
    errors: [errors.CERTIFICATE_MISSING, errors.LIEN_OPEN],
    events: [events.VehicleDestroyed],
  }),
};
