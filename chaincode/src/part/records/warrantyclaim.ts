import { z } from 'zod';
import { money } from '../../kit/value/money';
import { secretTable } from '../../kit/table';
import { count, id, line, ppm } from '../../kit/value/text';
import { uri } from '../../words/uri';

/**
 * A warranty claim as a manufacturer bills it to a supplier. Confidential between the two, so it is kept
 * privately.
 */
export const warrantyClaim = z.strictObject({
  claimId: id,
  billingId: id,
  epc: uri.meta({ description: 'the part that failed' }),
  baseLaborMinutes: count(100_000),
  diagnosticLaborMinutes: count(100_000),
  totalMinutes: count(200_000),
  hourlyRate: money,
  laborCosts: money,
  materialCosts: money,
  otherCosts: money,
  repairCostsTF100: money.meta({
    description: 'labour, material and other costs at a technical factor of 100 %',
  }),
  billedTechnicalFactorPpm: ppm().meta({ description: 'the share that the supplier bears' }),
  billedAmount: money,
  warrantyType: line(60),
  recoveryType: line(60),
});
export type WarrantyClaim = z.output<typeof warrantyClaim>;
export const warrantyClaims = secretTable({ kind: 'warranty-claim', v: 1, schema: warrantyClaim });
