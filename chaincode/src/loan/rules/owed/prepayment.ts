import { divideDown, divideHalfEven } from '../../../kit/value/money';
import type { Servicing } from '../../records/servicing';
import type { Terms } from '../../records/terms';

const MILLION = 1_000_000n;
const feeOn = (terms: Terms, principal: bigint): bigint =>
  divideHalfEven(principal * BigInt(terms.payoff.feePpm ?? 0), MILLION);

/**
 * The fee that more principal paid early brings. It is counted on all that was ever paid early, so many small
 * prepayments cost to the cent what one large costs: a quote and the payments that follow it cannot differ
 * (fineract#4798).
 */
export function feeWith(terms: Terms, { prepaid: held }: Servicing, principal: bigint): bigint {
  const before = held?.principal ?? 0n;
  return feeOn(terms, before + principal) - feeOn(terms, before);
}

/** The cent that a prepayment could not cover beside its principal. */
export const feeOwed = (terms: Terms, { prepaid: held }: Servicing): bigint =>
  held ? feeOn(terms, held.principal) - held.fee : 0n;

/**
 * Shares an amount into principal paid early and its fee: the least principal whose fee takes the rest, which
 * may leave one cent of it owed.
 */
export function splitAhead(
  terms: Terms,
  state: Servicing,
  amount: bigint,
): { principal: bigint; fee: bigint } {
  let principal = divideDown(amount * MILLION, MILLION + BigInt(terms.payoff.feePpm ?? 0));
  while (principal > 0n && principal - 1n + feeWith(terms, state, principal - 1n) >= amount) principal -= 1n;
  while (principal + feeWith(terms, state, principal) < amount) principal += 1n;
  return { principal, fee: amount - principal };
}

/** The state after a prepayment, or after a cent of its fee. */
export const notePrepaid = (
  state: Servicing,
  { principal, fee }: { principal: bigint; fee: bigint },
): Servicing =>
  principal + fee > 0n
    ? {
        ...state,
        prepaid: {
          principal: (state.prepaid?.principal ?? 0n) + principal,
          fee: (state.prepaid?.fee ?? 0n) + fee,
        },
      }
    : state;
