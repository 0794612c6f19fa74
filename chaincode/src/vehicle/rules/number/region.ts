/**
 * Where the check digit is law: 49 CFR 565 (first character 1 to 5, and 7F to 70, which SAE assigned to the
 * United States when 1, 4 and 5 ran out) and GB 16735 (L). Elsewhere ISO 3779 leaves position 9 to the maker.
 */
export type VinRegion = 'northAmerica' | 'china' | 'elsewhere';

/** Whose law the number is under, by its first characters. */
export const regionOf = (vin: string): VinRegion =>
  /^([1-5]|7[F-Z0-9])/.test(vin) ? 'northAmerica' : vin.startsWith('L') ? 'china' : 'elsewhere';

const CONTINENTS: readonly (readonly [letters: RegExp, continent: string])[] = [
  [/^[A-H]/, 'Africa'],
  [/^[J-NPR]/, 'Asia'],
  [/^[S-Z]/, 'Europe'],
  [/^([1-5]|7[F-Z0-9])/, 'North America'],
  [/^[67]/, 'Oceania'],
  [/^[890]/, 'South America'],
];

/** The continent that ISO 3780 gave the first characters to; `undefined` for one that no number begins with. */
export const continentOf = (vin: string): string | undefined =>
  CONTINENTS.find(([letters]) => letters.test(vin))?.[1];
