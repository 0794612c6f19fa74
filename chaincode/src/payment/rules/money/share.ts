import { demand } from '../../../kit/errors';
import { allocate, isPositive, type Money, scaleDown, subtract } from '../../../kit/value/money';
import { paymentErrors } from '../../errors';
import type { Portion } from './spending';

/** A payee and how much it weighs beside the others. */
export interface Share {
  readonly party: string;
  readonly weight: number;
}

/** Parts per million of the amount for a third party, rounded down: the payees take the remainder. */
export interface Fee {
  readonly party: string;
  readonly ppm: number;
}

/**
 * The fee, then the rest by weights with the largest remainders: the portions always add up to the amount.
 * Portions of nothing are left out.
 */
export function shareOut(amount: Money, shares: readonly Share[], fee?: Fee): Portion[] {
  demand(
    shares.some(({ weight }) => weight > 0),
    paymentErrors.SHARES_EMPTY,
  );
  const taken = fee && scaleDown(amount, BigInt(fee.ppm), 1_000_000n);
  const rest = taken ? subtract(amount, taken) : amount;
  const parts = allocate(
    rest,
    shares.map(({ weight }) => BigInt(weight)),
  );
  const portions = shares.map(({ party }, at) => ({ party, amount: parts[at] ?? rest }));
  return [...portions, ...(fee && taken ? [{ party: fee.party, amount: taken }] : [])].filter((portion) =>
    isPositive(portion.amount),
  );
}
