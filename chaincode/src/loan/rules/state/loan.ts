import type { Loan } from '../../records/loan';
import type { Day } from '../../../kit/value/time';
import { advance, begin } from './servicing';
import type { Servicing } from '../../records/servicing';
import type { Terms } from '../../records/terms';

/** The state that the record holds; before disbursement the one with which it will begin. */
export const servicingOf = (loan: Loan): Servicing => loan.servicing ?? begin(loan.terms);

/**
 * The terms as they count on a day. A lender who declared the default asks no fee for what is paid early from
 * then on (BGH, 19 January 2016, XI ZR 103/15).
 */
export function termsOn({ terms, defaultedOn }: Loan, on: Day): Terms {
  if (defaultedOn === undefined || on < defaultedOn) return terms;
  return { ...terms, payoff: { till: terms.payoff.till } };
}

/** Where a loan stands at the end of a day that is not before what is booked on it. */
export const stateOn = (loan: Loan, on: Day): Servicing =>
  advance(loan.terms, loan.pauses, servicingOf(loan), on);
