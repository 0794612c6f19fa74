import { onVehicle } from '../records/vehicle';
import { SaleCertificate } from '../records/certificate';
import { maybe } from '../../kit/ref';
import { odometers } from '../records/odometer';
import { z } from 'zod';
import { evaluate, mine, page, pageOf } from '../../kit/api';
import { holder } from '../records/title';
import { everyone } from '../../words/role';
import { vin } from '../../words/vin';
import { SeenVehicle } from '../records/view';

/** What is known of a vehicle, by reader. */
export const vehicleOperations = {
  read: evaluate({
    says: 'Read a vehicle: what a buyer needs, or all of it as its owner, an authority or by a grant.',
    by: everyone,
    request: z.strictObject({ vin }),
    on: onVehicle,
    sides: ['anybody'],
    loads: ({ vin }) => ({ odometer: maybe(odometers.at(vin)) }),
    response: SeenVehicle,
  }),
  listOwned: evaluate({
    says: 'List the vehicles of an owner, those too that others own with it: for the owner, the registrar and the auditor.',
    by: everyone,
    request: page.extend({ owner: mine(holder) }),
    response: pageOf(SeenVehicle),
  }),
  readCertificate: evaluate({
    says:
      'Read the sale certificate of a vehicle: readings and verdict, brands, accidents, open recalls, ' +
      'liens, theft, with a hash.',
    by: everyone,
    request: z.strictObject({ vin }),
    on: onVehicle,
    sides: ['anybody'],
    response: SaleCertificate,
  }),
};
