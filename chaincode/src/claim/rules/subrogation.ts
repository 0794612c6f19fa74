import { demand } from '../../kit/errors';
import { add, compare, lesser, type Money, scaleDown, show, subtract, zero } from '../../kit/value/money';
import { claimErrors } from '../errors';
import type { Exposure } from '../records/exposure';
import type { Subrogation } from '../records/subrogation';
import { subrogationLife } from '../life';
import { indemnityPaidOn } from './reserve';

/**
 * The policyholder's part of a recovery. Pro rata: deductible ÷ (paid + deductible), rounded down. Made
 * whole: the deductible is filled first (made-whole doctrine of several US states).
 */
export function deductibleBack(
  recovered: Money,
  { paid, deductible }: { paid: Money; deductible: Money },
  madeWhole: boolean,
): Money {
  if (madeWhole) return lesser(recovered, deductible);
  const loss = add(paid, deductible);
  return loss.amount === 0n
    ? zero(recovered.currency)
    : lesser(scaleDown(recovered, deductible.amount, loss.amount), deductible);
}

type Demand = Pick<Subrogation, 'subrogationId' | 'respondent' | 'demanded'>;

/**
 * Claims back from the insurer of the other side at most what the loss cost: indemnity paid and deductible.
 */
export function demandBack(exposure: Exposure, insurer: string, wanted: Demand): Subrogation {
  const { claimId, exposureId, deductible } = exposure;
  const paid = indemnityPaidOn(exposure);
  const most = add(paid, deductible);
  demand(compare(wanted.demanded, most) <= 0 && paid.amount > 0n, claimErrors.DEMAND_TOO_HIGH, {
    most: show(most),
  });
  demand(wanted.respondent !== insurer, claimErrors.RESPONDENT_IS_SELF, { insurer });
  const nothing = zero(paid.currency);
  return {
    claimId,
    exposureId,
    insurer,
    ...wanted,
    paid,
    deductible,
    status: 'demanded',
    recovered: nothing,
    deductibleBack: nothing,
  };
}

type Answer = 'accept' | 'dispute' | 'arbitrate' | 'drop';

/** A demand after an answer of either side. Throws WRONG_STATUS. */
export const answered = (one: Subrogation, answer: Answer): Subrogation => ({
  ...one,
  status: subrogationLife.step(answer, one.status),
});

/**
 * The other side has paid: the deductible's part goes to the policyholder, the rest reduces the cost of the
 * claim.
 */
export function recovered(
  one: Subrogation,
  { amount, costCategory }: { amount: Money; costCategory: NonNullable<Subrogation['costCategory']> },
  madeWhole: boolean,
): { subrogation: Subrogation; forInsurer: Money } {
  const status = subrogationLife.step('recover', one.status);
  demand(compare(amount, one.demanded) <= 0, claimErrors.DEMAND_TOO_HIGH, { most: show(one.demanded) });
  const back = deductibleBack(amount, one, madeWhole);
  return {
    subrogation: { ...one, status, recovered: amount, deductibleBack: back, costCategory },
    forInsurer: subtract(amount, back),
  };
}
