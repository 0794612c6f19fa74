import type { Day } from '../../../kit/value/time';
import type { Entry } from '../../records/entry';
import type { Loan } from '../../records/loan';
import { modificationKind } from '../../records/modification';
import type { Parts } from '../../records/servicing';
import { latenessOf } from './lateness';
import { rowsFrom, scheduleOf } from '../plan/schedule';
import { servicingOf } from '../state/loan';
import { advance } from '../state/servicing';
import { NOTHING, principalOwed, sumOf } from '../state/sums';

/** Where a loan stood at the end of a day, for whoever reports on it; minor units of its currency. */
export interface Serviced {
  /** All that was paid on it by then. */
  readonly paid: Parts;
  readonly outstanding: bigint;
  readonly pastDueDays: number;
  /** Principal given up or flagged as charged off by then. */
  readonly chargedOff: boolean;
  /** What came in after it was written off. */
  readonly recovered: bigint;
  /** Instalments to come after the day, and the next of them. */
  readonly remaining: number;
  readonly nextDue?: { readonly on: Day; readonly amount: bigint } | undefined;
  /** How many entries it had when this was asked. */
  readonly entries: number;
}

/**
 * Where a loan stood at the end of a day, from its entries after that day, oldest first: each keeps the state
 * before it. What came in late with an earlier day of value is in it.
 */
export function servicedOn(loan: Loan, later: readonly Entry[], on: Day): Serviced {
  const [next] = later;
  const isTurned = later.some(({ kind }) => modificationKind.safeParse(kind).success);
  const known = next ? next.before : servicingOf(loan);
  const isLent = loan.servicing !== undefined && !later.some(({ kind }) => kind === 'disbursement');
  if (!known || !isLent) return { ...NEVER, entries: loan.entries };
  const wasWrittenOff = loan.lost !== undefined && !later.some(({ kind }) => kind === 'writeOff');
  const runs = !isTurned && !wasWrittenOff && principalOwed(known) > 0n;
  const state = runs ? advance(loan.terms, loan.pauses, known, on) : known;
  const [due] = runs ? rowsFrom(loan.terms, state, 1n) : [];
  const back = later.reduce((sum, { kind, amount }) => (kind === 'recovery' ? sum + amount.amount : sum), 0n);
  return {
    paid: state.paid,
    outstanding: wasWrittenOff ? 0n : principalOwed(state),
    pastDueDays: runs ? latenessOf(loan.terms, loan.pauses, state, on).pastDueDays : 0,
    chargedOff: wasWrittenOff || (loan.chargedOffOn !== undefined && loan.chargedOffOn <= on),
    recovered: wasWrittenOff ? (loan.recovered?.amount ?? 0n) - back : 0n,
    remaining: runs ? loan.terms.instalments - state.next : 0,
    nextDue: due && { on: due.dueOn, amount: due.principal + due.interest },
    entries: loan.entries,
  };
}

const NEVER = {
  paid: NOTHING,
  outstanding: 0n,
  pastDueDays: 0,
  chargedOff: false,
  recovered: 0n,
  remaining: 0,
};

/** What the terms plan to fall due after one day and up to another; minor units. */
export function scheduledIn(
  { terms }: Loan,
  after: Day,
  until: Day,
): { principal: bigint; interest: bigint } {
  const due = scheduleOf(terms).filter(({ dueOn }) => dueOn > after && dueOn <= until);
  return {
    principal: sumOf(due, (row) => row.principal),
    interest: sumOf(due, (row) => row.interest),
  };
}
