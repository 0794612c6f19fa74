import { demand } from '../../kit/errors';
import { addDays, type Day, laterOf, opensAfter } from '../../kit/value/time';
import { begunDay, dayEnds, dayIn, type Local } from '../../kit/value/zone';
import { loanErrors } from '../errors';
import type { Loan } from '../records/loan';
import { mustNotBeBehind } from './booking/replay';
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

/** A day of value that a lender names has begun, by whatever clock. Throws VALUE_DAY_AHEAD. */
export function mustHaveBegun(on: Day, now: Local): void {
  const last = begunDay(now);
  const from = opensAfter(dayEnds(now.zone, addDays(on, -1)));
  demand(on <= last, loanErrors.VALUE_DAY_AHEAD, { on, zone: now.zone.zone, last, from });
}

/**
 * The day of an act that is not booked at an earlier place: it has begun, and is not before what is booked.
 * Throws VALUE_DAY_AHEAD, VALUE_DAY_BEHIND.
 */
export function mustBeValueDay(loan: Loan, on: Day, now: Local): void {
  mustHaveBegun(on, now);
  mustNotBeBehind(loan, on);
}

/** What was is not kept; what is and will be can be derived. */
export function notBefore(loan: Loan, on: string): Loan {
  mustNotBeBehind(loan, on);
  return loan;
}
