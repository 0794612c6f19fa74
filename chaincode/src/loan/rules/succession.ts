import { kitErrors, refuse } from '../../kit/errors';
import { of } from '../../kit/value/money';
import type { Local } from '../../kit/value/zone';
import { book } from './entry';
import { payersDay } from './valueday';
import { stateOn } from './state/loan';
import { loanLife, modificationLife } from '../life';
import type { Modification } from '../records/modification';
import { closed, payoffOf } from './owed/payoff';
import type { Loan } from '../records/loan';
import type { Entry } from '../records/entry';
import { mustBeOpenOffer, outcomeOf, timesModified } from './modification';
import { NOTHING } from './state/sums';

/** A loan and what was booked on it. */
interface NewEntry {
  readonly loan: Loan;
  readonly entry: Entry;
}

/**
 * Closes a loan because another takes over all that is owed on it (Fineract,
 * CLOSED_RESCHEDULE_OUTSTANDING_AMOUNT): the entry pays principal and interest, and the successor begins with
 * them under the new plan, with charges, late interest, pauses and the lien of the one before.
 */
export function succeed(
  loan: Loan,
  offered: Modification,
  now: Local,
): { closed: NewEntry; successor: NewEntry; modification: Modification } {
  const { successorId, modificationId: entryId, kind } = offered;
  if (successorId === undefined) return refuse(kitErrors.NOT_FOUND, { kind: 'loan', id: 'successor' });
  mustBeOpenOffer(loan, offered, now.at);
  const closedStatus = loanLife.step('agreeToModification', loan.status, 'rescheduled');
  const on = payersDay(loan, now);
  const { terms, state, spread, outcome } = outcomeOf(loan, offered, on);
  const before = stateOn(loan, on);
  const payoff = payoffOf(loan.terms, before, on, 'day');
  const money = (minor: bigint) => of(minor, terms.principal.currency);
  const last = book(loan, { entryId, kind, on, amount: spread }, now.at);
  const paid = {
    principal: money(payoff.parts.principal),
    interest: money(payoff.parts.interest),
    outstanding: money(0n),
  };
  const servicing = { ...closed(loan.terms, before, payoff, payoff.total), paid: before.paid };
  const { bucket: _bucket, tickedOn: _ticked, lastEntryId: _last, subsidy: _subsidy, ...kept } = loan;
  const successor: Loan = {
    ...kept,
    ...{
      loanId: successorId,
      succeeds: loan.loanId,
      terms,
      servicing: { ...state, paid: NOTHING },
      entries: 0,
    },
    modified: timesModified(loan, outcome),
  };
  const first = {
    entryId: 'disbursement',
    kind: 'disbursement',
    on,
    amount: terms.principal.amount,
  } as const;
  return {
    closed: {
      loan: { ...last.loan, status: closedStatus, servicing, succeededBy: successorId },
      entry: { ...last.entry, ...paid },
    },
    successor: book(successor, first, now.at),
    modification: {
      ...offered,
      status: modificationLife.step('agree', offered.status),
      outcome,
      termsBefore: loan.terms,
    },
  };
}
