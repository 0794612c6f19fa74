import { onVehicle, vehicles } from '../records/vehicle';
import { vehicleLife } from '../life';
import { maybe } from '../../kit/ref';
import { wmis, births, Birth, birthRequest, Wmi, wmi } from '../records/birth';
import { wmiOf, vin } from '../../words/vin';
import { odometers } from '../records/odometer';
import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { holder } from '../records/title';
import { day } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { country3 } from '../../words/country';
import { SeenVehicle } from '../records/view';

/** How a vehicle comes onto the ledger. */
export const birthOperations = {
  registerWmi: submit({
    says: 'Register a manufacturer code for the organisation that builds under it.',
    by: ['registrar'],
    request: Wmi,
    loads: ({ wmi }) => ({ known: maybe(wmis.at(wmi)) }),
    response: Wmi,
    errors: [errors.WMI_TAKEN],
    events: [events.WmiRegistered],
  }),
  readWmi: evaluate({
    says: 'Read whose a manufacturer code is.',
    by: everyone,
    request: z.strictObject({ wmi }),
    on: (asked) => wmis.at(asked.wmi),
    response: Wmi,
  }),
  certifyBirth: submit({
    says: 'Issue the birth certificate of a vehicle, exactly once.',
    by: ['manufacturer'],
    request: birthRequest,
    creates: ({ vin }) => births.at(vin),
    loads: ({ vin }) => ({
      maker: maybe(wmis.at(wmiOf(vin))),
      vehicle: maybe(vehicles.at(vin)),
      odometer: maybe(odometers.at(vin)),
    }),
    response: Birth,
    errors: [
      errors.VIN_REFUSED,
      errors.MAKER_UNNAMED,
      errors.WMI_UNKNOWN,
      errors.WMI_OF_ANOTHER,
      errors.VEHICLE_KEY_WRONG,
    ],
    events: [events.VehicleBorn],
    many: 100,
  }),
  readBirth: evaluate({
    says: 'Read the birth certificate of a vehicle.',
    by: everyone,
    request: z.strictObject({ vin }),
    on: ({ vin }) => births.at(vin),
    response: Birth,
  }),
  admit: submit({
    says: 'Bring in a vehicle whose manufacturer is outside the consortium.',
    by: ['registrar'],
    request: z.strictObject({ vin }),
    creates: onVehicle,
    loads: ({ vin }) => ({ maker: maybe(wmis.at(wmiOf(vin))) }),
    response: SeenVehicle,
    errors: [errors.VIN_REFUSED, errors.MANUFACTURER_IS_MEMBER],
    events: [events.VehicleAdmitted],
  }),
  sell: submit({
    says: 'Name the first buyer of a new vehicle; the first registration must be for this member.',
    by: ['manufacturer'],
    request: z.strictObject({ vin, to: holder, soldOn: day, country: country3 }),
    on: onVehicle,
    step: vehicleLife.sell,
    answered: ({ sale }, { to }) => sale?.to === to,
    response: SeenVehicle,
    errors: [errors.DAY_AHEAD],
    events: [events.VehicleSold],
  }),
};
