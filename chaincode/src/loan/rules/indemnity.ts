import { add, lesser, type Money, of, subtract, zero } from '../../kit/value/money';
import type { Local } from '../../kit/value/zone';
import { book, statusAfter } from './entry';
import { payersDay } from './valueday';
import { loanLife } from '../life';
import type { Loan } from '../records/loan';
import type { Entry, Indemnity } from '../records/entry';
import { payoffOn } from './owed/payoff';
import { totalOf } from './state/sums';

/**
 * Books an indemnity in the transaction that pays it: like a payment of the borrower, or as a recovery of a
 * loan that was written off. What is over belongs to the borrower.
 */
export function indemnify(
  loan: Loan,
  { transferId: entryId, amount }: Indemnity,
  now: Local,
): { loan: Loan; entry: Entry } {
  const on = payersDay(loan, now);
  if (loan.status !== 'writtenOff') {
    const booked = book(loan, { entryId, kind: 'indemnity', on, amount: amount.amount }, now.at);
    return { ...booked, loan: statusAfter(booked.loan, 'indemnify') };
  }
  const { recovered = zero(amount.currency), lost } = loan;
  const left = subtract(of(lost ? totalOf(lost) : 0n, amount.currency), recovered);
  const taken = lesser(amount, left);
  const over = subtract(amount, taken);
  const recovery = { entryId, kind: 'recovery', on, amount: amount.amount, over: over.amount } as const;
  const booked = book(loan, recovery, now.at);
  const whole = over.amount > 0n ? 'overpaid' : taken.amount === left.amount ? 'settled' : 'writtenOff';
  const status = loanLife.step('indemnify', loan.status, whole);
  return { ...booked, loan: { ...booked.loan, status, recovered: add(recovered, taken) } };
}

/**
 * What the lien of a loan secures now: what would settle it on the day of the payer, with interest, fees and
 * penalties (BGB § 1210(1)), up to the most that its terms say. Of a loan that was written off, the loss that
 * is not recovered. Nothing of one that owes nothing any more.
 */
export function securedNow(loan: Loan, now: Local): Money {
  const { principal, securesUpTo } = loan.terms;
  const { currency } = principal;
  if (!loanLife.next(loan.status).includes('indemnify')) return zero(currency);
  const { lost, recovered = zero(currency) } = loan;
  const owed =
    loan.status === 'writtenOff'
      ? subtract(of(lost ? totalOf(lost) : 0n, currency), recovered)
      : payoffOn(loan, payersDay(loan, now)).total;
  return securesUpTo ? lesser(owed, securesUpTo) : owed;
}
