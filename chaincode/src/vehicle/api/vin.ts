import { z } from 'zod';
import { evaluate } from '../../kit/api';
import { count } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { VPIC, type VinFindingName } from '../records/vin';

const finding = z.enum(Object.keys(VPIC) as [VinFindingName, ...VinFindingName[]]);

/** A number as somebody typed it, right or wrong. */
const typed = z.string().regex(/^[\x20-\x7e]{0,64}$/, 'must be up to 64 printable ASCII characters');

const examined = z.strictObject({
  vin: typed,
  region: z.enum(['northAmerica', 'china', 'elsewhere']),
  wmi: z.string().max(6),
  checkDigit: z.string().max(1),
  modelYears: z.array(count(2039, 1980)).max(2),
  findings: z
    .array(z.strictObject({ name: finding, vpic: count(400), severity: z.enum(['refusal', 'warning']) }))
    .max(16),
  codes: z.array(count(400)).max(16),
  suggestions: z.array(z.string().length(17)).max(20),
  acceptable: z.boolean(),
});

/** The law of vehicle identification numbers. */
export const vinOperations = {
  examine: evaluate({
    says:
      'Examine a vehicle identification number: the law of its region, model year, vPIC codes, ' +
      'corrections, and what the ledger knows.',
    by: everyone,
    request: z.strictObject({ vin: typed, modelYear: count(2039, 1980).optional() }),
    response: examined,
  }),
};
