import { filled, missingIn, type Partly } from '../../kit/value/partial';
import { demand } from '../../kit/errors';
import { z } from 'zod';
import { id, sha256Hex } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { vehicleErrors } from '../errors';
import type { Birth, Wmi } from '../records/birth';
import type { Vehicle } from '../records/vehicle';
import { toCertificateOfDestruction } from './destruction';
import { DestructionModel, ProductModel } from './model';
import { fromProductDescription, toProductDescription } from './product';

// Between the ledger and the models of Catena-X, in both directions. What the ledger cannot know is asked for;
// what it knows is never taken from what was given.

/** A vehicle as `vehicle.product_description` 3.0.0; refuses with MODEL_INCOMPLETE what neither knows. */
export function productOut(
  known: { readonly birth: Birth; readonly maker: Wmi; readonly vehicle: Vehicle },
  given: Partly<ProductModel>,
): ProductModel {
  const { birth, maker, vehicle } = known;
  const told = toProductDescription(birth, maker, vehicle);
  const { vin, wmi: _wmi, modelYear: _year, did: _did, hardwareRootKey: _key, ...facts } = told;
  return whole(ProductModel, filled({ vehicle: facts }, given), { vin, model: 'product_description 3.0.0' });
}

/** A product description as a request for `certifyBirth`, for a number that the model keeps from others. */
export function productIn(
  { vehicle }: ProductModel,
  { vin, modelYear }: { readonly vin: string; readonly modelYear?: number | undefined },
) {
  const {
    anonymizedVin: _vin,
    catenaXId: _id,
    class: _class,
    steeringPos: _steering,
    emptyWeight: _weight,
    systemPower: _power,
    softwareCategory: _category,
    ...rest
  } = vehicle;
  const engines = rest.engines.map(({ engineProductionDate: _made, ...engine }) => engine);
  const fuel = rest.fuel.nhtsaFuelType ?? rest.fuel.kbaFuelType;
  const read = fromProductDescription({
    ...rest,
    ...{ vin, wmi: rest.oem.wmiCode, modelYear, engines },
    fuel: fuel === undefined ? undefined : { nhtsaFuelType: fuel },
  } as never);
  return filled(JSON.parse(JSON.stringify(read)), {});
}

/** A vehicle's end as `certificate_of_destruction` 2.0.0; refuses with MODEL_INCOMPLETE what neither knows. */
export function destructionOut(
  known: { readonly birth: Birth | undefined; readonly vehicle: Vehicle },
  given: Partly<DestructionModel>,
): DestructionModel {
  const { vin } = known.vehicle;
  const told = toCertificateOfDestruction(known.vehicle, known.birth);
  demand(told !== undefined, vehicleErrors.MODEL_INCOMPLETE, {
    vin,
    model: DESTRUCTION,
    missing: 'dismantlingDate',
  });
  return whole(DestructionModel, filled(told, given), { vin, model: DESTRUCTION });
}
const DESTRUCTION = 'certificate_of_destruction 2.0.0';

/** A certificate of destruction as a request for `handInCertificate`; the hash is that of the document. */
export function destructionIn(
  { vehicleProperties, serialNumber, dismantlingDate }: DestructionModel,
  documentHash: string,
) {
  const { identification } = vehicleProperties;
  const read = {
    ...{ vin: identification, certificateId: serialNumber, dismantledOn: dismantlingDate, documentHash },
  };
  return whole(HandedIn, read, { vin: identification.slice(0, 40), model: DESTRUCTION });
}
/** What the ledger takes of a certificate: texts that the model leaves free are its own words there. */
const HandedIn = z.strictObject({ vin, certificateId: id, dismantledOn: day, documentHash: sha256Hex });

function whole<S extends z.ZodType>(
  schema: S,
  record: unknown,
  facts: { readonly vin: string; readonly model: string },
): z.output<S> {
  const missing = missingIn(schema, record);
  demand(missing.length === 0, vehicleErrors.MODEL_INCOMPLETE, { ...facts, missing: missing.join(', ') });
  return record as z.output<S>;
}
