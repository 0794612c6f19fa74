/** What may be wrong with a VIN, by name. */
export type VinFindingName = keyof typeof VPIC;

/** Findings with their vPIC codes; 400 is vPIC's code for characters that no VIN may hold. */
// biome-ignore format: a table
export const VPIC = {
  CHECK_DIGIT_WRONG: 1, NON_STANDARD_CHECK_DIGIT: 1, CORRECTED_CHARACTER: 2, CORRECTED_BY_CHECK_DIGIT: 3, SEVERAL_CORRECTIONS: 4, ERRORS_IN_FEW_POSITIONS: 5,
  ALL_EQUAL: 5, SERIAL_NOT_NUMERIC: 5, INCOMPLETE: 6, MANUFACTURER_NOT_REGISTERED: 7, NO_DATA: 8, GLIDER: 9, OFF_ROAD: 10, MODEL_YEAR_CHARACTER: 11,
  MODEL_YEAR_DIFFERS: 12, MODEL_YEAR_AHEAD: 12, INVALID_CHARACTERS: 400,
} as const;
