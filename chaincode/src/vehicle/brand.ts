import { demand, kitErrors } from '../kit/errors';
import type { Instant } from '../kit/time';
import type { BrandName } from './brandnames';
import { vehicleErrors } from './errors';
import { vehicleLife } from './life';
import { type Brand, MAX_BRANDS, type Vehicle } from './records';

/** Brands after which the vehicle may not be driven until it is rebuilt and inspected. */
const WRECKED: readonly BrandName[] = ['salvage', 'junk', 'dismantled'];

/**
 * Puts a brand on the title. Repeated with the same content it changes nothing. A wrecking brand (salvage, junk, dismantled) also takes the
 * vehicle to `salvage`; a stolen one stays stolen and comes back as salvage. A brand can be put in any status: it is knowledge about the
 * vehicle, and knowledge must not be lost because the vehicle is gone.
 */
export function addBrand(
  vehicle: Vehicle,
  added: {
    brandId: string;
    name: BrandName;
    by: string;
    at: Instant;
    jurisdiction?: string | undefined;
    reference?: string | undefined;
    /** The id of the brand that this one takes the place of. */
    supersedes?: string | undefined;
  },
): Vehicle {
  const { supersedes, ...fresh } = added;
  const { vin, brands } = vehicle;
  const known = brands.find((one) => one.brandId === fresh.brandId);
  if (known) {
    demand(known.name === fresh.name && known.reference === fresh.reference, kitErrors.EXISTS_DIFFERENTLY, {
      kind: 'brand',
      id: fresh.brandId,
    });
    return vehicle;
  }
  demand(brands.length < MAX_BRANDS, kitErrors.TOO_MANY, { count: brands.length + 1, what: 'brands', max: MAX_BRANDS });
  const earlier = brands.find((one) => one.brandId === supersedes);
  demand(supersedes === undefined || earlier !== undefined, vehicleErrors.BRAND_UNKNOWN, { vin, brandId: supersedes ?? '' });
  demand(earlier?.supersededBy === undefined, vehicleErrors.BRAND_SUPERSEDED, {
    vin,
    brandId: supersedes ?? '',
    supersededBy: earlier?.supersededBy ?? '',
  });
  const marked = brands.map((one): Brand => (one === earlier ? { ...one, supersededBy: fresh.brandId } : one));
  const branded = { ...vehicle, brands: [...marked, fresh] };
  return WRECKED.includes(fresh.name) ? wrecked(branded) : branded;
}

/** The brands that no later one has superseded. */
export const standingBrands = (vehicle: Vehicle): Brand[] => vehicle.brands.filter((one) => one.supersededBy === undefined);

/** Whether a total loss was written on the title and not rebuilt since. */
export const isWrecked = (vehicle: Vehicle): boolean => standingBrands(vehicle).some((one) => WRECKED.includes(one.name));

function wrecked(vehicle: Vehicle): Vehicle {
  if (vehicle.theft) return { ...vehicle, theft: { ...vehicle.theft, before: 'salvage' } };
  const alive = vehicleLife.steps.salvage.from.some((status) => status === vehicle.status);
  return alive ? { ...vehicle, status: vehicleLife.step('salvage', vehicle.status) } : vehicle;
}
