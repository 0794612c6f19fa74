import { demand } from '../../kit/errors';
import type { Day } from '../../kit/value/time';
import type { Local } from '../../kit/value/zone';
import { draftOf } from './booking/effect';
import { givenBack, rebook, standsAfter } from './booking/replay';
import { statusAfter } from './entry';
import { mustHaveBegun } from './valueday';
import { servicingOf } from './state/loan';
import { loanErrors } from '../errors';
import { loanLife } from '../life';
import { type Loan } from '../records/loan';
import { CREDITS, type Entry, type EntryKind } from '../records/entry';

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
): { loan: Loan; entry: Entry; changed: Entry[] } {
  loanLife.step('reverse', loan.status, loan.status);
  const { kind, entryId, reversedBy = '' } = target;
  demand(REVERSIBLE.includes(kind), loanErrors.NOT_REVERSIBLE, { kind });
  demand(reversedBy === '', loanErrors.REVERSED_ALREADY, { entryId, reversedBy });
  mustHaveBegun(how.on, now);
  demand(how.on >= target.on, loanErrors.VALUE_DAY_BEHIND, {
    ...{ on: how.on, asOf: target.on, loanId: loan.loanId },
  });
  const modification = later.find(({ kind: one }) => MODIFYING.includes(one));
  demand(modification === undefined, loanErrors.MODIFIED_SINCE, {
    entryId,
    modificationId: modification?.entryId ?? '',
  });
  const { principal, interest, fee, penalty, over, amount } = target;
  const draft = {
    ...draftOf(
      loan,
      { entryId: how.reversalId, kind: 'reversal', on: how.on, amount: amount.amount, reverses: entryId },
      now.at,
    ),
    ...{ principal, interest, fee, penalty, over },
  };
  const at = later.findIndex((one) => standsAfter(one, draft));
  const order = at < 0 ? [...later, draft] : later.toSpliced(at, 0, draft);
  const from = { state: target.before ?? servicingOf(loan), previousId: entryId };
  const done = rebook({ ...loan, entries: draft.number }, from, order);
  const rebooked = givenBack(loan, done.loan, later.length);
  const changed = done.entries.filter((one) => one.entryId !== how.reversalId);
  const entry = done.entries.find((one) => one.entryId === how.reversalId) ?? draft;
  return {
    loan: statusAfter(done.loan, 'reverse'),
    entry: { ...entry, rebooked },
    changed: [{ ...target, reversedBy: how.reversalId }, ...changed],
  };
}
