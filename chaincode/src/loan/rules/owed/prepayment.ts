import { addMonths, type Day } from '../../../kit/value/time';
import { divideDown, divideHalfEven } from '../../../kit/value/money';
import type { Servicing } from '../../records/servicing';
import type { Terms } from '../../records/terms';
import { plannedOn } from '../plan/calendar';
import { type Cursor, earnedUntil, rowsFrom, stepOf } from '../plan/schedule';
import { sumOf } from '../state/sums';

const MILLION = 1_000_000n;

/** The day from which principal that is paid early bears no interest any more. */
export const stopsOn = (terms: Terms, state: Servicing, on: Day): Day =>
  terms.payoff.till === 'day' ? on : plannedOn(terms, state.next);

/**
 * The plan after principal left it early on a day. `last` keeps the level and ends sooner; `reamortise` makes
 * it anew, after the running instalment, whose payment stays what it is.
 */
export function without(terms: Terms, state: Servicing, principal: bigint, on: Day): Cursor {
  const { next, level, deferred } = state;
  const stops = stopsOn(terms, state, on);
  const accrued = { interest: earnedUntil(terms, state, stops), from: stops };
  const rest = { next, balance: state.balance - principal, level, deferred, accrued };
  return terms.allocation.ahead === 'reamortise' ? { ...rest, anew: true } : rest;
}

/** What is planned of the running instalment; nothing when none is to come. */
export const runningRow = (terms: Terms, state: Servicing) =>
  state.next < terms.instalments ? stepOf(terms, state).row : undefined;

const interestOf = (terms: Terms, at: Cursor): bigint =>
  sumOf(rowsFrom(terms, at), ({ interest }) => interest);

/** Interest that the lender does not get because principal is paid on the day of the state. */
function interestLost(terms: Terms, state: Servicing, principal: bigint): bigint {
  if (terms.annualRatePpm === 0) return 0n;
  const before = interestOf(terms, state);
  const earned = earnedUntil(terms, state, stopsOn(terms, state, state.asOf)) + state.deferred;
  const after =
    principal >= state.balance ? earned : interestOf(terms, without(terms, state, principal, state.asOf));
  return before > after ? before - after : 0n;
}

/** Up to a year before the end another share may count (Directive 2008/48/EC, Article 16(2)). */
function shareOf(terms: Terms, on: Day): bigint {
  const { feePpm = 0, lastYearFeePpm = feePpm } = terms.payoff;
  const isLong = addMonths(on, 12) < plannedOn(terms, terms.instalments - 1);
  return BigInt(isLong ? feePpm : lastYearFeePpm);
}

const feeOn = (share: bigint, principal: bigint): bigint => divideHalfEven(principal * share, MILLION);
const lesser = (left: bigint, right: bigint): bigint => (left < right ? left : right);

/** The share of all that was ever paid early, and the interest that was lost by it. */
function soFar(terms: Terms, state: Servicing): { share: bigint; lost: bigint } {
  const { prepaid: held } = state;
  if (!held) return { share: 0n, lost: 0n };
  const share = held.share ?? feeOn(BigInt(terms.payoff.feePpm ?? 0), held.principal);
  return { share, lost: held.lost ?? share };
}

/** The share that more principal paid early brings. */
function shareWith(terms: Terms, state: Servicing, principal: bigint): bigint {
  const share = shareOf(terms, state.asOf);
  const before = state.prepaid?.principal ?? 0n;
  return feeOn(share, before + principal) - feeOn(share, before);
}

/**
 * The fee that more principal paid early brings on the day of the state: a share of it, and never more than
 * the interest that is lost (Article 16(5)). Both are counted on all that was ever paid early, so many small
 * prepayments cost to the cent what one large costs: a quote and the payments that follow it cannot differ
 * (fineract#4798).
 */
export function feeWith(terms: Terms, state: Servicing, principal: bigint): bigint {
  const { share, lost } = soFar(terms, state);
  const most = share + shareWith(terms, state, principal);
  if (principal === 0n || most === 0n) return 0n;
  return lesser(most, lost + interestLost(terms, state, principal)) - lesser(share, lost);
}

/** What is left of a fee after what was paid towards a payoff that did not come. */
function lessPaid(terms: Terms, state: Servicing, fee: bigint): bigint {
  const { share, lost } = soFar(terms, state);
  const ahead = (state.prepaid?.fee ?? 0n) - lesser(share, lost);
  return ahead <= 0n ? fee : fee > ahead ? fee - ahead : 0n;
}

/** The fee that more principal paid early brings, less what was paid of it already. */
export const feeToPay = (terms: Terms, state: Servicing, principal: bigint): bigint =>
  lessPaid(terms, state, feeWith(terms, state, principal));

/**
 * The fee of a payoff on the day of the state, less what was paid of it: negative when more was paid, towards a
 * payoff that did not come.
 */
export function feeOfPayoff(terms: Terms, state: Servicing): bigint {
  const { share, lost } = soFar(terms, state);
  const whole = lesser(share, lost) + feeWith(terms, state, state.balance);
  return whole - (state.prepaid?.fee ?? 0n);
}

/** The cent that a prepayment could not cover beside its principal. */
export function feeOwed(terms: Terms, state: Servicing): bigint {
  const { share, lost } = soFar(terms, state);
  const owed = lesser(share, lost) - (state.prepaid?.fee ?? 0n);
  return owed > 0n ? owed : 0n;
}

/**
 * Shares an amount into principal paid early and its fee: the least principal whose fee takes the rest, which
 * may leave one cent of it owed.
 */
export function splitAhead(
  terms: Terms,
  state: Servicing,
  amount: bigint,
): { principal: bigint; fee: bigint } {
  const wholeOf = (one: bigint): bigint => lessPaid(terms, state, shareWith(terms, state, one));
  const quick = least(amount, (one) => one + wholeOf(one));
  const isWhole = feeToPay(terms, state, quick) === wholeOf(quick);
  const principal = isWhole ? quick : least(amount, (one) => one + feeToPay(terms, state, one));
  return { principal, fee: amount - principal };
}

/** The least number of which a cost, that grows with it, reaches an amount. */
function least(amount: bigint, costOf: (principal: bigint) => bigint): bigint {
  let [low, high] = [0n, amount];
  while (low < high) {
    const middle = divideDown(low + high, 2n);
    if (costOf(middle) < amount) low = middle + 1n;
    else high = middle;
  }
  return low;
}

/** The state after a prepayment, or after a cent of its fee. */
export function notePrepaid(
  terms: Terms,
  state: Servicing,
  { principal, fee }: { principal: bigint; fee: bigint },
): Servicing {
  if (principal + fee === 0n) return state;
  const held = state.prepaid ?? { principal: 0n, fee: 0n };
  const before = soFar(terms, state);
  const prepaid = {
    ...{ principal: held.principal + principal, fee: held.fee + fee },
    share: before.share + shareWith(terms, state, principal),
    lost: before.lost + (isFree(terms) ? 0n : interestLost(terms, state, principal)),
  };
  return { ...state, prepaid };
}

const isFree = ({ payoff }: Terms): boolean => payoff.feePpm === undefined;
