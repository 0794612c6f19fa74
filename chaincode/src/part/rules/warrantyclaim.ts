import { demand } from '../../kit/errors';
import { divideHalfEven, type Money } from '../../kit/value/money';
import { partErrors } from '../errors';
import type { WarrantyClaim } from '../records/warrantyclaim';

/**
 * Refuses a claim whose sums do not hold. Labour is minutes/60 × hourly rate, rounded half to even to the
 * minor unit.
 */
export function checkSums(claim: WarrantyClaim): void {
  const { hourlyRate, laborCosts, materialCosts, otherCosts, repairCostsTF100 } = claim;
  const same = (field: string, given: bigint | number, computed: bigint | number): void =>
    demand(given === computed, partErrors.SUM_DIFFERS, { field });
  const amounts: readonly Money[] = [
    hourlyRate,
    laborCosts,
    materialCosts,
    otherCosts,
    repairCostsTF100,
    claim.billedAmount,
  ];
  same('number of currencies', new Set(amounts.map(({ currency }) => currency)).size, 1);
  same('totalMinutes', claim.totalMinutes, claim.baseLaborMinutes + claim.diagnosticLaborMinutes);
  same('laborCosts', laborCosts.amount, divideHalfEven(BigInt(claim.totalMinutes) * hourlyRate.amount, 60n));
  same(
    'repairCostsTF100',
    repairCostsTF100.amount,
    laborCosts.amount + materialCosts.amount + otherCosts.amount,
  );
  const billed = divideHalfEven(repairCostsTF100.amount * BigInt(claim.billedTechnicalFactorPpm), 1_000_000n);
  same('billedAmount', claim.billedAmount.amount, billed);
}
