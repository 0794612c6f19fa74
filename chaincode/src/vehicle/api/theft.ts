import { onVehicle } from '../records/vehicle';
import { vehicleLife } from '../life';
import { z } from 'zod';
import { submit } from '../../kit/api';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { vin } from '../../words/vin';
import { SeenVehicle } from '../records/view';
import { reference } from './brand';

const police = ['registrar', 'insurer'] as const;

/** A vehicle is stolen, and found. */
export const theftOperations = {
  reportTheft: submit({
    says: 'Report a vehicle stolen; an insurer names the policy or claim of its own that it rests on.',
    by: police,
    request: z.strictObject({ vin, reference: reference.optional() }),
    on: onVehicle,
    step: vehicleLife.reportTheft,
    answered: ({ theft }, { reference }) => theft !== undefined && theft.reference === reference,
    response: SeenVehicle,
    errors: [errors.INTEREST_MISSING],
    events: [events.VehicleStolen],
  }),
  reportRecovery: submit({
    says: 'Report a stolen vehicle recovered: by whoever reported it stolen, or with a reference of its own.',
    by: police,
    request: z.strictObject({ vin, reference: reference.optional() }),
    on: onVehicle,
    step: vehicleLife.reportRecovery,
    response: SeenVehicle,
    errors: [errors.INTEREST_MISSING],
    events: [events.VehicleRecovered],
  }),
};
