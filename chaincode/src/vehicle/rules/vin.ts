import { type VinFindingName, VPIC } from '../records/vin';
import { isWholeVin, kindOfVin, type NumberKind, plainVin, vin as vinText, wmiOf } from '../../words/vin';
import type { Instant } from '../../kit/value/time';
import { correctionsOf } from './number/correction';
import { regionOf, type VinRegion } from './number/region';

/** What was found; `vpic` is the code that NHTSA's vPIC decoder gives for it. */
export interface VinFinding {
  readonly name: VinFindingName;
  readonly vpic: number;
  /** A refusal breaks a law or a rule of the number itself; a warning does not. */
  readonly severity: 'refusal' | 'warning';
  /** Where, from 1 to 17; empty when it is about the whole. */
  readonly positions: readonly number[];
}

/** What is known beside the number. Left out means not asked. */
export interface VinFacts {
  readonly manufacturerKnown?: boolean | undefined;
  readonly vehicleKnown?: boolean | undefined;
  readonly vehicleType?: string | undefined;
  /** The model year that somebody claims. */
  readonly modelYear?: number | undefined;
  /** The last model year that has begun: a later one is no candidate. */
  readonly latestYear?: number | undefined;
}

/** What was found of a number. */
export interface VinExamination {
  /** The number as read: in capitals, without separators. */
  readonly vin: string;
  readonly kind: NumberKind;
  readonly region: VinRegion;
  /** Empty where no maker is named. */
  readonly wmi: string;
  /** What position 9 would have to be; empty for what is not 17 characters long. */
  readonly checkDigit: string;
  /** Years that position 10 may mean, the earlier first; one where position 7 decides. */
  readonly modelYears: readonly number[];
  readonly findings: readonly VinFinding[];
  /** vPIC codes of the findings, `[0]` when there are none. */
  readonly codes: readonly number[];
  /** Numbers that it may have been: of the same continent, and right. */
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

/**
 * 49 CFR 565.15(d): passenger cars, multipurpose vehicles and trucks of 4,536 kg (10,000 lb) or less. What of a
 * truck the maker's code does not tell is its weight; `lightTruck` does.
 */
const LIGHT: readonly (string | undefined)[] = ['passenger', 'multipurpose', 'lightTruck'];

/**
 * 49 CFR 565.15(d): 30 characters, so two years 30 apart. In North America position 7 tells which, of a light
 * vehicle: a letter means the later one. Where the type is not known it may be either. A year after
 * `latestYear` has not come.
 */
export function modelYearsOf(vin: string, vehicleType?: string, latestYear = Infinity): number[] {
  const at = vin.length === 17 ? YEARS.indexOf(vin[9] ?? '-') : -1;
  if (at < 0) return [];
  const told = regionOf(vin) === 'northAmerica' && LIGHT.includes(vehicleType);
  const both = told ? [(/\d/.test(vin[6] ?? '') ? 1980 : 2010) + at] : [1980 + at, 2010 + at];
  return both.filter((year) => year <= latestYear);
}

/** A model year may begin a calendar year before its own: 40 CFR 85.2304, from 2 January on. */
export const latestModelYear = (now: Instant): number => Number(now.slice(0, 4)) + 1;

/**
 * Everything that can be said about a number, in order of precedence. Nothing is refused for a rule that is
 * no law where it was given.
 */
export function examine(text: string, facts: VinFacts = {}): VinExamination {
  const vin = plainVin(text);
  const kind = kindOfVin(vin);
  const letters = [...vin];
  const isLong = kind === 'vin' && letters.length === 17;
  const findings = kind === 'vin' ? findingsOf(vin, facts) : findingsOfKind(vin, facts);
  const suggestions = kind === 'vin' ? correctionsOf(letters, JUDGES) : [];
  const all = [...findings, ...cures(findings, vin, suggestions)];
  return {
    vin,
    kind,
    region: kind === 'vin' ? regionOf(vin) : 'elsewhere',
    wmi: isWholeVin(vin) ? wmiOf(vin) : '',
    checkDigit: isLong ? checkDigitOf(vin) : '',
    modelYears: isLong ? modelYearsOf(vin, facts.vehicleType, facts.latestYear) : [],
    findings: all,
    codes: all.length ? [...new Set(all.map(({ vpic }) => vpic))] : [0],
    suggestions,
    acceptable: all.every(({ severity }) => severity === 'warning'),
  };
}

const JUDGES = {
  isRefused: (vin: string) => findingsOf(vin, {}).some(({ severity }) => severity === 'refusal'),
  isClean: (vin: string) => findingsOf(vin, {}).length === 0,
};

type Found = (name: VinFindingName, positions?: readonly number[]) => VinFinding;
const refusal: Found = (name, positions = []) => ({ name, vpic: VPIC[name], severity: 'refusal', positions });
const warning: Found = (name, positions = []) => ({ name, vpic: VPIC[name], severity: 'warning', positions });

/** Positions, from 1, of the characters at `from` and after it that are not as they must be. */
const positionsOf = (vin: string, right: RegExp, from = 1): number[] =>
  [...vin].flatMap((letter, at) => (at + 1 < from || right.test(letter) ? [] : [at + 1]));

function findingsOf(vin: string, facts: VinFacts): VinFinding[] {
  const { length } = [...vin];
  const broken = positionsOf(vin, /[A-HJ-NPR-Z0-9]/);
  const unread = broken.length > 0 ? [refusal('INVALID_CHARACTERS', broken.slice(0, 17))] : [];
  if (length < 17) return [refusal('INCOMPLETE'), ...unread];
  if (length > 17) return [refusal('ERRORS_IN_FEW_POSITIONS')];
  if (broken.length > 1) return [...unread, refusal('ERRORS_IN_FEW_POSITIONS', broken)];
  return broken.length === 1 ? unread : findingsOfWhole(vin, facts);
}

function findingsOfWhole(vin: string, facts: VinFacts): VinFinding[] {
  const isLaw = regionOf(vin) !== 'elsewhere';
  const isYear = YEARS.includes(vin[9] ?? '-');
  const years = modelYearsOf(vin, facts.vehicleType, facts.latestYear);
  const isWrong = vin[8] !== checkDigitOf(vin);
  // 49 CFR 565.15(d): the last five of a light vehicle are digits, the last four of all others.
  const serial = positionsOf(vin, /\d/, LIGHT.includes(facts.vehicleType) ? 13 : 14);
  const { modelYear } = facts;
  const tests: [boolean, VinFinding][] = [
    [new Set(vin).size === 1, refusal('ALL_EQUAL')],
    [isLaw && isWrong, refusal('CHECK_DIGIT_WRONG', [9])],
    [!isLaw && isWrong, warning('NON_STANDARD_CHECK_DIGIT', [9])],
    [!isYear, isLaw ? refusal('MODEL_YEAR_CHARACTER', [10]) : warning('MODEL_YEAR_CHARACTER', [10])],
    [isYear && years.length === 0, warning('MODEL_YEAR_AHEAD', [7, 10])],
    [regionOf(vin) === 'northAmerica' && serial.length > 0, refusal('SERIAL_NOT_NUMERIC', serial)],
    ...known(facts),
    [
      modelYear !== undefined && years.length > 0 && !years.includes(modelYear),
      warning('MODEL_YEAR_DIFFERS', [10]),
    ],
  ];
  return tests.flatMap(([found, finding]) => (found ? [finding] : []));
}

const known = (facts: VinFacts): [boolean, VinFinding][] => [
  [facts.manufacturerKnown === false, warning('MANUFACTURER_NOT_REGISTERED')],
  [facts.vehicleKnown === false, warning('NO_DATA')],
  [facts.vehicleType === 'glider', warning('GLIDER')],
  [facts.vehicleType === 'offRoad', warning('OFF_ROAD')],
];

/** A number from before 1981, of a trailer or a frame: neither digit nor year, nor a maker. */
const findingsOfKind = (vin: string, { vehicleKnown }: VinFacts): VinFinding[] =>
  vinText.safeParse(vin).success
    ? known({ vehicleKnown }).flatMap(([found, finding]) => (found ? [finding] : []))
    : [refusal('INVALID_CHARACTERS')];

/** How the suggestions are to be read, in vPIC's words. */
function cures(findings: readonly VinFinding[], vin: string, suggestions: readonly string[]): VinFinding[] {
  const found = (name: VinFindingName): boolean => findings.some((one) => one.name === name);
  if (suggestions.length === 0 || found('ERRORS_IN_FEW_POSITIONS')) return [];
  if (suggestions.length > 1) return [warning('SEVERAL_CORRECTIONS')];
  if (found('INVALID_CHARACTERS')) return [warning('CORRECTED_CHARACTER')];
  return suggestions[0]?.[8] === vin[8] ? [warning('CORRECTED_BY_CHECK_DIGIT')] : [];
}
