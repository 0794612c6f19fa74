import { demand, kitErrors } from '../../kit/errors';
import { add, isPositive, isZero, type Money, of, show, subtract } from '../../kit/value/money';
import { type Day, type Instant, laterOf } from '../../kit/value/time';
import { begunDay, type Local } from '../../kit/value/zone';
import { loanErrors } from '../errors';
import { loanLife } from '../life';
import { applied, draftOf, type NewEntry } from './booking/effect';
import {
  givenBack,
  mustNotBeBehind,
  mustStandAfterTurns,
  type Place,
  rebook,
  stateAfter,
} from './booking/replay';
import { isClosed } from './owed/payoff';
import { standingOf } from './owed/standing';
import type { Loan, LoanStatus } from '../records/loan';
import { CREDITS, type Entry, type EntryKind } from '../records/entry';
import { mustHaveBegun, mustBeValueDay, payersDay } from './valueday';
import { servicingOf } from './state/loan';

/** The id of an entry is used once in a loan. */
export function mustBeNewEntry(taken: Entry | undefined): void {
  demand(taken === undefined, kitErrors.EXISTS_DIFFERENTLY, {
    kind: 'loanEntry',
    id: `${taken?.loanId ?? ''}/${taken?.entryId ?? ''}`,
  });
}

/** What a booking did: the loan after it, its entry, and the later entries that were shared out again. */
export interface Done {
  readonly loan: Loan;
  readonly entry: Entry;
  readonly changed?: readonly Entry[];
}

/**
 * Books on a loan: the loan after it and the entry that tells what went where. One whose day of value is
 * before others is booked at its place, as of receipt (12 CFR 1026.10(a)), and those after it again, in the
 * order of value. Throws VALUE_DAY_BEHIND without a place.
 */
export function book(loan: Loan, booking: NewEntry, at: Instant, place?: Place): Done {
  const draft = draftOf(loan, booking, at);
  const counted = { ...loan, entries: draft.number };
  if (!place) {
    mustNotBeBehind(loan, booking.on);
    const { state, entry } = applied(loan, servicingOf(loan), draft, loan.lastEntryId);
    return { loan: { ...counted, servicing: state, lastEntryId: entry.entryId }, entry };
  }
  const { before, later } = place;
  mustStandAfterTurns(loan, booking.on, place);
  const state = before ? stateAfter(loan, before) : servicingOf(loan);
  const from = { state, previousId: before?.entryId };
  const done = rebook(counted, from, [draft, ...later]);
  const [fresh = draft, ...changed] = done.entries;
  if (changed.length === 0 && state.asOf === servicingOf(loan).asOf) return { loan: done.loan, entry: fresh };
  const plain = rebook(loan, from, later).loan;
  const rebooked = givenBack(plain, done.loan, changed.length);
  return { loan: done.loan, entry: { ...fresh, rebooked }, changed };
}

/** Whether a loan is paid off, with a credit of the borrower or without. */
export const isPaidOff = ({ status }: Loan): boolean => status === 'settled' || status === 'overpaid';

/**
 * The status after a booking: paid off if nothing is owed any more, overpaid while the borrower has a credit. One
 * that was paid off is active again when a payment came back.
 */
export function statusAfter(
  loan: Loan,
  step: 'repay' | 'waive' | 'credit' | 'reverse' | 'sellCollateral' | 'indemnify' | 'pay' | 'draw',
): Loan {
  const state = servicingOf(loan);
  const paid: LoanStatus = state.credit > 0n ? 'overpaid' : 'settled';
  const open: LoanStatus = isPaidOff(loan) ? 'active' : loan.status;
  return {
    ...loan,
    status: loanLife.step(step, loan.status, isClosed(loan.terms, state) ? paid : open),
  };
}

/**
 * Takes a payment that the lender received, a credit of the lender or the proceeds of a sale, on the day that
 * the lender names.
 */
export function repay(loan: Loan, booking: NewEntry, now: Local, place?: Place): Done {
  const isCredit = (CREDITS as readonly EntryKind[]).includes(booking.kind);
  const step = isCredit ? 'credit' : booking.kind === 'proceeds' ? 'sellCollateral' : 'repay';
  loanLife.step(step, loan.status, loan.status);
  mustHaveBegun(booking.on, now);
  const booked = book(loan, booking, now.at, place);
  return { ...booked, loan: notFinal(statusAfter(booked.loan, step), booking.finalOn) };
}

/** A payment that may come back is final from a day on; the lien of the loan waits for the last of them. */
export const notFinal = (loan: Loan, until: Day | undefined): Loan =>
  until === undefined ? loan : { ...loan, finalOn: laterOf(loan.finalOn ?? until, until) };

/** Whether what was paid on a loan stays paid: by no clock the day is still to come until which it may return. */
export const isFinal = ({ finalOn }: Loan, now: Local): boolean =>
  finalOn === undefined || finalOn <= begunDay(now);

/** Takes what the borrower pays now, or what is drawn of it, on the day of the payer. */
export function payNow(
  loan: Loan,
  paid: Pick<NewEntry, 'entryId' | 'amount'>,
  now: Local,
  step: 'pay' | 'draw' = 'pay',
): Done {
  loanLife.step(step, loan.status, loan.status);
  const booked = book(loan, { ...paid, kind: 'repayment', on: payersDay(loan, now) }, now.at);
  return { ...booked, loan: statusAfter(booked.loan, step) };
}

/** What a lender draws now: all that is due, and nothing ahead of its time. Throws NOTHING_DUE. */
export function dueNow(loan: Loan, now: Local): Money {
  loanLife.step('draw', loan.status, loan.status);
  const { pastDue, charges, lateInterest } = standingOf(loan, payersDay(loan, now));
  const due = add(add(pastDue, charges), lateInterest);
  demand(isPositive(due), loanErrors.NOTHING_DUE, { loanId: loan.loanId });
  return due;
}

/** Pays the credit of the borrower out; when none is left the loan is settled. */
export function refund(loan: Loan, paid: { entryId: string; on: Day; amount: Money }, now: Local): Done {
  const { credit } = servicingOf(loan);
  const { currency } = loan.terms.principal;
  const left = subtract(of(credit, currency), paid.amount);
  const status = loanLife.step('refund', loan.status, isZero(left) ? 'settled' : 'overpaid');
  demand(left.amount >= 0n, loanErrors.CREDIT_TOO_SMALL, { credit: show(of(credit, currency)) });
  demand(isFinal(loan, now), loanErrors.NOT_FINAL, { loanId: loan.loanId, finalOn: loan.finalOn ?? '' });
  mustBeValueDay(loan, paid.on, now);
  const booked = book(
    loan,
    { entryId: paid.entryId, kind: 'creditRefund', on: paid.on, amount: paid.amount.amount },
    now.at,
  );
  return { ...booked, loan: { ...booked.loan, status } };
}
