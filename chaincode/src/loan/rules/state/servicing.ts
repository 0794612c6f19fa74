import { addDays, type Day } from '../../../kit/value/time';
import { grown } from './lateinterest';
import { divideHalfEven } from '../../../kit/value/money';
import {
  MAX_CHARGES,
  type Charge,
  type Instalment,
  type Pause,
  type Servicing,
} from '../../records/servicing';
import { isSpent, levelOf, startOfSchedule, stepOf } from '../plan/schedule';
import { dueOn } from '../plan/calendar';
import type { Terms } from '../../records/terms';
import { NOTHING, sumOf } from './sums';
import { daysLate } from './pause';

/** The state on the day of disbursement. */
export function begin(terms: Terms): Servicing {
  const { next, balance, level, deferred } = startOfSchedule(terms);
  const none = { early: [], due: [], charges: [], judged: 0, paid: NOTHING, credit: 0n };
  return { asOf: terms.startOn, next, balance, level, deferred, ...none };
}

/**
 * Lets time pass to the end of a day: instalments fall due, and late ones bear their fee and interest. The
 * same days give the same state in any steps.
 */
export function advance(terms: Terms, pauses: readonly Pause[], from: Servicing, on: Day): Servicing {
  let state = from;
  while (state.next < terms.instalments && !isSpent(state) && dueOn(terms, state.next) <= on)
    state = fallDue(terms, state);
  state = judge(terms, pauses, state, on);
  return state.asOf >= on ? state : { ...state, arrears: grown(terms, pauses, state, on), asOf: on };
}

function fallDue(terms: Terms, state: Servicing): Servicing {
  const { row, after } = stepOf(terms, state);
  const paid = state.early.find(({ index }) => index === row.index);
  const ahead = row.principal - (paid?.principal ?? 0n);
  const owed = {
    index: row.index,
    principal: ahead > 0n ? ahead : 0n,
    interest: row.interest - (paid?.interest ?? 0n),
  };
  const fallen = {
    ...state,
    ...after,
    ...{ accrued: undefined, anew: undefined },
    early: state.early.filter((one) => one !== paid),
    due: owed.principal + owed.interest > 0n ? [...state.due, owed] : state.due,
  };
  return ahead < 0n ? paidOver(terms, fallen, -ahead) : fallen;
}

/** What was paid on an instalment beyond it leaves the plan with the next ones. */
function paidOver(terms: Terms, state: Servicing, over: bigint): Servicing {
  const balance = state.balance - over;
  const anew = terms.allocation.ahead === 'reamortise' && state.next < terms.instalments;
  return { ...state, balance, level: anew ? levelOf(terms, state.next, balance) : state.level };
}

/**
 * Charges the late fee of each instalment once, dated the first day after grace, whenever somebody looks. One
 * that is short only by what earlier fees took of a payment bears none (16 CFR 444.4(a): no fee on a payment
 * that is otherwise full), nor one that is short by what the terms tolerate.
 */
function judge(terms: Terms, pauses: readonly Pause[], state: Servicing, on: Day): Servicing {
  const { graceDays } = terms.late;
  const late = state.due.filter(
    ({ index }) => index >= state.judged && daysLate(pauses, dueOn(terms, index), on) > graceDays,
  );
  const last = late.at(-1);
  if (!last) return state;
  const excused = (state.shifted ?? 0n) + toleranceOf(terms);
  const short = late.filter(({ index }) => shortUpTo(state, index) > excused);
  const charges = short.map(
    (row): Charge => ({
      chargeId: `late-${(state.earlier ?? 0) + row.index + 1}`,
      kind: 'penalty',
      index: row.index,
      dueOn: addDays(dueOn(terms, row.index), graceDays + 1),
      owed: feeFor(terms, row),
    }),
  );
  const room = MAX_CHARGES - state.charges.length;
  return {
    ...state,
    judged: last.index + 1,
    charges: [...state.charges, ...charges.filter(({ owed }) => owed > 0n).slice(0, room)],
  };
}

/** By how much an instalment may be short and not be late. */
export const toleranceOf = ({ late }: Terms): bigint => late.tolerance?.amount ?? 0n;

/** What is unpaid of the instalments up to one, which pay the oldest first. */
export const shortUpTo = ({ due }: Servicing, index: number): bigint =>
  sumOf(due, (row) => (row.index <= index ? row.principal + row.interest : 0n));

/** The late fee of an instalment: an amount, a share of what is past due of it, or one of the two. */
function feeFor({ late }: Terms, { principal, interest }: Instalment): bigint {
  const { fee, feePpm, take = 'lesser' } = late;
  if (feePpm === undefined) return fee?.amount ?? 0n;
  const share = divideHalfEven((principal + interest) * BigInt(feePpm), 1_000_000n);
  if (fee === undefined) return share;
  return share < fee.amount === (take === 'lesser') ? share : fee.amount;
}
