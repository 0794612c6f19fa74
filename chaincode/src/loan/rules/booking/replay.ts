import { demand, refuse } from '../../../kit/errors';
import { of } from '../../../kit/value/money';
import { type Day, laterOf } from '../../../kit/value/time';
import { loanErrors } from '../../errors';
import type { Entry, EntryKind } from '../../records/entry';
import type { Loan } from '../../records/loan';
import type { Servicing } from '../../records/servicing';
import { bucketOf, latenessOf } from '../owed/lateness';
import { payoffOf } from '../owed/payoff';
import { advance } from '../state/servicing';
import { servicingOf } from '../state/loan';
import { applied } from './effect';

/** Most later entries that are booked again for one that comes in before them. */
export const MAX_LATER = 100;

/** Where a booking stands in the order of value: the entry before it, and those after it, oldest first. */
export interface Place {
  readonly before?: Entry | undefined;
  readonly later: readonly Entry[];
}

/** Kinds after which the loan is another: what was booked under the terms before is not booked again. */
const TURNS: readonly EntryKind[] = ['disbursement', 'reage', 'reamortise', 'reschedule', 'writeOff'];

/**
 * In the order of value entries stand by their day. Of one day charges come first, then what is waived, then
 * what is paid, so that it is the same which was heard of first; payments of one day by their arrival, whose
 * order changes no sum.
 */
const RANK: Partial<Record<EntryKind, number>> = { charge: 0, interestWaiver: 1, chargeWaiver: 1 };
const rankOf = (kind: EntryKind): number => RANK[kind] ?? 2;

type Placed = Pick<Entry, 'kind' | 'on'>;

/** Whether an entry that is booked stands after one that comes in now. */
export const standsAfter = (entry: Placed, fresh: Placed): boolean =>
  entry.on > fresh.on ||
  (entry.on === fresh.on && !TURNS.includes(entry.kind) && rankOf(entry.kind) > rankOf(fresh.kind));

/** Whether a booking may stand before one that is booked: then its place is looked for. */
export function mayComeBefore(loan: Loan, { kind, on }: Placed): boolean {
  const { asOf } = servicingOf(loan);
  return on < asOf || (on === asOf && rankOf(kind) < rankOf('repayment'));
}

/**
 * Brings a loan to a state and books entries on it in their order: each keeps its day and amount, its shares
 * may change. Then time passes again up to the day to which the loan had been brought.
 */
export function rebook(
  loan: Loan,
  from: { readonly state: Servicing; readonly previousId: string | undefined },
  entries: readonly Entry[],
): { readonly loan: Loan; readonly entries: Entry[] } {
  let { state, previousId } = from;
  const booked = entries.map((one) => {
    const done = applied(loan, state, one, previousId);
    ({ state } = done);
    previousId = one.entryId;
    return done.entry;
  });
  const { asOf } = servicingOf(loan);
  const servicing = advance(loan.terms, loan.pauses, state, laterOf(asOf, state.asOf));
  const known = loan.bucket === undefined ? {} : { bucket: bucketNow(loan, servicing) };
  return {
    loan: { ...loan, servicing, ...(previousId !== undefined && { lastEntryId: previousId }), ...known },
    entries: booked,
  };
}

const bucketNow = ({ terms, pauses }: Loan, servicing: Servicing): string =>
  bucketOf(latenessOf(terms, pauses, servicing, servicing.asOf).delinquentDays);

/**
 * Where a loan stood right after an entry. Throws VALUE_DAY_BEHIND when the record does not tell, of an entry
 * from before changed plans kept it.
 */
export function stateAfter(loan: Loan, entry: Entry): Servicing {
  const { asOf } = servicingOf(loan);
  if (entry.after) return entry.after;
  const isPlan = TURNS.includes(entry.kind) && entry.kind !== 'disbursement';
  if (!entry.before || isPlan) return behind(loan, entry.on, asOf);
  return applied(loan, entry.before, entry, undefined).state;
}

/** Nothing that comes in stands before a turn: the loan was paid out, or its plan changed, after that day. */
export function mustStandAfterTurns(loan: Loan, on: Day, { before, later }: Place): void {
  const turn = later.findLast(({ kind }) => TURNS.includes(kind));
  if (turn) behind(loan, on, turn.on);
  if (!before) behind(loan, on, loan.terms.startOn);
}

const behind = (loan: Loan, on: Day, asOf: Day): never =>
  refuse(loanErrors.VALUE_DAY_BEHIND, { on, asOf, loanId: loan.loanId });

/** A day of value that stands where nothing is booked again must not be before what is booked. */
export function mustNotBeBehind(loan: Loan, on: Day): void {
  const { asOf } = servicingOf(loan);
  demand(on >= asOf, loanErrors.VALUE_DAY_BEHIND, { on, asOf, loanId: loan.loanId });
}

/** What was given back of interest and penalties, by the last day of both; negative when they grew. */
export function givenBack(before: Loan, after: Loan, entries: number): NonNullable<Entry['rebooked']> {
  const { pauses, terms } = after;
  const on = laterOf(servicingOf(before).asOf, servicingOf(after).asOf);
  const costOf = (loan: Loan) => {
    const state = advance(terms, pauses, servicingOf(loan), on);
    const { parts } = payoffOf(terms, state, on, 'day');
    return { interest: state.paid.interest + parts.interest, penalty: state.paid.penalty + parts.penalty };
  };
  const [old, now] = [costOf(before), costOf(after)];
  const money = (minor: bigint) => of(minor, terms.principal.currency);
  return {
    entries,
    interest: money(old.interest - now.interest),
    penalty: money(old.penalty - now.penalty),
  };
}
