import { demand } from '../../kit/errors';
import { addDays, type Day, laterOf, opensAfter } from '../../kit/value/time';
import { begunDay, dayEnds, dayIn, type Local } from '../../kit/value/zone';
import { loanErrors } from '../errors';
import type { Loan } from '../records/loan';
import { servicingOf } from './state/loan';

/**
 * The day of value of what a payer does now: today by its own stamp in the zone of the terms, or a later day
 * that is booked already.
 */
export const payersDay = (loan: Loan, now: Local): Day =>
  laterOf(dayIn(now.zone, now.at), servicingOf(loan).asOf);

/**
 * The day by which a lender may judge now: the last of which it is certain that it has begun, since on the
 * one before somebody could still pay.
 */
export const lendersDay = (loan: Loan, now: Local): Day => laterOf(begunDay(now), servicingOf(loan).asOf);

/**
 * A day of value that a lender names has begun, by whatever clock, and is not before what is booked: booking
 * on it brings the loan up to it.
 */
export function mustBeValueDay(loan: Loan, on: Day, now: Local): void {
  const { asOf } = servicingOf(loan);
  const last = begunDay(now);
  const from = opensAfter(dayEnds(now.zone, addDays(on, -1)));
  demand(on <= last, loanErrors.VALUE_DAY_AHEAD, { on, zone: now.zone.zone, last, from });
  demand(on >= asOf, loanErrors.VALUE_DAY_BEHIND, { on, asOf, loanId: loan.loanId });
}

/** What was is not kept; what is and will be can be derived. */
export function notBefore(loan: Loan, on: string): Loan {
  const { asOf } = servicingOf(loan);
  demand(on >= asOf, loanErrors.VALUE_DAY_BEHIND, { on, asOf, loanId: loan.loanId });
  return loan;
}
