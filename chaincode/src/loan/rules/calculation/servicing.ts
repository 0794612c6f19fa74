import { z } from 'zod';
import { money } from '../../../kit/value/money';
import { count, id } from '../../../kit/value/text';
import { addDays, type Day, day, daysBetween } from '../../../kit/value/time';
import { arrears, grown } from './arrears';
import { prepaid } from './prepayment';
import { dueOn, isSpent, startOfSchedule, stepOf } from './schedule';
import { MAX_INSTALMENTS, type Terms } from '../../records/terms';

/** Minor units of the currency of the loan. */
export const minor = money.shape.amount.meta({ description: 'minor units of the currency of the loan' });

/** Most charges open at once. */
export const MAX_CHARGES = 100;
/** Most pauses of delinquency in the life of a loan. */
export const MAX_PAUSES = 24;

export const parts = z.strictObject({ principal: minor, interest: minor, fee: minor, penalty: minor });
export type Parts = z.output<typeof parts>;

const instalment = z.strictObject({ index: count(MAX_INSTALMENTS), principal: minor, interest: minor });
export type Instalment = z.output<typeof instalment>;

export const charge = z.strictObject({
  chargeId: id,
  kind: z.enum(['fee', 'penalty']),
  /** Instalment that it goes with when a payment is shared out. */
  index: count(MAX_INSTALMENTS),
  dueOn: day,
  owed: minor,
});
export type Charge = z.output<typeof charge>;

/** Days in which nobody grows more delinquent: from, inclusive, to `until`, exclusive; without it the pause goes on. */
export const pause = z.strictObject({ from: day, until: day.optional() });
export type Pause = z.output<typeof pause>;

/** Where a running loan stands. It is small because every repayment rewrites it; what is planned follows from it and the terms. */
export const servicing = z.strictObject({
  /** Last day of business that it knows of; it never runs back. */
  asOf: day,
  /** The plan from here on, as in `Cursor`. */
  next: count(MAX_INSTALMENTS),
  balance: minor,
  level: minor,
  deferred: minor,
  accrued: z.strictObject({ interest: minor, from: day }).optional(),
  /** Paid on instalments that are not due yet. */
  early: z.array(instalment).max(MAX_INSTALMENTS),
  /** Still owed on instalments that fell due, oldest first. */
  due: z.array(instalment).max(MAX_INSTALMENTS),
  charges: z.array(charge).max(MAX_CHARGES),
  /** Late interest. */
  arrears: arrears.optional(),
  /** Principal that left the plan early, with its fee. */
  prepaid: prepaid.optional(),
  /** Instalments that fell due under earlier plans: late fees are numbered on. */
  earlier: count(100_000).optional(),
  /** Instalments before this index have been judged for a late fee. */
  judged: count(MAX_INSTALMENTS),
  paid: parts,
  /** Paid beyond everything owed; belongs to the borrower. */
  credit: minor,
});
export type Servicing = z.output<typeof servicing>;

export const NOTHING: Parts = { principal: 0n, interest: 0n, fee: 0n, penalty: 0n };
export const totalOf = ({ principal, interest, fee, penalty }: Parts): bigint => principal + interest + fee + penalty;
export const plus = (left: Parts, right: Parts): Parts => ({
  principal: left.principal + right.principal,
  interest: left.interest + right.interest,
  fee: left.fee + right.fee,
  penalty: left.penalty + right.penalty,
});
export const sumOf = <T>(list: readonly T[], amount: (item: T) => bigint): bigint =>
  list.reduce((sum, item) => sum + amount(item), 0n);

/** The state on the day of disbursement. */
export function begin(terms: Terms): Servicing {
  const { next, balance, level, deferred } = startOfSchedule(terms);
  const none = { early: [], due: [], charges: [], judged: 0, paid: NOTHING, credit: 0n };
  return { asOf: terms.startOn, next, balance, level, deferred, ...none };
}

/** Lets time pass to the end of a day: instalments fall due, and late ones bear their fee and interest. The same days give the same state in any steps. */
export function advance(terms: Terms, pauses: readonly Pause[], from: Servicing, on: Day): Servicing {
  let state = from;
  while (state.next < terms.instalments && !isSpent(state) && dueOn(terms, state.next) <= on) state = fallDue(terms, state);
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
  const late = state.due.filter(({ index }) => index >= state.judged && daysLate(pauses, dueOn(terms, index), on) > graceDays);
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

/** Days from a due date to a day, without the days of pauses. */
export function daysLate(pauses: readonly Pause[], due: Day, on: Day): number {
  if (on <= due) return 0;
  const paused = pauses.map(({ from, until }) => {
    const start = from > due ? from : due;
    const end = until !== undefined && until < on ? until : on;
    return Math.max(0, daysBetween(start, end));
  });
  return paused.reduce((days, each) => days - each, daysBetween(due, on));
}

/** Principal lent and not yet paid back. */
export const principalOwed = ({ balance, early, due }: Servicing): bigint =>
  balance + sumOf(due, (row) => row.principal) - sumOf(early, (row) => row.principal);
