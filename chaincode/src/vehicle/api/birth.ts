import { onVehicle, vehicles } from '../records/vehicle';
import { vehicleLife } from '../life';
import { maybe } from '../../kit/ref';
import { wmis, births, Birth, birthRequest, onNamed, Wmi, wmi } from '../records/birth';
import { wmiOf, vin } from '../../words/vin';
import { odometers } from '../records/odometer';
import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { count } from '../../kit/value/text';
import { holder } from '../records/title';
import { day } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { country3 } from '../../words/country';
import { SeenVehicle } from '../records/view';
import { uri } from '../../words/uri';

const lastSix = z.string().regex(/^\d{6}$/, 'must be the last six digits of the number');

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
    loads: ({ vin, epc }) => ({
      maker: maybe(wmis.at(wmiOf(vin))),
      vehicle: maybe(vehicles.at(vin)),
      odometer: maybe(odometers.at(vin)),
      named: onNamed({ epc }),
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
  listBuilt: evaluate({
    says:
      'List the birth certificates of the vehicles that the caller’s organisation built on some days, of a model, a ' +
      'plant or a range of the last six digits of the number. A page may find none and have a next.',
    by: ['manufacturer'],
    request: page.extend({
      from: day.optional(),
      until: day.optional().meta({ description: 'that day too' }),
      model: Birth.shape.model.shape.id.optional(),
      plant: Birth.shape.plant.shape.id.optional(),
      numbers: z.strictObject({ from: lastSix, until: lastSix }).optional(),
    }),
    response: pageOf(Birth),
  }),
  listByEpc: evaluate({
    says: 'List the birth certificates that name a thing of room part by its EPC, as URN or link.',
    by: everyone,
    request: page.extend({ epc: uri }),
    response: pageOf(Birth),
  }),
  findBirths: submit({
    says:
      'Write anew the keys by which birth certificates are found, for those from before they were found by EPC ' +
      'and day. What is certified does not change.',
    by: ['manufacturer', 'registrar'],
    request: z.strictObject({ vins: z.array(vin).min(1).max(100) }),
    response: z.strictObject({ found: count(100) }),
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
