import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { count, member } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { Birth, birthRequest, Wmi, wmi } from '../records/birth';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { country3 } from '../../words/country';
import { vin } from '../../words/vin';
import { SeenVehicle } from '../records/view';
import { VPIC, type VinFindingName } from '../rules/vin';

const finding = z.enum(Object.keys(VPIC) as [VinFindingName, ...VinFindingName[]]);
/** A number as somebody typed it, right or wrong. */
const typed = z.string().regex(/^[\x20-\x7e]{0,64}$/, 'must be up to 64 printable ASCII characters');
const examined = z.strictObject({
  vin: typed,
  region: z.enum(['northAmerica', 'china', 'elsewhere']),
  wmi: z.string().max(6),
  checkDigit: z.string().max(1),
  modelYears: z.array(count(2039, 1980)).max(2),
  findings: z.array(z.strictObject({ name: finding, vpic: count(400), severity: z.enum(['refusal', 'warning']) })).max(16),
  codes: z.array(count(400)).max(16),
  suggestions: z.array(z.string().length(17)).max(20),
  acceptable: z.boolean(),
});

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
  examine: evaluate({
    says: 'Examine a vehicle identification number: the law of its region, model year, vPIC codes, corrections, and what the ledger knows.',
    by: everyone,
    request: z.strictObject({ vin: typed, modelYear: count(2039, 1980).optional() }),
    response: examined,
  }),
};
