import { add, lesser, of, subtract, zero } from '../../kit/value/money';
import type { Local } from '../../kit/value/zone';
import { book, statusAfter } from './entry';
import { payersDay } from './valueday';
import { loanLife } from '../life';
import type { Loan } from '../records/loan';
import type { Entry, Indemnity } from '../records/entry';
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
