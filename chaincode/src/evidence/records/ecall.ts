import { z } from 'zod';
import { count } from '../../kit/value/text';
import { vin } from '../../words/vin';

/** Milliarcseconds, as EN 15722 writes places. */
const place = z.strictObject({
  positionLatitude: z.int().min(-324_000_000).max(324_000_000),
  positionLongitude: z.int().min(-648_000_000).max(648_000_000),
});
const step = z.strictObject({
  latitudeDelta: z.int().min(-512).max(511),
  longitudeDelta: z.int().min(-512).max(511),
});

/**
 * Minimum set of data of an emergency call, with the names of EN 15722. It is a leaf: on the ledger stands
 * its hash.
 */
export const EcallMessage = z.strictObject({
  messageIdentifier: count(255, 1),
  control: z.strictObject({
    automaticActivation: z.boolean(),
    testCall: z.boolean(),
    positionCanBeTrusted: z.boolean(),
    vehicleType: z.string().min(1).max(40),
  }),
  vehicleIdentificationNumber: vin,
  vehiclePropulsionStorageType: z.strictObject({
    gasolineTankPresent: z.boolean(),
    dieselTankPresent: z.boolean(),
    compressedNaturalGas: z.boolean(),
    liquidPropaneGas: z.boolean(),
    electricEnergyStorage: z.boolean(),
    hydrogenStorage: z.boolean(),
  }),
  /** Seconds since 1970. */
  timestamp: count(4_294_967_295),
  vehicleLocation: place,
  /** Steps of 2 degrees; 255 is unknown. */
  vehicleDirection: count(255),
  recentVehicleLocationN1: step.optional(),
  recentVehicleLocationN2: step.optional(),
  numberOfPassengers: count(255).optional(),
});
export type EcallMessage = z.infer<typeof EcallMessage>;
