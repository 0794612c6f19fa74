import { z } from 'zod';
import { id, line, member, org } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { jurisdiction } from '../../words/country';

/**
 * Title brands with the codes that NMVTIS reports print (vinaudit list); those after Salvage are printed by
 * name.
 */
// biome-ignore format: a table
export const TITLE_BRANDS = {
  flood: '01', fire: '02', hail: '03', saltWater: '04', vandalism: '05', kit: '06', dismantled: '07', junk: '08', rebuilt: '09', reconstructed: '10',
  salvage: '11', manufacturerBuyBack: 'Manufacturer buy-back', recoveredTheft: 'Recovered theft', formerRental: 'Former rental', formerTaxi: 'Former taxi',
  formerPolice: 'Former police', grayMarket: 'Gray market', vinReplaced: 'VIN replaced', exportOnly: 'Export only',
} as const;

/** Odometer brands with the names that NMVTIS reports print. */
// biome-ignore format: a table
export const ODOMETER_BRANDS = {
  odometerActual: 'Actual', odometerNotActual: 'Not Actual', odometerTamperingVerified: 'Tampering Verified', odometerExempt: 'Exempt',
  odometerExceedsLimits: 'Exceeds Mechanical Limits', odometerExceedsLimitsRectified: 'Exceeds Mechanical Limits Rectified',
  odometerMayBeAltered: 'May be Altered', odometerReplaced: 'Replaced', odometerAtRenewal: 'Reading at Renewal',
  odometerDiscrepancy: 'Discrepancy', odometerCallTitleDivision: 'Call Title Division',
} as const;

const PRINTED = { ...TITLE_BRANDS, ...ODOMETER_BRANDS };
export type BrandName = keyof typeof PRINTED;

export const brandName = z.enum(Object.keys(PRINTED) as [BrandName, ...BrandName[]]);

/** What a report prints for a brand: the two-digit code where one is published, the name otherwise. */
export const printedBrand = (name: BrandName): string => PRINTED[name];

/** The brand behind a printed code or name. */
export const brandPrinted = (printed: string): BrandName | undefined =>
  (Object.keys(PRINTED) as BrandName[]).find((name) => PRINTED[name] === printed);

/** Most brands of one title. */
export const MAX_BRANDS = 48;

/** A mark on the title. It is never removed; a later one may supersede it. */
export const Brand = z.strictObject({
  brandId: id,
  name: brandName,
  /** Who put it: a member, or an organisation when a room did so in a transaction of its own. */
  by: z.union([member, org]),
  at: instant,
  jurisdiction: jurisdiction.optional(),
  /** What it rests on: a claim, an inspection, a court file. */
  reference: line(64).optional(),
  /** The brand that took its place. */
  supersededBy: id.optional(),
});
export type Brand = z.infer<typeof Brand>;
