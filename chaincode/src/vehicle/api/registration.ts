import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { id, member, sha256Hex } from '../../kit/value/text';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { jurisdiction } from '../../words/country';
import { vin } from '../../words/vin';
import { SeenVehicle } from '../records/view';

/** Plates, and the first owner. */
export const registrationOperations = {
  register: submit({
    says: 'Register a vehicle: the first time with its first owner, later with another plate or jurisdiction.',
    by: ['registrar'],
    request: z.strictObject({ vin, registrationId: id, owner: member, jurisdiction, plateTag: sha256Hex }),
    response: SeenVehicle,
    errors: [errors.OWNED_ALREADY, errors.NOT_THE_BUYER, errors.PLATE_TAKEN],
    events: [events.VehicleRegistered, events.TitlePassed],
  }),
  findByPlate: evaluate({
    says: 'Find the vehicle that bears a plate, by the tag that the registrar makes of it.',
    by: ['registrar', 'auditor', 'insurer'],
    request: z.strictObject({ plateTag: sha256Hex }),
    response: SeenVehicle,
  }),
};
