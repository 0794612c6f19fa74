import { demand } from '../../kit/errors';
import { show } from '../../kit/value/money';
import { type Local, dayEnds, hasEnded } from '../../kit/value/zone';
import { loanErrors } from '../errors';
import { loanLife } from '../life';
import type { Loan } from '../records/loan';
import { mustHaveBegun } from './valueday';
import type { NewEntry } from './booking/effect';
import { mustNotBeBehind, type Place } from './booking/replay';
import { book, type Done, statusAfter } from './entry';
import { type Day, laterOf, opensAfter } from '../../kit/value/time';
import { lateInterestOwed } from './owed/lateinterest';
import { servicingOf } from './state/loan';
import { bucketOf, latenessOf } from './owed/lateness';
import { advance } from './state/servicing';

/**
 * Books a fee or a penalty on the day from which it is due. Throws VALUE_DAY_AHEAD, VALUE_DAY_BEHIND,
 * CHARGES_FULL, CHARGE_EXISTS.
 */
export function charge(loan: Loan, booking: NewEntry, now: Local, place?: Place): Done {
  loanLife.step('charge', loan.status, loan.status);
  mustHaveBegun(booking.on, now);
  return book(loan, booking, now.at, place);
}

/** Waives interest that fell due, or a charge; never more than is owed of it. */
export function waive(loan: Loan, booking: NewEntry, now: Local, place?: Place): Done {
  loanLife.step('waive', loan.status, loan.status);
  mustHaveBegun(booking.on, now);
  const booked = book(loan, booking, now.at, place);
  const { interest, fee, penalty } = booked.entry;
  const waived = interest.amount + fee.amount + penalty.amount;
  demand(waived === booking.amount, loanErrors.WAIVER_TOO_LARGE, {
    owed: show({ ...interest, amount: waived }),
  });
  return { ...booked, loan: statusAfter(booked.loan, 'waive') };
}

/**
 * Closes a day that has ended for every payer. The same day again changes nothing. One on which nothing
 * happens is only noted, so that a payment which was signed on it and held back meets another record, while
 * the lender may still book what it received on it.
 */
export function tick(loan: Loan, on: Day, now: Local) {
  loanLife.step('tick', loan.status, loan.status);
  const from = opensAfter(dayEnds(now.zone, on));
  demand(hasEnded(on, now), loanErrors.DAY_RUNS, { on, zone: now.zone.zone, from });
  const before = servicingOf(loan);
  mustNotBeBehind(loan, on);
  const servicing = advance(loan.terms, loan.pauses, before, on);
  const bucket = bucketOf(latenessOf(loan.terms, loan.pauses, servicing, on).delinquentDays);
  const fees = servicing.charges.filter(
    (one) => !before.charges.some(({ chargeId }) => chargeId === one.chargeId),
  );
  const moved = bucket !== (loan.bucket ?? 'current');
  const lateInterest = lateInterestOwed(loan.terms, servicing) - lateInterestOwed(loan.terms, before);
  const tickedOn = laterOf(loan.tickedOn ?? on, on);
  const happened = moved || fees.length > 0 || lateInterest > 0n;
  const noted = tickedOn === loan.tickedOn ? loan : { ...loan, tickedOn };
  return {
    loan: happened ? { ...loan, servicing, bucket, tickedOn } : noted,
    fees,
    lateInterest,
    moved,
    bucket,
  };
}
