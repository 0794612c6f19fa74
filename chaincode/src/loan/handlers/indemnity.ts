import { add, lesser, type Money, of, subtract, zero } from '../../kit/value/money';
import type { Local } from '../../kit/value/zone';
import { book, mustBeNewEntry, payersDay, servicingOf, statusAfter } from '../rules/entry';
import { loanEvents } from '../events';
import { loanLife } from '../life';
import type { Entry, Loan } from '../records/loan';
import { totalOf } from '../rules/calculation/servicing';
import { clockOf, repaid, type Saving, save, saveRecovery } from '../tables';

/** What an insurer paid to a lien-holder out of a total loss. */
export interface Indemnity {
  readonly loanId: string;
  readonly amount: Money;
  readonly transferId: string;
}

/**
 * Books an indemnity in the transaction that pays it: like a payment of the borrower, or as a recovery of a loan that was written off. What is
 * over belongs to the borrower.
 */
export function indemnify(loan: Loan, { transferId: entryId, amount }: Indemnity, now: Local): { loan: Loan; entry: Entry } {
  const before = servicingOf(loan);
  const on = payersDay(loan, now);
  if (loan.status !== 'writtenOff') {
    const booked = book(loan, { entryId, kind: 'indemnity', on, amount: amount.amount }, now.at);
    return { ...booked, loan: statusAfter(booked.loan, 'indemnify') };
  }
  const { recovered = zero(amount.currency), lost } = loan;
  const left = subtract(of(lost ? totalOf(lost) : 0n, amount.currency), recovered);
  const taken = lesser(amount, left);
  const over = subtract(amount, taken);
  const booked = book(loan, { entryId, kind: 'recovery', on, amount: amount.amount }, now.at);
  const whole = over.amount > 0n ? 'overpaid' : taken.amount === left.amount ? 'settled' : 'writtenOff';
  const status = loanLife.step('indemnify', loan.status, whole);
  const servicing = { ...servicingOf(booked.loan), credit: before.credit + over.amount };
  return { loan: { ...booked.loan, status, servicing, recovered: add(recovered, taken) }, entry: { ...booked.entry, over } };
}

/** Books what a total loss paid on the lien of a loan. A loan that owes nothing any more, whose lien is open all the same, is left as it is. */
export async function bookIndemnity(tx: Saving, paid: Indemnity): Promise<void> {
  const { loanId, transferId, amount } = paid;
  const loan = await tx.loans.get(loanId);
  if (!loanLife.next(loan.status).includes('indemnify')) return;
  mustBeNewEntry(await tx.entries.find(loanId, transferId));
  const indemnified = indemnify(loan, paid, await clockOf(tx, loan));
  await (loan.status === 'writtenOff' ? saveRecovery : save)(tx, indemnified);
  if (loan.status === 'writtenOff') tx.tell(loanEvents.LossRecovered, { loanId, entryId: transferId, amount });
  else tx.tell(loanEvents.LoanRepaid, repaid(indemnified.entry));
}
