import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { member } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { Birth, birthRequest, Wmi, wmi } from '../records/birth';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { country3 } from '../../words/country';
import { vin } from '../../words/vin';
import { SeenVehicle } from '../records/view';

/** How a vehicle comes onto the ledger. */
export const birthOperations = {
  registerWmi: submit({
    says: 'Register a manufacturer code for the organisation that builds under it.',
    by: ['registrar'],
    request: Wmi,
    response: Wmi,
    errors: [errors.WMI_TAKEN],
    events: [events.WmiRegistered],
  }),
  readWmi: evaluate({
    says: 'Read whose a manufacturer code is.',
    by: everyone,
    request: z.strictObject({ wmi }),
    response: Wmi,
  }),
  certifyBirth: submit({
    says: 'Issue the birth certificate of a vehicle, exactly once.',
    by: ['manufacturer'],
    request: birthRequest,
    response: Birth,
    errors: [errors.VIN_REFUSED, errors.WMI_UNKNOWN, errors.WMI_OF_ANOTHER, errors.VEHICLE_KEY_WRONG],
    events: [events.VehicleBorn],
    many: 100,
  }),
  readBirth: evaluate({
    says: 'Read the birth certificate of a vehicle.',
    by: everyone,
    request: z.strictObject({ vin }),
    response: Birth,
  }),
  admit: submit({
    says: 'Bring in a vehicle whose manufacturer is outside the consortium.',
    by: ['registrar'],
    request: z.strictObject({ vin }),
    response: SeenVehicle,
    errors: [errors.VIN_REFUSED, errors.MANUFACTURER_IS_MEMBER],
    events: [events.VehicleAdmitted],
  }),
  sell: submit({
    says: 'Name the first buyer of a new vehicle; the first registration must be for this member.',
    by: ['manufacturer'],
    request: z.strictObject({ vin, to: member, soldOn: day, country: country3 }),
    response: SeenVehicle,
    events: [events.VehicleSold],
  }),
};
