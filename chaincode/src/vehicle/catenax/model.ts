import { z } from 'zod';
import { day } from '../../kit/value/time';
import { KBA_BODIES, NHTSA_BODIES } from '../records/birth';

// The Catena-X models of vehicles as their JSON schemas have them (eclipse-tractusx/sldt-semantic-models), with a
// bound on everything.

const text = z
  .string()
  .max(500)
  .refine((written) => written.isWellFormed(), 'must not hold half of a character');
const amount = z.number().min(-1e12).max(1e12);
const moment = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-][01]\d:[0-5]\d)?$/,
    'must be a time like 2018-01-15T00:00:00',
  )
  .meta({ examples: ['2018-01-15T00:00:00'] });

/** `io.catenax.vehicle.product_description` 3.0.0. */
export const ProductModel = z.strictObject({
  vehicle: z.strictObject({
    anonymizedVin: text,
    catenaXId: z
      .string()
      .regex(
        /^(?:urn:uuid:)?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
        'must be a UUID',
      )
      .exactOptional(),
    vehicleSeries: text,
    modelDescription: text,
    modelIdentifier: text,
    class: text,
    steeringPos: z.enum(['Left-Hand Drive', 'Right-Hand Drive']),
    emptyWeight: amount,
    driveType: z.enum(['All-Wheel Drive', 'Front-Wheel Drive', 'Rear-Wheel Drive']),
    systemPower: amount,
    hybridizationType: z
      .enum([
        'battery electric vehicle',
        'hybrid electric vehicle',
        'no hybrid',
        'plugin hybrid electric vehicle',
        'range extender',
      ])
      .exactOptional(),
    softwareCategory: text.exactOptional(),
    softwareVersion: text.exactOptional(),
    oem: z.strictObject({ wmiCode: text, wmiDescription: text, cxBPN: text }),
    body: z.strictObject({
      numberOfDoors: amount,
      colorId: text,
      colorDescription: text,
      kbaBody: z.enum(KBA_BODIES).exactOptional(),
      nhtsaBody: z.enum(NHTSA_BODIES).exactOptional(),
    }),
    equipments: z
      .array(z.strictObject({ equipmentIdentifier: text, equipmentDescription: text, group: text }))
      .max(500),
    production: z.strictObject({ productionDate: moment, plantIdentifier: text, plantDescription: text }),
    sale: z.strictObject({
      soldDate: moment,
      countryCode: z.string().regex(/^[A-Z]{3}$/, 'must be three letters (ISO 3166)'),
      countryGroup: text,
    }),
    engines: z
      .array(
        z.strictObject({
          engineId: text,
          engineDescription: text,
          engineSeries: text,
          serialNumber: text,
          size: amount.exactOptional(),
          power: amount,
          engineProductionDate: moment.exactOptional(),
          installDate: moment.exactOptional(),
        }),
      )
      .max(16),
    fuel: z.strictObject({ kbaFuelType: text.exactOptional(), nhtsaFuelType: text.exactOptional() }),
  }),
});
export type ProductModel = z.infer<typeof ProductModel>;

const country2 = z.string().regex(/^[A-Z]{2}$/, 'must be two letters (ISO 3166)');
const address = z.strictObject({
  ...{ street: text, houseNumber: text, zip: text, location: text, name: text, country: country2 },
});
const number = z
  .string()
  .max(200)
  .regex(/^[+]?[0-9 ]+$/, 'must be digits and blanks');
const contact = z.strictObject({ phone: number, fax: number.exactOptional() });
const authorised = { isVehicleWithdrawnFromService: z.boolean(), issueDate: day, expiryDate: day };

/** `io.catenax.certificate_of_destruction` 2.0.0. */
export const DestructionModel = z.strictObject({
  dismantlingDate: day,
  serialNumber: text,
  companyNumber: text,
  vehicleOwnerProperties: z.strictObject({
    isVehicleOwnerInformationComplete: z.boolean(),
    vehicleOwnerAddress: address,
    citizenship: country2,
  }),
  vehicleProperties: z.strictObject({
    isVehicleInformationComplete: z.boolean(),
    emptyWeight: z.number().min(-Number.MAX_VALUE).max(Number.MAX_VALUE),
    firstRegistration: text,
    licensePlate: text,
    licenseAbbreviation: text,
    identification: text,
    model: text,
    brand: text,
    class: text,
  }),
  returnPointProperties: z.strictObject({
    ...authorised,
    receiverAuditorAddress: address,
    receiverContact: contact,
    receiverAuditorContact: contact,
    receiverAddress: address,
  }),
  dismantlerProperties: z.strictObject({
    ...authorised,
    dismantlerAddress: address,
    governmentAddress: address,
    receiverAuditorAddress: address,
    dismantlerContact: contact,
    dismantlerAuditorAddress: address,
    dismantlerAuditorContact: contact,
  }),
});
export type DestructionModel = z.infer<typeof DestructionModel>;
