import { demand } from '../../kit/errors';
import { equal, show } from '../../kit/value/money';
import { type Day, isBefore } from '../../kit/value/time';
import { dayEnds, type Local } from '../../kit/value/zone';
import { mustNotBeBehind, type Place } from './booking/replay';
import { book, type Done, statusAfter } from './entry';
import { mustHaveBegun } from './valueday';
import { loanErrors } from '../errors';
import { loanLife } from '../life';
import { payoffOn } from './owed/payoff';
import type { Loan } from '../records/loan';
import type { Quote } from '../records/entry';

/**
 * A payoff quote: interest to the day, firm through that day in the zone of the terms, or until the loan is
 * booked on.
 */
export function quote(loan: Loan, { quoteId, on }: { quoteId: string; on: Day }, now: Local): Quote {
  loanLife.step('quote', loan.status, loan.status);
  mustNotBeBehind(loan, on);
  const expiresAt = dayEnds(now.zone, on);
  demand(isBefore(now.at, expiresAt), loanErrors.QUOTE_EXPIRED, { quoteId, expiresAt });
  return {
    loanId: loan.loanId,
    quoteId,
    ...payoffOn(loan, on),
    afterEntry: loan.entries,
    quotedAt: now.at,
    expiresAt,
  };
}

/**
 * Settles a loan by its quote: the same rule that made the quote takes the payment, so exactly nothing is
 * left. Not before the day of the quote; a tick or a pause since then does not take it back, for the payment
 * is booked at its place. What counts is the day on which the borrower paid; the lender may book it later.
 */
export function settleQuote(
  loan: Loan,
  quoted: Quote,
  paid: { paymentId: string; amount: Quote['total']; on?: Day | undefined },
  now: Local,
  place?: Place,
): Done {
  loanLife.step('settle', loan.status);
  const { loanId, quoteId, expiresAt, total, on } = quoted;
  const inTime = paid.on === undefined ? isBefore(now.at, expiresAt) : paid.on <= on;
  demand(inTime, loanErrors.QUOTE_EXPIRED, { quoteId, expiresAt });
  demand(loan.entries === quoted.afterEntry, loanErrors.QUOTE_STALE, { loanId, quoteId });
  demand(equal(paid.amount, total), loanErrors.QUOTE_DIFFERS, {
    quoteId,
    total: show(total),
    amount: show(paid.amount),
  });
  mustHaveBegun(on, now);
  const booking = { entryId: paid.paymentId, kind: 'repayment', on, amount: total.amount } as const;
  const booked = book(loan, booking, now.at, place);
  return { ...booked, loan: statusAfter(booked.loan, 'repay') };
}
