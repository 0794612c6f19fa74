import { refuse } from '../../kit/errors';
import { of } from '../../kit/value/money';
import type { Day } from '../../kit/value/time';
import { loanErrors } from '../errors';
import type { Modification, Plan } from '../records/modification';
import type { Servicing } from '../records/servicing';
import type { Terms } from '../records/terms';
import { isRunning, payoffOf } from './owed/payoff';
import { plannedOn, startsOn } from './plan/calendar';
import { earnedUntil, levelOf, startOfSchedule } from './plan/schedule';
import { sumOf } from './state/sums';
import { mustBePossible } from './terms';

/** What an offer says of the new plan. */
export type Offer = Pick<
  Modification,
  'loanId' | 'modificationId' | 'kind' | 'plan' | 'holiday' | 'capitalise' | 'successorId'
>;

/**
 * Terms and state from a day on; `spread` is what went into them, `capitalised` the interest in it that
 * became principal. Minor units.
 */
export interface Respread {
  readonly terms: Terms;
  readonly state: Servicing;
  readonly spread: bigint;
  readonly capitalised: bigint;
}

const nothing = (why: string): never => refuse(loanErrors.NOTHING_TO_SPREAD, { why });

/**
 * What is past due goes into the instalments to come, on their days and at their rate; principal bears
 * interest again from the day.
 */
export function reamortised(terms: Terms, state: Servicing, capitalise: boolean, on: Day): Respread {
  if (state.due.length === 0) nothing('no instalment is past due');
  if (!isRunning(terms, state)) nothing('no instalment is left to come');
  const interest = sumOf(state.due, (row) => row.interest);
  const principal = sumOf(state.due, (row) => row.principal);
  const capitalised = capitalise ? interest : 0n;
  const balance = state.balance + principal + capitalised;
  const deferred = state.deferred + interest - capitalised;
  const accrued = { interest: earnedUntil(terms, state, on), from: on };
  const level = levelOf(terms, state.next, balance);
  return {
    terms,
    state: { ...state, balance, deferred, level, accrued, due: [], shifted: undefined },
    spread: principal + interest,
    capitalised,
  };
}

/**
 * The next instalments are left out: as many as before are to come, each so many periods later. Interest runs
 * from the day on and is spread over them, or is waived until the holiday ends.
 */
export function onHoliday(
  before: Terms,
  state: Servicing,
  holiday: Modification['holiday'],
  capitalise: boolean,
  on: Day,
): Respread {
  if (!holiday) return refuse(loanErrors.TERMS_IMPOSSIBLE, { why: 'a holiday is missing' });
  if (!isRunning(before, state)) nothing('no instalment is left to come');
  const { next } = state;
  const { annualRatePpm, every, balloon, gracePrincipal = 0, graceInterest = 0 } = before;
  const firstDueOn = plannedOn(before, next + holiday.instalments);
  const plan: Plan = {
    ...{ annualRatePpm, every, firstDueOn, instalments: before.instalments - next },
    ...(balloon && { balloon }),
    ...(gracePrincipal > next && { gracePrincipal: gracePrincipal - next }),
    ...(graceInterest > next && { graceInterest: graceInterest - next }),
  };
  if (holiday.interest === 'runs') return replanned(before, state, plan, capitalise, on);
  const ends = startsOn(before, next + holiday.instalments);
  const moved = replanned(before, state, plan, capitalise, on, ends);
  // The same principal in as many instalments: none of them changes, not by a cent.
  const isSame = moved.terms.principal.amount === state.balance;
  return isSame ? { ...moved, state: { ...moved.state, level: state.level } } : moved;
}

/**
 * A new schedule for all that is owed. Interest paid ahead and not earned lowers the principal, as it would
 * in a payoff.
 */
export function replanned(
  before: Terms,
  state: Servicing,
  plan: Plan,
  capitalise: boolean,
  on: Day,
  startOn: Day = on,
): Respread {
  const { interest, principal } = payoffOf(before, state, on, 'day').parts;
  const capitalised = capitalise || interest < 0n ? interest : 0n;
  if (principal + capitalised <= 0n) nothing('no principal is owed');
  const {
    balloon: _balloon,
    gracePrincipal: _principal,
    graceInterest: _interest,
    subvention: _paid,
    ...kept
  } = before;
  const terms: Terms = {
    ...kept,
    ...plan,
    principal: of(principal + capitalised, before.principal.currency),
    startOn,
  };
  mustBePossible(terms);
  return {
    terms,
    state: {
      ...state,
      ...startOfSchedule(terms),
      ...{ accrued: undefined, anew: undefined, shifted: undefined, early: [], due: [], judged: 0 },
      earlier: (state.earlier ?? 0) + state.next,
      deferred: interest - capitalised,
      charges: state.charges.map((one) => ({ ...one, index: 0 })),
    },
    spread: principal + interest,
    capitalised,
  };
}
