import type { Day } from '../../../kit/value/time';
import { lateInterestOwed } from './lateinterest';
import { feeOfPayoff, feeOwed } from './prepayment';
import { earnedUntil, isSpent } from '../plan/schedule';
import { plannedOn } from '../plan/calendar';
import { plus, principalOwed, sumOf, totalOf } from '../state/sums';
import { type Parts, type Servicing } from '../../records/servicing';
import type { Terms, PayoffUntil } from '../../records/terms';
import { of } from '../../../kit/value/money';
import { stateOn, termsOn } from '../state/loan';
import type { Loan } from '../../records/loan';

/**
 * What settles a loan on a day. Interest paid ahead and not earned counts back, as does a fee that was paid
 * towards a payoff that did not come: their parts may be negative.
 */
export interface Payoff {
  readonly parts: Parts;
  readonly total: bigint;
}

/**
 * Principal, every instalment past due, all charges, late interest, interest to the day or to the end of the
 * running period, and the fee on principal that is not due yet. Instalments paid ahead as planned bring all
 * their interest, so they cost no fee; a payoff counts that interest back and costs the fee on them too.
 * `state` must have been advanced to the day. Quotes and payments both come through here.
 */
export function payoffOf(terms: Terms, state: Servicing, on: Day, till: PayoffUntil): Payoff {
  const running = isRunning(terms, state)
    ? earnedUntil(terms, state, till === 'day' ? on : plannedOn(terms, state.next)) + state.deferred
    : 0n;
  const charged = (kind: 'fee' | 'penalty'): bigint =>
    sumOf(state.charges, (one) => (one.kind === kind ? one.owed : 0n));
  const parts: Parts = {
    principal: principalOwed(state),
    interest: sumOf(state.due, (row) => row.interest) + running - sumOf(state.early, (row) => row.interest),
    fee: charged('fee') + feeOfPayoff(terms, state),
    penalty: charged('penalty') + lateInterestOwed(terms, state),
  };
  return { parts, total: totalOf(parts) };
}

/** Whether instalments are still to come. */
export const isRunning = (terms: Terms, state: Servicing): boolean =>
  state.next < terms.instalments && !isSpent(state);

/** The state after the payoff: nothing is owed; what was paid beyond it is a credit of the borrower. */
export function closed(terms: Terms, state: Servicing, payoff: Payoff, amount: bigint): Servicing {
  return {
    ...state,
    ...{ next: terms.instalments, balance: 0n, level: 0n, deferred: 0n, accrued: undefined },
    ...{ early: [], due: [], charges: [], arrears: undefined, prepaid: undefined, judged: terms.instalments },
    ...{ anew: undefined, shifted: undefined },
    paid: plus(state.paid, payoff.parts),
    credit: state.credit + amount - payoff.total,
  };
}

/** Whether nothing is owed any more, to the cent. */
export const isClosed = (terms: Terms, state: Servicing): boolean =>
  !isRunning(terms, state) &&
  state.due.length === 0 &&
  state.charges.length === 0 &&
  principalOwed(state) + lateInterestOwed(terms, state) + feeOwed(terms, state) === 0n;

/** The parts of a payoff on a day. */
export function payoffOn(loan: Loan, on: Day, till: PayoffUntil = loan.terms.payoff.till) {
  const { parts, total } = payoffOf(termsOn(loan, on), stateOn(loan, on), on, till);
  const money = (minor: bigint) => of(minor, loan.terms.principal.currency);
  const { principal, interest, fee, penalty } = parts;
  return {
    ...{ on, till, principal: money(principal), interest: money(interest) },
    ...{ fee: money(fee), penalty: money(penalty), total: money(total < 0n ? 0n : total) },
  };
}
