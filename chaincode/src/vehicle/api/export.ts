import { onVehicle } from '../records/vehicle';
import { vehicleLife } from '../life';
import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { count, sha256Hex } from '../../kit/value/text';
import { partly } from '../../kit/value/partial';
import { maybe } from '../../kit/ref';
import { DestructionModel, ProductModel } from '../catenax/model';
import { births, birthRequest, wmis } from '../records/birth';
import { everyone } from '../../words/role';
import { wmiOf } from '../../words/vin';
import { destructionOperations } from './destruction';
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
  exportProduct: evaluate({
    says:
      'A vehicle as Catena-X product_description 3.0.0, from its birth certificate and first sale; what the ledger ' +
      'cannot know is given.',
    by: everyone,
    request: z.strictObject({ vin, given: partly(ProductModel) }),
    on: onVehicle,
    sides: ['anybody'],
    loads: ({ vin: of }) => ({ birth: births.at(of), maker: wmis.at(wmiOf(of)) }),
    response: ProductModel,
    errors: [errors.MODEL_INCOMPLETE],
  }),
  importProduct: evaluate({
    says:
      'What a Catena-X product_description 3.0.0 says, as a request for certifyBirth: for the number and model year ' +
      'that the model keeps from others.',
    by: everyone,
    request: z.strictObject({ vin, modelYear: count(2039, 1980).exactOptional(), product: ProductModel }),
    response: birthRequest,
  }),
  exportDestruction: evaluate({
    says:
      'The end of a vehicle as Catena-X certificate_of_destruction 2.0.0; names, addresses and what else is not on ' +
      'the ledger are given.',
    by: everyone,
    request: z.strictObject({ vin, given: partly(DestructionModel) }),
    on: onVehicle,
    sides: ['anybody'],
    loads: ({ vin: of }) => ({ birth: maybe(births.at(of)) }),
    response: DestructionModel,
    errors: [errors.MODEL_INCOMPLETE],
  }),
  importDestruction: evaluate({
    says: 'What a Catena-X certificate_of_destruction 2.0.0 says, as a request for handInCertificate.',
    by: everyone,
    request: z.strictObject({ certificate: DestructionModel, documentHash: sha256Hex }),
    response: destructionOperations.handInCertificate.request,
    errors: [errors.MODEL_INCOMPLETE],
  }),
};
