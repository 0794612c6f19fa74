import { demand } from '../../kit/errors';
import type { BrandName } from '../../vehicle/records/brand';
import { openLiens } from '../../vehicle/door';
import type { Vehicle } from '../../vehicle/records/vehicle';
import { saleErrors } from '../errors';
import type { Listing } from '../records/listing';

type Disclosure = Listing['disclosures'][number];

/** What a brand on the title makes a seller say. */
const OF_BRANDS: readonly (readonly [Disclosure, readonly BrandName[]])[] = [
  ['buyBack', ['manufacturerBuyBack']],
  ['commercialUse', ['formerRental', 'formerTaxi', 'formerPolice']],
  ['importedUsed', ['grayMarket']],
];

/**
 * A brand that the ledger knows is disclosed by whoever sells, and a dealer's open lien is a floor plan: the
 * lender finances its stock.
 */
export function mustDisclose(
  { vin, brands, ...vehicle }: Vehicle,
  said: readonly Disclosure[],
  role: string,
): void {
  const names = brands.filter(({ supersededBy }) => supersededBy === undefined).map(({ name }) => name);
  const branded = OF_BRANDS.filter(([, ones]) => ones.some((name) => names.includes(name))).map(
    ([disclosure]) => disclosure,
  );
  const financed = role === 'dealer' && openLiens({ vin, brands, ...vehicle }).length > 0;
  const needed: readonly Disclosure[] = financed ? [...branded, 'floorPlan'] : branded;
  const missing = needed.find((one) => !said.includes(one));
  demand(missing === undefined, saleErrors.DISCLOSURE_MISSING, { vin, disclosure: missing ?? '' });
}
