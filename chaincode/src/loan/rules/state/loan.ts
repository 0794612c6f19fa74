import type { Loan } from '../../records/loan';
import type { Day } from '../../../kit/value/time';
import { advance, begin } from './servicing';
import type { Servicing } from '../../records/servicing';

/** The state that the record holds; before disbursement the one with which it will begin. */
export const servicingOf = (loan: Loan): Servicing => loan.servicing ?? begin(loan.terms);

/** Where a loan stands at the end of a day that is not before what is booked on it. */
export const stateOn = (loan: Loan, on: Day): Servicing =>
  advance(loan.terms, loan.pauses, servicingOf(loan), on);
