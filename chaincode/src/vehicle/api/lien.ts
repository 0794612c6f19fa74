import { onVehicle } from '../records/vehicle';
import { vehicleLife } from '../life';
import { z } from 'zod';
import { submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { id, org } from '../../kit/value/text';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { everyone } from '../../words/role';
import { vin } from '../../words/vin';
import { SeenVehicle } from '../records/view';

/** What lies on a vehicle. */
export const lienOperations = {
  agreeToLien: submit({
    says: 'Agree, as one of several owners, that a lender takes the vehicle as security under a lien to come.',
    by: everyone,
    request: z.strictObject({ vin, lienId: id, holder: org }),
    on: onVehicle,
    step: vehicleLife.agreeToLien,
    response: SeenVehicle,
    events: [events.LienAgreed],
  }),
  consentToLien: submit({
    says: 'Consent, as first lien-holder, to one further lien of another lender.',
    by: ['lender'],
    request: z.strictObject({ vin, lienId: id, holder: org, amount: positiveMoney }),
    on: onVehicle,
    step: vehicleLife.consentToLien,
    response: SeenVehicle,
    events: [events.LienConsented],
  }),
  releaseLien: submit({
    says: 'Release an own lien. A loan that is paid off does this by itself.',
    by: ['lender'],
    request: z.strictObject({ vin, lienId: id }),
    on: onVehicle,
    step: vehicleLife.releaseLien,
    response: SeenVehicle,
    errors: [errors.LIEN_UNKNOWN],
    events: [events.LienReleased],
  }),
};
