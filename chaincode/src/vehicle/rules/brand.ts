import { demand, kitErrors, refuse } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import type { Instant } from '../../kit/value/time';
import { type BrandName, type Brand, MAX_BRANDS } from '../records/brand';
import { vehicleErrors } from '../errors';
import { THERE_YET, vehicleLife } from '../life';
import { type Vehicle } from '../records/vehicle';

/** The registrar may put any brand; others only what they are the first to know. */
const BRANDS_OF: Readonly<Record<string, readonly BrandName[]>> = {
  insurer: ['flood', 'fire', 'hail', 'saltWater', 'vandalism', 'salvage', 'junk', 'recoveredTheft'],
  manufacturer: ['manufacturerBuyBack'],
};

/**
 * Refuses a brand that is not the role's to put; `rebuilt` and `reconstructed` rest on an inspection and have
 * a step of their own. Only the registrar lets a brand take the place of another, or a salvage title could be
 * washed by a harmless brand.
 */
export function mustBeBrandable(name: BrandName, role: string, supersedes: readonly string[] = []): void {
  demand(name !== 'rebuilt' && name !== 'reconstructed', vehicleErrors.REBUILT_BY_INSPECTION, { name });
  const own = BRANDS_OF[role]?.includes(name) === true && supersedes.length === 0;
  demand(role === 'registrar' || own, vehicleErrors.BRAND_NOT_YOURS, { role, name });
}

/** Brands after which the vehicle may not be driven until it is rebuilt and inspected. */
const WRECKED: readonly BrandName[] = ['salvage', 'junk', 'dismantled'];
/** 49 USC 30502: a junk automobile has no value but as parts and scrap, so no later brand brings it back. */
const FOR_GOOD: readonly BrandName[] = ['junk', 'dismantled'];

/**
 * Puts a brand on the title. Repeated with the same content it changes nothing. A wrecking brand (salvage,
 * junk, dismantled) also takes the vehicle to `salvage`; a stolen one stays stolen and comes back as salvage.
 * A brand can be put in any status: it is knowledge about the vehicle, and knowledge must not be lost because
 * the vehicle is gone.
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
    /** The ids of the brands that this one takes the place of. */
    supersedes?: readonly string[] | undefined;
  },
): Vehicle {
  const { supersedes = [], ...fresh } = added;
  const { vin, brands } = vehicle;
  const known = brands.find((one) => one.brandId === fresh.brandId);
  if (known) {
    const same =
      known.name === fresh.name &&
      known.reference === fresh.reference &&
      known.jurisdiction === fresh.jurisdiction &&
      canonical(supersededBy(vehicle, known.brandId)) === canonical([...supersedes].sort());
    demand(same, kitErrors.EXISTS_DIFFERENTLY, { kind: 'brand', id: fresh.brandId });
    return vehicle;
  }
  demand(brands.length < MAX_BRANDS, kitErrors.TOO_MANY, {
    count: brands.length + 1,
    what: 'brands',
    max: MAX_BRANDS,
  });
  for (const brandId of supersedes) {
    const earlier =
      brands.find((one) => one.brandId === brandId) ?? refuse(vehicleErrors.BRAND_UNKNOWN, { vin, brandId });
    const { supersededBy } = earlier;
    if (supersededBy !== undefined) refuse(vehicleErrors.BRAND_SUPERSEDED, { vin, brandId, supersededBy });
  }
  const marked = brands.map(
    (one): Brand => (supersedes.includes(one.brandId) ? { ...one, supersededBy: fresh.brandId } : one),
  );
  const branded = { ...vehicle, brands: [...marked, fresh] };
  return WRECKED.includes(fresh.name) ? wrecked(branded) : branded;
}

/** The ids of the brands that one took the place of, in order. */
const supersededBy = ({ brands }: Vehicle, brandId: string): string[] =>
  brands.flatMap((one) => (one.supersededBy === brandId ? [one.brandId] : [])).sort();

/** The brands that no later one has superseded. */
export const standingBrands = (vehicle: Vehicle): Brand[] =>
  vehicle.brands.filter((one) => one.supersededBy === undefined);

/** Whether a total loss was written on the title and not rebuilt since. */
export const isWrecked = (vehicle: Vehicle): boolean =>
  standingBrands(vehicle).some((one) => WRECKED.includes(one.name));

/**
 * The brand `rebuilt` or `reconstructed` after an inspection: it supersedes the salvage brands and the
 * vehicle may be registered again.
 */
export function rebuild(
  vehicle: Vehicle,
  added: { brandId: string; name: 'rebuilt' | 'reconstructed'; by: string; at: Instant; reference: string },
): Vehicle {
  if (vehicle.brands.some((one) => one.brandId === added.brandId))
    return addBrand(vehicle, { ...added, supersedes: supersededBy(vehicle, added.brandId) });
  const junk = standingBrands(vehicle).find((one) => FOR_GOOD.includes(one.name));
  if (junk) return refuse(vehicleErrors.JUNK_STAYS, { vin: vehicle.vin, name: junk.name });
  const status = vehicleLife.step('certifyRebuilt', vehicle.status);
  const supersedes = standingBrands(vehicle).flatMap((one) => (one.name === 'salvage' ? [one.brandId] : []));
  return { ...addBrand(vehicle, { ...added, supersedes }), status };
}

function wrecked(vehicle: Vehicle): Vehicle {
  if (vehicle.theft) return { ...vehicle, theft: { ...vehicle.theft, before: 'salvage' } };
  return THERE_YET.includes(vehicle.status)
    ? { ...vehicle, status: vehicleLife.step('brandTitle', vehicle.status, 'salvage') }
    : vehicle;
}
