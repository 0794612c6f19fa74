import { demand, refuse } from '../../kit/errors';
import { of } from '../../kit/value/money';
import { addMillis, type Day, DAY_MS, type Instant, isBefore, partsOf } from '../../kit/value/time';
import type { Local } from '../../kit/value/zone';
import { book } from './entry';
import { payersDay } from './valueday';
import { stateOn } from './state/loan';
import { loanErrors } from '../errors';
import { loanLife, modificationLife } from '../life';
import {
  type Modification,
  type Outcome,
  type Plan,
  type ModificationCode,
  code,
} from '../records/modification';
import { mustBePossible } from './terms';
import { isRunning, payoffOf } from './owed/payoff';
import type { Loan } from '../records/loan';
import type { Entry } from '../records/entry';
import { earnedUntil, levelOf, startOfSchedule } from './plan/schedule';
import { dueOn } from './plan/calendar';
import { principalOwed, sumOf } from './state/sums';
import { type Servicing } from '../records/servicing';
import { type Terms, MAX_INSTALMENTS } from '../records/terms';

type Offer = Pick<Modification, 'loanId' | 'modificationId' | 'kind' | 'plan' | 'capitalise' | 'successorId'>;

/**
 * Terms and state from a day on; `spread` is what went into them, `capitalised` the interest in it that
 * became principal. Minor units.
 */
interface Respread {
  readonly terms: Terms;
  readonly state: Servicing;
  readonly spread: bigint;
  readonly capitalised: bigint;
}

const nothing = (why: string): never => refuse(loanErrors.NOTHING_TO_SPREAD, { why });

/**
 * How a modification would change a loan on a day. Nothing that is owed is lost or made: principal and
 * interest together stay what they are.
 */
export function respread(loan: Loan, { kind, plan, capitalise }: Offer, on: Day): Respread {
  const { loanId, terms } = loan;
  const state = stateOn(loan, on);
  if (kind === 'reamortise') return reamortised(terms, state, capitalise, on);
  demand(kind === 'reage' || state.due.length === 0, loanErrors.ARREARS_LEFT, { loanId });
  return plan
    ? replanned(terms, state, plan, capitalise, on)
    : refuse(loanErrors.TERMS_IMPOSSIBLE, { why: 'a plan is missing' });
}

/**
 * What is past due goes into the instalments to come, on their days and at their rate; principal bears
 * interest again from the day.
 */
function reamortised(terms: Terms, state: Servicing, capitalise: boolean, on: Day): Respread {
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
    state: { ...state, balance, deferred, level, accrued, due: [] },
    spread: principal + interest,
    capitalised,
  };
}

/**
 * A new schedule for all that is owed. Interest paid ahead and not earned lowers the principal, as it would
 * in a payoff.
 */
function replanned(before: Terms, state: Servicing, plan: Plan, capitalise: boolean, on: Day): Respread {
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
    startOn: on,
  };
  mustBePossible(terms);
  return {
    terms,
    state: {
      ...state,
      ...startOfSchedule(terms),
      ...{ accrued: undefined, early: [], due: [], judged: 0, earlier: (state.earlier ?? 0) + state.next },
      deferred: interest - capitalised,
      charges: state.charges.map((one) => ({ ...one, index: 0 })),
    },
    spread: principal + interest,
    capitalised,
  };
}

/** A lender offers a changed plan; one that could not be today is refused at once. */
export function offerModification(
  loan: Loan,
  { validDays, ...wanted }: Offer & { validDays: number },
  now: Local,
): Modification {
  loanLife.step('offerModification', loan.status, loan.status);
  const needless =
    wanted.kind === 'reamortise' && (wanted.plan !== undefined || wanted.successorId !== undefined);
  demand(!needless, loanErrors.TERMS_IMPOSSIBLE, { why: 'a reamortisation keeps the plan and the loan' });
  respread(loan, wanted, payersDay(loan, now));
  return {
    ...wanted,
    status: 'offered',
    offeredAt: now.at,
    expiresAt: addMillis(now.at, validDays * DAY_MS),
  };
}

/** The plan that a modification leads to on a day, and what it changes. */
export function outcomeOf(loan: Loan, offer: Offer, on: Day): Respread & { readonly outcome: Outcome } {
  const changed = respread(loan, offer, on);
  const { currency } = loan.terms.principal;
  const { next } = stateOn(loan, on);
  const changes =
    offer.kind === 'reamortise'
      ? { codes: changed.capitalised === 0n ? [] : (['principal'] as Outcome['codes']), extendedMonths: 0 }
      : changesOf(loan.terms, next, changed.terms, changed.capitalised);
  const outstanding = of(principalOwed(changed.state), currency);
  return {
    ...changed,
    outcome: { on, capitalised: of(changed.capitalised, currency), outstanding, ...changes },
  };
}

/**
 * The borrower agrees: from this day the new plan counts. The entry tells what was spread; capitalised
 * interest is paid by new principal.
 */
export function agreeTo(
  loan: Loan,
  offered: Modification,
  now: Local,
): { loan: Loan; entry: Entry; modification: Modification } {
  const status = modificationLife.step('agree', offered.status);
  const { modificationId, kind } = offered;
  mustBeOpenOffer(loan, offered, now.at);
  loanLife.step('agreeToModification', loan.status, loan.status);
  const on = payersDay(loan, now);
  const { terms, state, spread, capitalised, outcome } = outcomeOf(loan, offered, on);
  const booked = book(loan, { entryId: modificationId, kind, on, amount: spread }, now.at);
  const money = (minor: bigint) => of(minor, terms.principal.currency);
  return {
    loan: {
      ...booked.loan,
      ...{ terms, servicing: state },
      modified: timesModified(loan, outcome),
    },
    entry: {
      ...booked.entry,
      ...{ principal: money(-capitalised), interest: money(capitalised), outstanding: outcome.outstanding },
      after: state,
    },
    modification: { ...offered, status, outcome, termsBefore: loan.terms },
  };
}

/** The offer must not have expired (OFFER_EXPIRED). */
export function mustBeOpenOffer(
  { lender }: Loan,
  { modificationId: decisionId, expiresAt }: Modification,
  now: Instant,
): void {
  demand(isBefore(now, expiresAt), loanErrors.OFFER_EXPIRED, { decisionId, expiresAt, lender });
}

/** All modifications of a loan together, with one more. */
export function timesModified(
  { modified }: Loan,
  { on, extendedMonths }: Outcome,
): NonNullable<Loan['modified']> {
  return {
    on,
    times: (modified?.times ?? 0) + 1,
    extendedMonths: (modified?.extendedMonths ?? 0) + extendedMonths,
  };
}

const lastDue = (of: Terms): Day => dueOn(of, of.instalments - 1);

/** Whole months between two days; none when the second is not later. */
export function monthsBetween(from: Day, until: Day): number {
  if (until <= from) return 0;
  const [start, end] = [partsOf(from), partsOf(until)];
  return (end.year - start.year) * 12 + end.month - start.month - (end.date < start.date ? 1 : 0);
}

/** What the second terms change in the first, of which `next` instalments had fallen due. */
export function changesOf(
  before: Terms,
  next: number,
  after: Terms,
  capitalised: bigint,
): Pick<Outcome, 'codes' | 'extendedMonths'> {
  const left = Math.min(before.instalments - next, MAX_INSTALMENTS);
  const { every } = after;
  const extendedMonths = monthsBetween(lastDue(before), lastDue(after));
  const changed: Record<ModificationCode, boolean> = {
    apr: after.annualRatePpm !== before.annualRatePpm,
    principal: capitalised !== 0n,
    term:
      after.instalments !== left || every.count !== before.every.count || every.unit !== before.every.unit,
    extension: lastDue(after) > lastDue(before),
  };
  return { codes: code.options.filter((one) => changed[one]), extendedMonths };
}
