import { yearFraction } from '../../../kit/value/daycount';
import { divideHalfEven } from '../../../kit/value/money';
import type { Servicing } from '../../records/servicing';
import type { Terms } from '../../records/terms';
import { basisOf } from '../state/lateinterest';

/** The id under which late interest is waived like a charge. */
export const LATE_INTEREST = 'late-interest';

/** Late interest that is owed, minor units; rounded once, half to even, over all its days. */
export function lateInterestOwed(terms: Terms, { arrears: held }: Servicing): bigint {
  if (!held) return 0n;
  const { denominator } = yearFraction(basisOf(terms), terms.startOn, terms.startOn);
  return (
    divideHalfEven(held.weight * BigInt(terms.late.annualRatePpm ?? 0), 1_000_000n * denominator) - held.met
  );
}

/** The state after so much late interest was paid or waived. */
export const metArrears = (state: Servicing, amount: bigint): Servicing =>
  state.arrears && amount > 0n
    ? { ...state, arrears: { ...state.arrears, met: state.arrears.met + amount } }
    : state;
