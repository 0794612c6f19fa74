import { demand } from '../../kit/errors';
import { of } from '../../kit/value/money';
import type { Day } from '../../kit/value/time';
import type { Local } from '../../kit/value/zone';
import { type NewEntry, book, effectOf, statusAfter } from './entry';
import { mustBeValueDay } from './valueday';
import { servicingOf } from './state/loan';
import { loanErrors } from '../errors';
import { loanLife } from '../life';
import { type Loan } from '../records/loan';
import { CREDITS, type Entry, type EntryKind } from '../records/entry';
import { advance } from './state/servicing';
import { principalOwed } from './state/sums';

/** Most later entries that a reversal books again. */
export const MAX_LATER = 100;

const REVERSIBLE: readonly EntryKind[] = [
  'repayment',
  ...CREDITS,
  'charge',
  'interestWaiver',
  'chargeWaiver',
];

/** The plan before it is history: what was booked under it is not booked again under another. */
const MODIFYING: readonly EntryKind[] = ['reage', 'reamortise', 'reschedule'];

/**
 * Undoes an entry by a new one that refers to it. The loan goes back to the state before it, and the later
 * entries, given in their order, are booked again: each keeps its day and amount, its allocation may change.
 * Answers the reversal and every entry that it changed.
 */
export function reverse(
  loan: Loan,
  target: Entry,
  later: readonly Entry[],
  how: { reversalId: string; on: Day },
  now: Local,
) {
  loanLife.step('reverse', loan.status, loan.status);
  const { kind, entryId, reversedBy = '' } = target;
  demand(REVERSIBLE.includes(kind), loanErrors.NOT_REVERSIBLE, { kind });
  demand(reversedBy === '', loanErrors.REVERSED_ALREADY, { entryId, reversedBy });
  mustBeValueDay(loan, how.on, now);
  const modification = later.find(({ kind: one }) => MODIFYING.includes(one));
  demand(modification === undefined, loanErrors.MODIFIED_SINCE, {
    entryId,
    modificationId: modification?.entryId ?? '',
  });
  const changed: Entry[] = [{ ...target, reversedBy: how.reversalId }];
  let state = target.before ?? servicingOf(loan);
  for (const entry of later) {
    const before = state;
    const booking: NewEntry = { ...entry, amount: entry.amount.amount };
    const live = entry.reversedBy === undefined;
    const receipt = live
      ? effectOf(loan, advance(loan.terms, loan.pauses, before, entry.on), booking)
      : undefined;
    state = receipt?.state ?? before;
    changed.push({
      ...entry,
      ...(receipt && partsOf(loan, receipt.parts, receipt.over)),
      outstanding: money(loan, principalOwed(state)),
      before,
    });
  }
  const restored = { ...loan, servicing: state };
  const booking: NewEntry = {
    entryId: how.reversalId,
    kind: 'reversal',
    on: how.on,
    amount: target.amount.amount,
    reverses: entryId,
  };
  const { loan: booked, entry } = book(restored, booking, now.at);
  const { principal, interest, fee, penalty, over } = target;
  return {
    loan: statusAfter(booked, 'reverse'),
    entry: { ...entry, principal, interest, fee, penalty, over },
    changed,
  };
}

const money = (loan: Loan, minor: bigint) => of(minor, loan.terms.principal.currency);

function partsOf(
  loan: Loan,
  parts: { principal: bigint; interest: bigint; fee: bigint; penalty: bigint },
  over: bigint,
) {
  return {
    principal: money(loan, parts.principal),
    interest: money(loan, parts.interest),
    fee: money(loan, parts.fee),
    penalty: money(loan, parts.penalty),
    over: money(loan, over),
  };
}
