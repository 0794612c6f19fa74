import { onVehicle } from '../records/vehicle';
import { vehicleLife } from '../life';
import { z } from 'zod';
import { submit } from '../../kit/api';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { country3 } from '../../words/country';
import { vin } from '../../words/vin';
import { SeenVehicle } from '../records/view';

/** A vehicle leaves for a country outside the consortium. */
export const exportOperations = {
  exportVehicle: submit({
    says: 'Record that a vehicle leaves for a country outside the consortium.',
    by: ['registrar'],
    request: z.strictObject({ vin, country: country3 }),
    on: onVehicle,
    step: vehicleLife.exportVehicle,
    answered: ({ exportedTo }, { country }) => exportedTo?.country === country,
    response: SeenVehicle,
    errors: [errors.LIEN_OPEN],
    events: [events.VehicleExported],
  }),
};
