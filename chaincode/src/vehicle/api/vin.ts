import { z } from 'zod';
import { evaluate } from '../../kit/api';
import { count } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { vehicleType } from '../records/birth';
import { VPIC, type VinFindingName } from '../records/vin';
import { NUMBER_KINDS } from '../../words/vin';

const finding = z.enum(Object.keys(VPIC) as [VinFindingName, ...VinFindingName[]]);

/** A number as somebody typed or scanned it, right or wrong. */
const typed = z.string().max(64);

const positions = z.array(count(17, 1)).max(17);

const examined = z.strictObject({
  vin: z.string().max(128),
  kind: z.enum(['vin', ...NUMBER_KINDS]),
  region: z.enum(['northAmerica', 'china', 'elsewhere']),
  wmi: z.string().max(6),
  checkDigit: z.string().max(1),
  modelYears: z.array(count(2039, 1980)).max(2),
  findings: z
    .array(
      z.strictObject({
        name: finding,
        vpic: count(400),
        severity: z.enum(['refusal', 'warning']),
        positions,
      }),
    )
    .max(16),
  codes: z.array(count(400)).max(16),
  suggestions: z.array(z.string().length(17)).max(20),
  acceptable: z.boolean(),
});

/** The law of vehicle identification numbers. */
export const vinOperations = {
  examine: evaluate({
    says:
      'Examine a vehicle identification number: the law of its region, model years, vPIC codes, wrong ' +
      'positions and what was meant, and what the ledger knows.',
    by: everyone,
    request: z.strictObject({
      vin: typed,
      modelYear: count(2039, 1980).optional(),
      vehicleType: vehicleType.optional(),
    }),
    response: examined,
  }),
};
