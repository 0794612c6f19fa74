import type { Day } from '../../../kit/value/time';
import { type Debt, shareOut } from './order';
import { lateInterestOwed, metArrears } from '../owed/lateinterest';
import { feeOwed, feeWith, notePrepaid, splitAhead } from '../owed/prepayment';
import { closed, isRunning, type Payoff, payoffOf } from '../owed/payoff';
import { earnedUntil, levelOf, rowsFrom } from '../plan/schedule';
import { dueOn } from '../plan/calendar';
import { NOTHING, plus, sumOf } from '../state/sums';
import { type Instalment, type Parts, type Servicing } from '../../records/servicing';
import type { Terms, What } from '../../records/terms';

/**
 * What a payment did: the state after it, what went where, and what nobody was owed. `amount` = parts + over.
 */
export interface Receipt {
  readonly state: Servicing;
  readonly parts: Parts;
  readonly over: bigint;
}

/** Where a debt is kept, so that its share finds back. */
interface Place extends Debt {
  readonly kept: 'due' | 'charges' | 'arrears' | 'prepaid' | 'ahead';
  readonly key: string;
}

/**
 * Takes a payment on a day. `state` must have been advanced to it. As much as the payoff settles the loan;
 * less is shared out.
 */
export function receive(terms: Terms, state: Servicing, amount: bigint, on: Day): Receipt {
  const payoff = payoffOf(terms, state, on, terms.payoff.till);
  if (amount >= payoff.total) return settled(terms, state, payoff, amount);
  const debts = debtsOn(terms, state, amount, on);
  const { shares, over } = shareOut(debts, amount, terms.allocation);
  const parts = debts.reduce(
    (sum, debt, at) => plus(sum, partsOf(terms, state, debt, shares[at] ?? 0n)),
    NOTHING,
  );
  const after = {
    ...paidInto(terms, state, debts, shares, on),
    paid: plus(state.paid, parts),
    credit: state.credit + over,
  };
  const rest = payoffOf(terms, after, on, terms.payoff.till);
  if (rest.total > 0n) return { state: after, parts, over };
  const last = settled(terms, { ...after, credit: state.credit }, rest, over);
  return { state: last.state, parts: plus(parts, last.parts), over: last.over };
}

/** What a share paid: principal that leaves the plan early takes its fee along. */
const partsOf = (terms: Terms, state: Servicing, { kept, what }: Place, share: bigint): Parts => ({
  ...NOTHING,
  ...(kept === 'ahead' && what === 'principal' && terms.allocation.ahead !== 'next'
    ? splitAhead(terms, state, share)
    : { [what]: share }),
});

const settled = (terms: Terms, state: Servicing, payoff: Payoff, amount: bigint): Receipt => ({
  state: closed(terms, state, payoff, amount),
  parts: payoff.parts,
  over: amount - payoff.total,
});

function debtsOn(terms: Terms, state: Servicing, amount: bigint, on: Day): Place[] {
  const whenOf = (day: Day) => (day < on ? 'pastDue' : day === on ? 'due' : 'inAdvance');
  const due = state.due.flatMap((row) => placesOf('due', row, whenOf(dueOn(terms, row.index))));
  const charges = state.charges.map(
    ({ chargeId, kind, index, dueOn: from, owed }): Place => ({
      ...{ kept: 'charges', key: chargeId, unit: index, when: whenOf(from), what: kind, owed },
    }),
  );
  const late = {
    kept: 'arrears',
    key: '',
    unit: state.due[0]?.index ?? 0,
    when: 'pastDue',
    what: 'penalty',
  } as const;
  const fee = { kept: 'prepaid', key: '', unit: state.next, when: 'due', what: 'fee' } as const;
  const now: Place[] = [
    ...due,
    ...charges,
    { ...late, owed: lateInterestOwed(terms, state) },
    { ...fee, owed: feeOwed(terms, state) },
  ];
  const reachesAhead = terms.allocation.order !== undefined || sumOf(now, ({ owed }) => owed) < amount;
  return reachesAhead && isRunning(terms, state) ? [...now, ...ahead(terms, state, amount, on)] : now;
}

const placesOf = (kept: Place['kept'], row: Instalment, when: Debt['when']): Place[] =>
  (['interest', 'principal'] as const).map((what) => ({
    kept,
    key: `${row.index}`,
    unit: row.index,
    when,
    what,
    owed: row[what],
  }));

/**
 * What may be paid before it is due. `next`: the coming instalments as planned. `last` and `reamortise`: the
 * interest so far and any principal with its fee; it stops bearing interest on the day that a payoff would.
 */
function ahead(terms: Terms, state: Servicing, amount: bigint, on: Day): Place[] {
  const paid = (index: number, what: 'principal' | 'interest'): bigint =>
    sumOf(state.early, (row) => (row.index === index ? row[what] : 0n));
  if (terms.allocation.ahead === 'next') {
    const prepaid = sumOf(state.early, (row) => row.principal + row.interest);
    const reach = terms.allocation.direction === 'horizontal' ? amount + prepaid : undefined;
    return rowsFrom(terms, state, reach).flatMap(({ index, principal, interest }) => {
      const row = {
        index,
        principal: principal - paid(index, 'principal'),
        interest: interest - paid(index, 'interest'),
      };
      return placesOf('ahead', row, 'inAdvance');
    });
  }
  const index = Math.max(state.next, terms.graceInterest ?? 0);
  const interest =
    earnedUntil(terms, state, stopsOn(terms, state, on)) + state.deferred - paid(index, 'interest');
  const principal = state.balance + feeWith(terms, state, state.balance);
  return placesOf('ahead', { index, principal, interest }, 'inAdvance');
}

const stopsOn = (terms: Terms, state: Servicing, on: Day): Day =>
  terms.payoff.till === 'day' ? on : dueOn(terms, state.next);

function paidInto(
  terms: Terms,
  state: Servicing,
  debts: readonly Place[],
  shares: readonly bigint[],
  on: Day,
): Servicing {
  const paid = (kept: Place['kept'], key: string, what?: What): bigint =>
    sumOf(
      shares.map((share, at) => ({ share, debt: debts[at] })),
      ({ share, debt }) =>
        debt?.kept === kept && debt.key === key && (what === undefined || debt.what === what) ? share : 0n,
    );
  const due = state.due.map((row) => ({
    index: row.index,
    principal: row.principal - paid('due', `${row.index}`, 'principal'),
    interest: row.interest - paid('due', `${row.index}`, 'interest'),
  }));
  const charges = state.charges.map((one) => ({ ...one, owed: one.owed - paid('charges', one.chargeId) }));
  const met = metArrears(state, paid('arrears', ''));
  const reduced = {
    ...notePrepaid(met, { principal: 0n, fee: paid('prepaid', '') }),
    due: due.filter((row) => row.principal + row.interest > 0n),
    charges: charges.filter(({ owed }) => owed > 0n),
  };
  const early = debts.flatMap((debt, at): Instalment[] => {
    const share = shares[at] ?? 0n;
    if (debt.kept !== 'ahead' || share === 0n) return [];
    return [{ index: debt.unit, principal: 0n, interest: 0n, [debt.what]: share }];
  });
  return early.length === 0 ? reduced : paidAhead(terms, reduced, early, on);
}

function paidAhead(terms: Terms, state: Servicing, early: readonly Instalment[], on: Day): Servicing {
  const rule = terms.allocation.ahead;
  if (rule === 'next') return { ...state, early: merged([...state.early, ...early]) };
  const interest = early.filter((row) => row.interest > 0n);
  const prepayment = splitAhead(
    terms,
    state,
    sumOf(early, (row) => row.principal),
  );
  const { principal } = prepayment;
  const noted = { ...notePrepaid(state, prepayment), early: merged([...state.early, ...interest]) };
  if (principal === 0n) return noted;
  const balance = state.balance - principal;
  const stops = stopsOn(terms, state, on);
  return {
    ...noted,
    balance,
    level: rule === 'reamortise' ? levelOf(terms, state.next, balance) : state.level,
    accrued: { interest: earnedUntil(terms, state, stops), from: stops },
  };
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
