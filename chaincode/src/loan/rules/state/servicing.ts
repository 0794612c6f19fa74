import { addDays, type Day } from '../../../kit/value/time';
import { grown } from './lateinterest';
import { MAX_CHARGES, type Charge, type Pause, type Servicing } from '../../records/servicing';
import { isSpent, startOfSchedule, stepOf } from '../plan/schedule';
import { dueOn } from '../plan/calendar';
import type { Terms } from '../../records/terms';
import { NOTHING } from './sums';
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
  const owed = {
    index: row.index,
    principal: row.principal - (paid?.principal ?? 0n),
    interest: row.interest - (paid?.interest ?? 0n),
  };
  return {
    ...state,
    ...after,
    accrued: undefined,
    early: state.early.filter((one) => one !== paid),
    due: owed.principal + owed.interest > 0n ? [...state.due, owed] : state.due,
  };
}

/** Charges the late fee of each instalment once, dated the first day after grace, whenever somebody looks. */
function judge(terms: Terms, pauses: readonly Pause[], state: Servicing, on: Day): Servicing {
  const { graceDays, fee } = terms.late;
  const late = state.due.filter(
    ({ index }) => index >= state.judged && daysLate(pauses, dueOn(terms, index), on) > graceDays,
  );
  const last = late.at(-1);
  if (!last) return state;
  const charges = late.map(
    ({ index }): Charge => ({
      chargeId: `late-${(state.earlier ?? 0) + index + 1}`,
      kind: 'penalty',
      index,
      dueOn: addDays(dueOn(terms, index), graceDays + 1),
      owed: fee?.amount ?? 0n,
    }),
  );
  const room = MAX_CHARGES - state.charges.length;
  return {
    ...state,
    judged: last.index + 1,
    charges: [...state.charges, ...charges.filter(({ owed }) => owed > 0n).slice(0, room)],
  };
}
