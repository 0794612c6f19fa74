import { onVehicle } from '../records/vehicle';
import { vehicleLife } from '../life';
import { z } from 'zod';
import { submit } from '../../kit/api';
import { id, line } from '../../kit/value/text';
import { brandName } from '../records/brand';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { jurisdiction } from '../../words/country';
import { vin } from '../../words/vin';
import { SeenVehicle } from '../records/view';

export const reference = line(64).meta({
  description: 'what it rests on; for an insurer the id of a policy or claim of its own on the vehicle',
});

/** Brands on the title. */
export const brandOperations = {
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
    on: onVehicle,
    step: vehicleLife.brandTitle,
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
    on: onVehicle,
    step: vehicleLife.certifyRebuilt,
    answered: ({ brands }, { brandId }) => brands.some((one) => one.brandId === brandId),
    response: SeenVehicle,
    errors: [errors.JUNK_STAYS],
    events: [events.VehicleRebuilt],
  }),
};
