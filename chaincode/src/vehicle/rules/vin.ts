import { type VinFindingName, VPIC } from '../records/vin';
import { wmiOf } from '../../words/vin';

/**
 * Where the check digit is law: 49 CFR 565 (first character 1 to 5) and GB 16735 (L). Elsewhere ISO 3779
 * leaves position 9 to the maker.
 */
export type VinRegion = 'northAmerica' | 'china' | 'elsewhere';

/** What was found; `vpic` is the code that NHTSA's vPIC decoder gives for it. */
export interface VinFinding {
  readonly name: VinFindingName;
  readonly vpic: number;
  /** A refusal breaks a law or a rule of the number itself; a warning does not. */
  readonly severity: 'refusal' | 'warning';
}

/** What the ledger knows beside the number. Left out means not asked. */
export interface VinFacts {
  readonly manufacturerKnown?: boolean | undefined;
  readonly vehicleKnown?: boolean | undefined;
  readonly vehicleType?: string | undefined;
  /** The model year that somebody claims. */
  readonly modelYear?: number | undefined;
}

/** What was found of a number. */
export interface VinExamination {
  /** The number as read: trimmed and in capitals. */
  readonly vin: string;
  readonly region: VinRegion;
  readonly wmi: string;
  /** What position 9 would have to be. */
  readonly checkDigit: string;
  /** Years that position 10 may mean, the earlier first; one where position 7 decides. */
  readonly modelYears: readonly number[];
  readonly findings: readonly VinFinding[];
  /** vPIC codes of the findings, `[0]` when there are none. */
  readonly codes: readonly number[];
  /** Numbers that differ in one position and would be right. */
  readonly suggestions: readonly string[];
  readonly acceptable: boolean;
}

// biome-ignore format: a table
const VALUES: Readonly<Record<string, number>> = {
  0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9, A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8,
  J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9, S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9,
};
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const YEARS = 'ABCDEFGHJKLMNPRSTVWXY123456789';

/** 49 CFR 565.15(c): transliterated characters times their weights, added up. */
export const weightedSum = (vin: string): number =>
  [...vin].reduce((sum, letter, at) => sum + (VALUES[letter] ?? 0) * (WEIGHTS[at] ?? 0), 0);

/** What position 9 must be: the weighted sum modulo 11, X for 10. */
export function checkDigitOf(vin: string): string {
  const rest = weightedSum(vin) % 11;
  return rest === 10 ? 'X' : String(rest);
}

/** Whose law the number is under, by its first character. */
export const regionOf = (vin: string): VinRegion =>
  /^[1-5]/.test(vin) ? 'northAmerica' : vin.startsWith('L') ? 'china' : 'elsewhere';

/**
 * Whose position 7 tells the year: trucks only up to 10,000 lb, which their manufacturer code does not tell.
 */
const TOLD_BY_POSITION_7: readonly (string | undefined)[] = [undefined, 'passenger', 'multipurpose'];

/**
 * 49 CFR 565.15(d): 30 characters, so two years 30 apart. In North America a letter in position 7 of a
 * passenger car or multipurpose vehicle means the later one; a number of which no type is known is read as
 * one of them.
 */
export function modelYearsOf(vin: string, vehicleType?: string): number[] {
  const at = YEARS.indexOf(vin[9] ?? '-');
  if (at < 0) return [];
  if (regionOf(vin) !== 'northAmerica' || !TOLD_BY_POSITION_7.includes(vehicleType))
    return [1980 + at, 2010 + at];
  return [/\d/.test(vin[6] ?? '') ? 1980 + at : 2010 + at];
}

/**
 * Everything that can be said about a number, in order of precedence. Nothing is refused for a rule that is
 * no law where it was given.
 */
export function examine(text: string, facts: VinFacts = {}): VinExamination {
  const vin = text.trim().toUpperCase();
  const findings = findingsOf(vin, facts);
  const suggestions = correctionsOf(vin);
  const all = [...findings, ...cures(findings, vin, suggestions)];
  return {
    vin,
    region: regionOf(vin),
    wmi: wmiOf(vin),
    checkDigit: checkDigitOf(vin),
    modelYears: modelYearsOf(vin, facts.vehicleType),
    findings: all,
    codes: all.length ? [...new Set(all.map(({ vpic }) => vpic))] : [0],
    suggestions,
    acceptable: all.every(({ severity }) => severity === 'warning'),
  };
}

const refusal = (name: VinFindingName): VinFinding => ({ name, vpic: VPIC[name], severity: 'refusal' });
const warning = (name: VinFindingName): VinFinding => ({ name, vpic: VPIC[name], severity: 'warning' });

function findingsOf(vin: string, facts: VinFacts): VinFinding[] {
  const broken = [...vin].filter((letter) => !(letter in VALUES)).length;
  if (vin.length < 17) return [refusal('INCOMPLETE'), ...(broken ? [refusal('INVALID_CHARACTERS')] : [])];
  if (vin.length > 17) return [refusal('ERRORS_IN_FEW_POSITIONS')];
  if (broken > 1) return [refusal('INVALID_CHARACTERS'), refusal('ERRORS_IN_FEW_POSITIONS')];
  if (broken === 1) return [refusal('INVALID_CHARACTERS')];
  const isLaw = regionOf(vin) !== 'elsewhere';
  const years = modelYearsOf(vin, facts.vehicleType);
  const tests: [boolean, VinFinding][] = [
    [new Set(vin).size === 1, refusal('ALL_EQUAL')],
    [isLaw && vin[8] !== checkDigitOf(vin), refusal('CHECK_DIGIT_WRONG')],
    [!isLaw && vin[8] !== checkDigitOf(vin), warning('NON_STANDARD_CHECK_DIGIT')],
    [years.length === 0, isLaw ? refusal('MODEL_YEAR_CHARACTER') : warning('MODEL_YEAR_CHARACTER')],
    [regionOf(vin) === 'northAmerica' && !/\d{4}$/.test(vin), refusal('SERIAL_NOT_NUMERIC')],
    [facts.manufacturerKnown === false, warning('MANUFACTURER_NOT_REGISTERED')],
    [facts.vehicleKnown === false, warning('NO_DATA')],
    [facts.vehicleType === 'glider', warning('GLIDER')],
    [facts.vehicleType === 'offRoad', warning('OFF_ROAD')],
    [
      facts.modelYear !== undefined && years.length > 0 && !years.includes(facts.modelYear),
      warning('MODEL_YEAR_DIFFERS'),
    ],
  ];
  return tests.flatMap(([found, finding]) => (found ? [finding] : []));
}

/** How the suggestions are to be read, in vPIC's words. */
function cures(findings: readonly VinFinding[], vin: string, suggestions: readonly string[]): VinFinding[] {
  const found = (name: VinFindingName): boolean => findings.some((one) => one.name === name);
  if (suggestions.length === 0 || found('ERRORS_IN_FEW_POSITIONS')) return [];
  if (suggestions.length > 1) return [warning('SEVERAL_CORRECTIONS')];
  if (found('INVALID_CHARACTERS')) return [warning('CORRECTED_CHARACTER')];
  return suggestions[0]?.[8] === vin[8] ? [warning('CORRECTED_BY_CHECK_DIGIT')] : [];
}

/** Characters that hands, eyes and scanners take for one another. */
// biome-ignore format: a table
const ALIKE: Readonly<Record<string, string>> = {
  I: '1L', O: '0', Q: '0', '0': 'DCG', D: '0', C: '0G', G: '6C0', '6': 'G', '1': 'L7', L: '1', '7': '1T', T: '7', B: '8', '8': 'B3', '3': '8', S: '5', '5': 'S',
  Z: '2', '2': 'Z', U: 'V', V: 'UY', Y: 'V', M: 'N', N: 'M', '4': 'A', A: '4', P: 'R', R: 'P', '9': 'G', E: 'F', F: 'E', K: 'X', X: 'K', H: 'N', 
};

/**
 * Numbers one look-alike character away that are acceptable with the digit they then have. When none is, the
 * same number with the digit that would be right. Only for a number that is refused: a foreign number needs
 * no correction.
 */
function correctionsOf(vin: string): string[] {
  if (
    vin.length !== 17 ||
    findingsOf(vin, {}).every(({ severity }) => severity === 'warning') ||
    new Set(vin).size === 1
  )
    return [];
  const isRight = (one: string): boolean => findingsOf(one, {}).length === 0;
  const swap = (at: number, letter: string): string => vin.slice(0, at) + letter + vin.slice(at + 1);
  const found = [...vin].flatMap((letter, at) =>
    [...new Set(ALIKE[letter] ?? '')].map((other) => swap(at, other)).filter(isRight),
  );
  if (found.length > 0) return [...new Set(found)].slice(0, 20);
  const withDigit = swap(8, checkDigitOf(vin));
  return isRight(withDigit) ? [withDigit] : [];
}
