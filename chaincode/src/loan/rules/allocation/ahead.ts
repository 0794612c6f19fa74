import type { Day } from '../../../kit/value/time';
import { feeToPay, notePrepaid, runningRow, splitAhead, stopsOn, without } from '../owed/prepayment';
import { earnedUntil, rowsFrom } from '../plan/schedule';
import { sumOf } from '../state/sums';
import type { Instalment, Servicing } from '../../records/servicing';
import type { Terms } from '../../records/terms';

/** What may be paid before it is due. `isPlanned` tells an instalment from principal that leaves the plan. */
export interface Ahead extends Instalment {
  readonly isPlanned: boolean;
}

/**
 * What may be paid before it is due, the running instalment first: who pays it some days early pays it.
 * `next`: then those after it as planned. `last` and `reamortise`: then interest so far, when it is deferred,
 * and any principal with its fee; it stops bearing interest on the day that a payoff would.
 */
export function aheadOf(terms: Terms, state: Servicing, amount: bigint, on: Day): Ahead[] {
  const left = (index: number, what: 'principal' | 'interest', planned: bigint): bigint => {
    const paid = sumOf(state.early, (row) => (row.index === index ? row[what] : 0n));
    return planned > paid ? planned - paid : 0n;
  };
  if (terms.allocation.ahead === 'next') {
    const prepaid = sumOf(state.early, (row) => row.principal + row.interest);
    const reach = terms.allocation.direction === 'horizontal' ? amount + prepaid : undefined;
    return rowsFrom(terms, state, reach).map(({ index, principal, interest }) => ({
      ...{ index, isPlanned: true },
      principal: left(index, 'principal', principal),
      interest: left(index, 'interest', interest),
    }));
  }
  const row = runningRow(terms, state);
  if (!row) return [];
  const running: Ahead = {
    ...{ index: row.index, isPlanned: true },
    principal: left(row.index, 'principal', row.principal),
    interest: left(row.index, 'interest', row.interest),
  };
  const index = Math.max(state.next + 1, terms.graceInterest ?? 0);
  const isGraced = row.index < (terms.graceInterest ?? 0);
  const sofar = isGraced ? earnedUntil(terms, state, stopsOn(terms, state, on)) + state.deferred : 0n;
  const paid = sumOf(state.early, (one) => (one.index === row.index ? one.principal : 0n));
  const rest = state.balance - (row.principal > paid ? row.principal : paid);
  const principal = rest + feeToPay(terms, state, rest);
  return [running, { index, isPlanned: false, principal, interest: left(index, 'interest', sofar) }];
}

/** The state after something was paid ahead. */
export function paidAhead(terms: Terms, state: Servicing, paid: readonly Ahead[], on: Day): Servicing {
  const kept = paid.map(({ index, isPlanned, principal, interest }) => ({
    ...{ index, interest },
    principal: isPlanned ? principal : 0n,
  }));
  const early = merged([...state.early, ...kept.filter((row) => row.principal + row.interest > 0n)]);
  const leaving = sumOf(paid, (row) => (row.isPlanned ? 0n : row.principal));
  if (leaving === 0n) return { ...state, early };
  const prepayment = splitAhead(terms, state, leaving);
  const noted = { ...notePrepaid(terms, state, prepayment), early };
  const { principal } = prepayment;
  if (principal === 0n) return noted;
  return unearned(terms, { ...noted, ...without(terms, state, principal, on) });
}

/**
 * Principal that leaves the plan bears no interest for the rest of the running period. What the running
 * instalment was paid of it, and does not need now, counts back as principal of that instalment.
 */
function unearned(terms: Terms, state: Servicing): Servicing {
  const row = runningRow(terms, state);
  const early = state.early.map((one) => {
    const over = one.index === row?.index && one.interest > row.interest ? one.interest - row.interest : 0n;
    return over === 0n ? one : { ...one, interest: one.interest - over, principal: one.principal + over };
  });
  return { ...state, early };
}

function merged(rows: readonly Instalment[]): Instalment[] {
  const byIndex = new Map<number, Instalment>();
  for (const row of rows) {
    const known = byIndex.get(row.index);
    byIndex.set(row.index, {
      index: row.index,
      principal: row.principal + (known?.principal ?? 0n),
      interest: row.interest + (known?.interest ?? 0n),
    });
  }
  return [...byIndex.values()].sort((left, right) => left.index - right.index);
}
