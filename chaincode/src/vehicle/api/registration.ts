import { onVehicle, vehicles } from '../records/vehicle';
import { vehicleLife } from '../life';
import { maybe } from '../../kit/ref';
import { plates } from '../records/plate';
import { odometers } from '../records/odometer';
import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { holder, Shared } from '../records/title';
import { id, sha256Hex } from '../../kit/value/text';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { jurisdiction } from '../../words/country';
import { vin } from '../../words/vin';
import { SeenVehicle } from '../records/view';

/** Plates, and the first owner. */
export const registrationOperations = {
  register: submit({
    says: 'Register a vehicle: the first time with its first owner or owners, later with another plate or jurisdiction.',
    by: ['registrar'],
    request: z.strictObject({
      ...{ vin, registrationId: id, owner: holder, shared: Shared.optional(), jurisdiction },
      plateTag: sha256Hex,
    }),
    on: onVehicle,
    step: vehicleLife.register,
    answered: ({ registration }, { registrationId }) => registration?.registrationId === registrationId,
    loads: ({ vin, plateTag }) => ({ plate: maybe(plates.at(plateTag)), odometer: maybe(odometers.at(vin)) }),
    response: SeenVehicle,
    errors: [errors.OWNED_ALREADY, errors.NOT_THE_BUYER, errors.SHARES_WRONG, errors.PLATE_TAKEN],
    events: [events.VehicleRegistered, events.TitlePassed],
  }),
  findByPlate: evaluate({
    says: 'Find the vehicle that bears a plate, by the tag that the registrar makes of it.',
    by: ['registrar', 'auditor', 'insurer'],
    request: z.strictObject({ plateTag: sha256Hex }),
    on: ({ plateTag }) => plates.at(plateTag),
    loads: (_request, { vin }) => ({ vehicle: vehicles.at(vin) }),
    response: SeenVehicle,
  }),
};
