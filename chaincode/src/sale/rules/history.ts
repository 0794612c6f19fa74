import { z } from 'zod';
import { canonical } from '../../kit/value/json';
import { sha256 } from '../../kit/value/hash';
import { openLiens } from '../../vehicle/door';
import { Odometer } from '../../vehicle/records/odometer';
import { Vehicle } from '../../vehicle/records/vehicle';
import type { Listing } from '../records/listing';

const Facts = z.strictObject({
  vehicle: Vehicle.pick({
    vin: true,
    status: true,
    owners: true,
    brands: true,
    theft: true,
    repossession: true,
    destruction: true,
  }),
  liens: Vehicle.shape.liens,
  doubted: Odometer.pick({ suspectBlocker: true, suspectClone: true })
    .extend({ illogical: z.boolean() })
    .optional(),
});

/**
 * What a transaction can see of a vehicle's history by its own keys: title, brands, open liens, theft, what
 * is thought of the odometer. Recalls, accidents and inspections lie in ranges, which a transaction does not
 * read; they are in the certificate, and `sale.read` compares that.
 */
export function factsHashOf(vehicle: Vehicle, odometer: Odometer | undefined): string {
  const { vin, status, owners, brands, theft, repossession, destruction } = vehicle;
  const facts = {
    vehicle: { vin, status, owners, brands, theft, repossession, destruction },
    liens: openLiens(vehicle),
    doubted: odometer && {
      illogical: odometer.verdict === 'illogical',
      suspectBlocker: odometer.suspectBlocker,
      suspectClone: odometer.suspectClone,
    },
  };
  return sha256(canonical(z.encode(Facts, facts)));
}

/**
 * What a listing freezes of the history, and is compared with later: the hash of the facts, and the meter.
 */
export function seen(vehicle: Vehicle, odometer: Odometer | undefined): Pick<Listing, 'factsHash' | 'shows'> {
  const { value, unit } = odometer?.last ?? {};
  const factsHash = factsHashOf(vehicle, odometer);
  return { factsHash, ...(value !== undefined && unit !== undefined && { shows: { value, unit } }) };
}
