import { divideHalfEven, type Money } from '../../../kit/value/money';
import { scheduleOf } from './schedule';
import { periodShare } from './calendar';
import type { Terms } from '../../records/terms';

const MILLION = 1_000_000n;

/**
 * What the payer of a subvention owes the lender at disbursement: the amount lent less the present value, at
 * the full rate, of the instalments at the subvented rate. Exact until the one rounding at the end: Vᵢ =
 * (instalmentᵢ + Vᵢ₊₁) ÷ (1 + fᵢ).
 */
export function subsidyOf(terms: Terms): Money | undefined {
  if (!terms.subvention) return undefined;
  const rate = BigInt(terms.subvention.annualRatePpm);
  let numerator = 0n;
  let denominator = 1n;
  for (const { index, principal, interest } of scheduleOf(terms).toReversed()) {
    const share = periodShare(terms, index);
    const unit = MILLION * share.denominator;
    numerator = ((principal + interest) * denominator + numerator) * unit;
    denominator *= unit + rate * share.numerator;
  }
  const worth = divideHalfEven(numerator, denominator);
  const { amount, currency } = terms.principal;
  return { amount: worth < amount ? amount - worth : 0n, currency };
}
