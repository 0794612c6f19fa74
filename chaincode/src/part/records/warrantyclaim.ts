import { z } from 'zod';
import { demand } from '../../kit/errors';
import { divideHalfEven, type Money, money } from '../../kit/value/money';
import { secretTable } from '../../kit/table';
import { count, id, line, ppm } from '../../kit/value/text';
import { partErrors } from '../errors';
import { uri } from '../../words/uri';

/** A warranty claim as a manufacturer bills it to a supplier. Confidential between the two, so it is kept privately. */
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
  repairCostsTF100: money.meta({ description: 'labour, material and other costs at a technical factor of 100 %' }),
  billedTechnicalFactorPpm: ppm().meta({ description: 'the share that the supplier bears' }),
  billedAmount: money,
  warrantyType: line(60),
  recoveryType: line(60),
});
export type WarrantyClaim = z.output<typeof warrantyClaim>;
export const warrantyClaims = secretTable({ kind: 'warranty-claim', v: 1, schema: warrantyClaim });

/** Refuses a claim whose sums do not hold. Labour is minutes/60 × hourly rate, rounded half to even to the minor unit. */
export function checkSums(claim: WarrantyClaim): void {
  const { hourlyRate, laborCosts, materialCosts, otherCosts, repairCostsTF100 } = claim;
  const same = (field: string, given: bigint | number, computed: bigint | number): void =>
    demand(given === computed, partErrors.SUM_DIFFERS, { field });
  const amounts: readonly Money[] = [hourlyRate, laborCosts, materialCosts, otherCosts, repairCostsTF100, claim.billedAmount];
  same('number of currencies', new Set(amounts.map(({ currency }) => currency)).size, 1);
  same('totalMinutes', claim.totalMinutes, claim.baseLaborMinutes + claim.diagnosticLaborMinutes);
  same('laborCosts', laborCosts.amount, divideHalfEven(BigInt(claim.totalMinutes) * hourlyRate.amount, 60n));
  same('repairCostsTF100', repairCostsTF100.amount, laborCosts.amount + materialCosts.amount + otherCosts.amount);
  const billed = divideHalfEven(repairCostsTF100.amount * BigInt(claim.billedTechnicalFactorPpm), 1_000_000n);
  same('billedAmount', claim.billedAmount.amount, billed);
}
