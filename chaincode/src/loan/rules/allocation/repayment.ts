import type { Day } from '../../../kit/value/time';
import { type Ahead, aheadOf, paidAhead } from './ahead';
import { type Debt, shareOut } from './order';
import { lateInterestOwed, metArrears } from '../owed/lateinterest';
import { feeOfPayoff, feeOwed, notePrepaid, runningRow, splitAhead } from '../owed/prepayment';
import { closed, isRunning, type Payoff, payoffOf } from '../owed/payoff';
import { dueOn } from '../plan/calendar';
import { NOTHING, plus, principalOwed, sumOf } from '../state/sums';
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
  readonly kept: 'due' | 'charges' | 'arrears' | 'prepaid' | 'ahead' | 'leaving' | 'payoff';
  readonly key: string;
}

/**
 * Takes a payment on a day. `state` must have been advanced to it. As much as the payoff settles the loan;
 * less is shared out.
 */
export function receive(terms: Terms, state: Servicing, amount: bigint, on: Day): Receipt {
  const payoff = payoffOf(terms, state, on, terms.payoff.till);
  if (amount >= payoff.total) return settled(terms, state, payoff, amount);
  const { debts, shares, over } = sharedOut(terms, state, amount, on);
  const shared = debts.reduce(
    (sum, debt, at) => plus(sum, partsOf(terms, state, debt, shares[at] ?? 0n)),
    NOTHING,
  );
  const reduced = paidInto(terms, state, debts, shares, on);
  const parts = countedBack(shared, principalOwed(state) - principalOwed(reduced));
  const after = {
    ...{ ...reduced, shifted: shiftedBy(terms, state, reduced, feesIn(debts, shares)) },
    paid: plus(state.paid, parts),
    credit: state.credit + over,
  };
  const rest = payoffOf(terms, after, on, terms.payoff.till);
  if (rest.total > 0n) return { state: after, parts, over };
  const last = settled(terms, { ...after, credit: state.credit }, rest, over);
  return { state: last.state, parts: plus(parts, last.parts), over: last.over };
}

/** Interest that was paid ahead and is not earned any more is principal. */
function countedBack(parts: Parts, principal: bigint): Parts {
  const back = principal - parts.principal;
  return { ...parts, principal, interest: parts.interest - back };
}

const feesIn = (debts: readonly Place[], shares: readonly bigint[]): bigint =>
  sumOf(
    debts.map((debt, at) => (isFee(debt) ? (shares[at] ?? 0n) : 0n)),
    (share) => share,
  );
const isFee = ({ kept }: Place): boolean => kept === 'charges' || kept === 'arrears';

/**
 * By how much instalments stay short because fees took of the payment (16 CFR 444.4(a)): no more than what is
 * past due after it. When nothing is, no more than the running instalment lacks of which something is paid.
 */
function shiftedBy(terms: Terms, before: Servicing, after: Servicing, fees: bigint): bigint | undefined {
  const short = (state: Servicing): bigint => sumOf(state.due, (row) => row.principal + row.interest);
  const { principal = 0n, interest = 0n, index = 0 } = runningRow(terms, after) ?? {};
  const early = sumOf(after.early, (row) => (row.index === index ? row.principal + row.interest : 0n));
  const running = early > 0n || short(before) === 0n ? principal + interest - early : 0n;
  const lacks = short(after) > 0n ? short(after) : running;
  const taken = (before.shifted ?? 0n) + fees;
  const least = taken < lacks ? taken : lacks;
  return least > 0n ? least : undefined;
}

/** What a share paid: principal that leaves the plan early takes its fee along. */
const partsOf = (terms: Terms, state: Servicing, { kept, what }: Place, share: bigint): Parts => ({
  ...NOTHING,
  ...(kept === 'leaving' && what === 'principal' ? splitAhead(terms, state, share) : { [what]: share }),
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
  if (!reachesAhead || !isRunning(terms, state)) return now;
  const early = aheadOf(terms, state, amount, on);
  const places = early.flatMap((row) => placesOf(row.isPlanned ? 'ahead' : 'leaving', row, 'inAdvance'));
  return [...now, ...places];
}

/**
 * Shares a payment out, and what is left when all else is paid, whatever the order of the terms, goes to the fee
 * that a payoff costs on what was paid as planned: it is owed with the payoff alone, so nothing pays it before.
 */
function sharedOut(terms: Terms, state: Servicing, amount: bigint, on: Day) {
  const debts = debtsOn(terms, state, amount, on);
  const { shares, over } = shareOut(debts, amount, terms.allocation);
  if (over === 0n || terms.allocation.ahead === 'next') return { debts, shares, over };
  const paid = debts.findIndex(({ kept, what }) => kept === 'leaving' && what === 'principal');
  const { fee } = splitAhead(terms, state, shares[paid] ?? 0n);
  const owed = feeOfPayoff(terms, state) - feeOwed(terms, state) - fee;
  if (owed <= 0n) return { debts, shares, over };
  const share = owed < over ? owed : over;
  const last = { kept: 'payoff', key: '', unit: state.next, when: 'inAdvance', what: 'fee', owed } as const;
  return { debts: [...debts, last], shares: [...shares, share], over: over - share };
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
    ...notePrepaid(terms, met, { principal: 0n, fee: paid('prepaid', '') }),
    due: due.filter((row) => row.principal + row.interest > 0n),
    charges: charges.filter(({ owed }) => owed > 0n),
  };
  const early = debts.flatMap(({ kept, unit: index, what }, at): Ahead[] => {
    const share = shares[at] ?? 0n;
    if ((kept !== 'ahead' && kept !== 'leaving') || share === 0n) return [];
    return [{ isPlanned: kept === 'ahead', index, principal: 0n, interest: 0n, [what]: share }];
  });
  const after = early.length === 0 ? reduced : paidAhead(terms, reduced, early, on);
  return notePrepaid(terms, after, { principal: 0n, fee: paid('payoff', '') });
}
