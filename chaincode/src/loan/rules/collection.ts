import { demand, kitErrors, refuse } from '../../kit/errors';
import { add, compare, equal, type Money, of, show, subtract, zero } from '../../kit/value/money';
import type { Day } from '../../kit/value/time';
import type { Local } from '../../kit/value/zone';
import type { Place } from './booking/replay';
import { book, type Done } from './entry';
import { mustBeValueDay, mustHaveBegun } from './valueday';
import { stateOn } from './state/loan';
import { CHARGE_OFF_DAYS } from '../records/terms';
import { loanErrors } from '../errors';
import { loanLife } from '../life';
import { closed, payoffOf, payoffOn } from './owed/payoff';
import type { Loan } from '../records/loan';
import type { Entry } from '../records/entry';
import { totalOf } from './state/sums';
import { MAX_PAUSES } from '../records/servicing';
import { standingOf, daysLateOn } from './owed/standing';

/** A loan of which something is past due on the day is in default. Throws NOT_PAST_DUE. */
export function declareDefault(loan: Loan, on: Day): Loan {
  const status = loanLife.step('declareDefault', loan.status);
  mustBePastDue(loan, on);
  return { ...loan, status };
}

/** A default ends when nothing is past due on the day. Throws STILL_PAST_DUE. */
export function cure(loan: Loan, on: Day): Loan {
  const status = loanLife.step('cure', loan.status);
  const days = standingOf(loan, on).pastDueDays;
  demand(days === 0, loanErrors.STILL_PAST_DUE, { loanId: loan.loanId, days });
  return { ...loan, status };
}

/** Delinquency does not grow from a day on. Throws ALREADY_PAUSED, TOO_MANY. */
export function pauseFrom(loan: Loan, on: Day, now: Local): Loan {
  loanLife.step('pause', loan.status, loan.status);
  mustBeValueDay(loan, on, now);
  const open = loan.pauses.find(({ until }) => until === undefined);
  demand(open === undefined, loanErrors.ALREADY_PAUSED, { loanId: loan.loanId, from: open?.from ?? '' });
  const count = loan.pauses.length + 1;
  demand(count <= MAX_PAUSES, kitErrors.TOO_MANY, { what: 'pauses', count, max: MAX_PAUSES });
  return { ...settledTo(loan, on), pauses: [...loan.pauses, { from: on }] };
}

/** The open pause ends on a day, never before it began. Throws NOT_PAUSED. */
export function resumeFrom(loan: Loan, on: Day, now: Local): Loan {
  loanLife.step('resume', loan.status, loan.status);
  mustBeValueDay(loan, on, now);
  const open = loan.pauses.find(({ until }) => until === undefined);
  if (!open) return refuse(loanErrors.NOT_PAUSED, { loanId: loan.loanId });
  const pauses = loan.pauses.map((one) =>
    one === open ? { ...one, until: on > open.from ? on : open.from } : one,
  );
  return { ...settledTo(loan, on), pauses };
}

/** Judges late fees up to a day by the pauses known so far, so that a later pause does not reach back. */
const settledTo = (loan: Loan, on: Day): Loan => ({
  ...loan,
  servicing: stateOn(loan, on),
});

/** A flag on a running loan: the lender no longer counts on the money, the borrower still owes it. */
export function chargeOff(
  loan: Loan,
  entryId: string,
  on: Day,
  sold: boolean,
  now: Local,
): { loan: Loan; entry: Entry } {
  loanLife.step('chargeOff', loan.status, loan.status);
  const { loanId, chargedOffOn } = loan;
  demand(chargedOffOn === undefined, loanErrors.CHARGED_OFF_ALREADY, { loanId, on: chargedOffOn ?? '' });
  mustBeValueDay(loan, on, now);
  const days = daysLateOn(loan, on);
  demand(sold || days >= CHARGE_OFF_DAYS, loanErrors.CHARGE_OFF_TOO_EARLY, {
    loanId,
    days,
    needed: CHARGE_OFF_DAYS,
  });
  const booked = book(
    loan,
    { entryId, kind: 'chargeOff', on, amount: payoffOn(loan, on).total.amount },
    now.at,
  );
  return { ...booked, loan: { ...booked.loan, chargedOffOn: on } };
}

/** Gives up what is owed; what comes in later is a recovery. */
export function writeOff(loan: Loan, entryId: string, on: Day, now: Local): { loan: Loan; entry: Entry } {
  const status = loanLife.step('writeOff', loan.status);
  mustBeValueDay(loan, on, now);
  const { currency } = loan.terms.principal;
  const state = stateOn(loan, on);
  const { parts, total } = payoffOf(loan.terms, state, on, 'day');
  const unearned = parts.interest < 0n ? parts.interest : 0n;
  const lost = { ...parts, principal: parts.principal + unearned, interest: parts.interest - unearned };
  const { loan: booked, entry } = book(loan, { entryId, kind: 'writeOff', on, amount: total }, now.at);
  const money = (minor: bigint) => of(minor, currency);
  const given = {
    principal: money(lost.principal),
    interest: money(lost.interest),
    fee: money(lost.fee),
    penalty: money(lost.penalty),
  };
  const servicing = { ...closed(loan.terms, state, { parts, total }, total), paid: state.paid };
  return {
    loan: { ...booked, status, lost, servicing, recovered: zero(currency) },
    entry: { ...entry, ...given, outstanding: zero(currency), after: servicing },
  };
}

/** Books what came in after the write-off; with the last of it the loan is settled. */
export function recover(
  loan: Loan,
  received: { entryId: string; on: Day; amount: Money },
  now: Local,
  place?: Place,
): Done {
  const { entryId, on, amount } = received;
  const { lost, recovered = zero(amount.currency) } = loan;
  const left = subtract(of(lost ? totalOf(lost) : 0n, loan.terms.principal.currency), recovered);
  const status = loanLife.step('recover', loan.status, equal(amount, left) ? 'settled' : 'writtenOff');
  demand(compare(amount, left) <= 0, loanErrors.RECOVERY_TOO_LARGE, { left: show(left) });
  mustHaveBegun(on, now);
  const booking = { entryId, kind: 'recovery', on, amount: amount.amount } as const;
  const booked = book({ ...loan, status }, booking, now.at, place);
  return { ...booked, loan: { ...booked.loan, recovered: add(recovered, amount) } };
}

/** Something must be past due on the day, beyond grace and pauses (NOT_PAST_DUE). */
export function mustBePastDue(loan: Loan, on: Day): void {
  demand(daysLateOn(loan, on) > 0, loanErrors.NOT_PAST_DUE, { loanId: loan.loanId });
}
