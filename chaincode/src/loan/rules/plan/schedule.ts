import type { Fraction } from '../../../kit/value/daycount';
import { CURRENCY_EXPONENT, divideDown, divideHalfEven } from '../../../kit/value/money';
import { type Day, daysBetween } from '../../../kit/value/time';
import type { Terms } from '../../records/terms';
import { dueOn, partShare, periodShare, plannedOn, startsOn, termShare, withinPeriod } from './calendar';

const MILLION = 1_000_000n;

/** One instalment as planned; minor units. `balance` is the principal left after it. */
export interface Row {
  readonly index: number;
  readonly dueOn: Day;
  readonly principal: bigint;
  readonly interest: bigint;
  readonly balance: bigint;
}

/** Where the plan stands: everything later follows from it and the terms. Minor units. */
export interface Cursor {
  /** Index of the next instalment to fall due, from 0. */
  readonly next: number;
  /** Principal planned to be outstanding in the period before it. */
  readonly balance: bigint;
  /** The instalment of an annuity; else the principal part of each instalment. */
  readonly level: bigint;
  /** Interest of instalments under interest grace, due with the first one after. */
  readonly deferred: bigint;
  /**
   * Interest of the running period fixed when principal was paid early, and the day from which the rest
   * accrues.
   */
  readonly accrued?: { readonly interest: bigint; readonly from: Day } | undefined;
  /** The level is made anew after the running instalment, for the principal that is left then. */
  readonly anew?: true | undefined;
}

const interestOn = (balance: bigint, annualRatePpm: number, share: Fraction): bigint =>
  divideHalfEven(balance * BigInt(annualRatePpm) * share.numerator, MILLION * share.denominator);

/**
 * The level instalment, exactly: EMI = (P·Π(1+f) − B) ÷ F, with F₁ = 1 and Fₖ = 1 + Fₖ₋₁·(1+fₖ) (Fineract,
 * progressive loan). All factors share one denominator D, so integers do: with aₖ = D·(1+fₖ), A = Πaₖ and Gₖ
 * = Dᵏ⁻¹ + Gₖ₋₁·aₖ it is (P·A − B·Dⁿ) ÷ (D·Gₙ).
 */
export function annuity(
  balance: bigint,
  balloon: bigint,
  annualRatePpm: number,
  shares: readonly Fraction[],
): bigint {
  const unit = MILLION * (shares[0]?.denominator ?? 1n);
  let product = 1n;
  let power = 1n;
  let series = 0n;
  for (const share of shares) {
    const growth = unit + BigInt(annualRatePpm) * share.numerator;
    series = power + series * growth;
    power *= unit;
    product *= growth;
  }
  return divideHalfEven(balance * product - balloon * power, unit * series);
}

/** The level part of the instalments from `from` on, for the principal then planned. */
export function levelOf(terms: Terms, from: number, balance: bigint): bigint {
  const first = Math.max(from, terms.gracePrincipal ?? 0);
  const left = terms.instalments - first;
  const balloon = terms.balloon?.amount ?? 0n;
  if (balance <= balloon) return 0n;
  if (terms.method !== 'annuity') return divideHalfEven(balance - balloon, BigInt(left));
  const shares = Array.from({ length: left }, (_, index) => periodShare(terms, first + index));
  return annuity(balance, balloon, terms.annualRatePpm, shares);
}

/**
 * Add-on interest: the rate on the first principal for the whole term, in equal parts; what is rounded off
 * moves on to the next.
 */
export function flatInterest(terms: Terms, index: number): bigint {
  const whole = interestOn(terms.principal.amount, terms.annualRatePpm, termShare(terms));
  const upTo = (count: number): bigint => divideHalfEven(whole * BigInt(count), BigInt(terms.instalments));
  return upTo(index + 1) - upTo(index);
}

/**
 * Interest of the running period up to a day in it; to the due date it is the interest of the row, without
 * what was deferred.
 */
export function earnedUntil(terms: Terms, at: Cursor, on: Day): bigint {
  if (at.next >= terms.instalments) return 0n;
  const until = withinPeriod(terms, at.next, on);
  const start = startsOn(terms, at.next);
  const from = at.accrued?.from ?? start;
  if (terms.method === 'flat') {
    // Nothing lent any more bears no more interest, add-on interest either.
    if (at.balance === 0n && at.accrued) return at.accrued.interest;
    const length = BigInt(daysBetween(start, plannedOn(terms, at.next)));
    return divideHalfEven(
      flatInterest(terms, at.next) * BigInt(Math.max(0, daysBetween(start, until))),
      length,
    );
  }
  const fixed = at.accrued?.interest ?? 0n;
  if (until <= from) return fixed;
  const whole = from === start && until === plannedOn(terms, at.next);
  const share = whole ? periodShare(terms, at.next) : partShare(terms, at.next, from, until);
  return fixed + interestOn(at.balance, terms.annualRatePpm, share);
}

/** The next row and the cursor after it. */
export function stepOf(terms: Terms, at: Cursor): { readonly row: Row; readonly after: Cursor } {
  const index = at.next;
  const due = dueOn(terms, index);
  const earned = earnedUntil(terms, at, plannedOn(terms, index));
  const principal = principalOf(terms, at, earned);
  const graced = index < (terms.graceInterest ?? 0);
  const interest = graced ? 0n : earned + at.deferred;
  const balance = at.balance - principal;
  return {
    row: { index, dueOn: due, principal, interest, balance },
    after: {
      ...{ next: index + 1, balance, deferred: graced ? at.deferred + earned : 0n },
      level: at.anew && index + 1 < terms.instalments ? levelOf(terms, index + 1, balance) : at.level,
    },
  };
}

function principalOf(terms: Terms, at: Cursor, earned: bigint): bigint {
  if (at.next === terms.instalments - 1) return at.balance;
  if (at.next < (terms.gracePrincipal ?? 0)) return 0n;
  const wanted = terms.method === 'annuity' ? at.level - earned : at.level;
  return wanted < 0n ? 0n : wanted > at.balance ? at.balance : wanted;
}

/**
 * The rows from the cursor on, as many as `upTo` pays; they end early when principal paid ahead leaves
 * nothing.
 */
export function rowsFrom(terms: Terms, from: Cursor, upTo?: bigint): Row[] {
  const rows: Row[] = [];
  let left = upTo ?? 1n;
  for (let at = from; at.next < terms.instalments && !isSpent(at) && left > 0n; ) {
    const { row, after } = stepOf(terms, at);
    rows.push(row);
    at = after;
    if (upTo !== undefined) left -= row.principal + row.interest;
  }
  return rows;
}

/** Whether nothing of the plan is left. */
export const isSpent = (at: Cursor): boolean =>
  at.balance === 0n && at.deferred === 0n && at.accrued === undefined;

/** Where a schedule begins. */
export function startOfSchedule(terms: Terms): Cursor {
  const level = levelOf(terms, 0, terms.principal.amount);
  const start: Cursor = { next: 0, balance: terms.principal.amount, level, deferred: 0n };
  return terms.smooth && terms.method === 'annuity' && !terms.balloon ? smoothed(terms, start) : start;
}

/** Every instalment as agreed, oldest first; minor units. */
export const scheduleOf = (terms: Terms): Row[] => rowsFrom(terms, startOfSchedule(terms));

/**
 * Levels out the last instalment (Fineract): when it differs from the others by more than half a hundredth of
 * the currency unit for each instalment, each takes its share of the difference, if that makes the gap
 * smaller.
 */
function smoothed(terms: Terms, start: Cursor): Cursor {
  const gapOf = (cursor: Cursor): bigint => {
    const last = rowsFrom(terms, cursor).at(-1);
    return last ? last.principal + last.interest - cursor.level : 0n;
  };
  const gap = gapOf(start);
  const unit = 10n ** BigInt(CURRENCY_EXPONENT[terms.principal.currency]);
  const count = BigInt(terms.instalments);
  if (count < 2n || size(gap) * 100n <= divideDown(count, 2n) * unit) return start;
  const better = { ...start, level: start.level + divideHalfEven(gap, count) };
  return size(gapOf(better)) < size(gap) ? better : start;
}

const size = (value: bigint): bigint => (value < 0n ? -value : value);

/** A row as it is answered: numbered from 1, with the whole instalment; minor units. */
export const shown = ({ index, dueOn, principal, interest, balance }: Row) => ({
  ...{ number: index + 1, dueOn, instalment: principal + interest, interest, principal, balance },
});
