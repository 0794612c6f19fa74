import type { Telling, Tx } from '../kit/tx';
import type { Money } from '../kit/value/money';
import { type Day, laterOf } from '../kit/value/time';
import { clockOf, laterThan, placeOf, repaid, save, saveRecovery } from './handlers/entry';
import { type Clocked, tables } from './tables';
import { loanEvents } from './events';
import { loanLife } from './life';
import type { Indemnity } from './records/entry';
import type { Loan } from './records/loan';
import { mustBeNewEntry } from './rules/entry';
import { indemnify as indemnifyLoan, securedNow } from './rules/indemnity';
import { settleQuote } from './rules/quote';
import { servicedOn, type Serviced } from './rules/owed/serviced';
import { payoffOn } from './rules/owed/payoff';
import { standingOf } from './rules/owed/standing';
import { servicingOf } from './rules/state/loan';
import { payersDay } from './rules/valueday';
import type { Lien } from '../vehicle/records/lien';

/** A quote of a loan and the payment, out of the price of its vehicle, that settles it. */
export interface SettledBySale {
  readonly loanId: string;
  readonly quoteId: string;
  /** Under which the payment is booked on the loan. */
  readonly paymentId: string;
}

/**
 * Settles a loan by its quote out of the price of the vehicle, in the transaction that pays it: the payment
 * is booked and the lien released. Answers what the lender gets. Throws QUOTE_EXPIRED, QUOTE_STALE and what
 * else `loan.settle` refuses.
 */
export async function settleFromSale(outer: Tx & Telling, paid: SettledBySale): Promise<Money> {
  const { loanId, quoteId, paymentId } = paid;
  const tx = outer.enter(tables);
  const loan = await tx.loans.get(loanId);
  const quote = await tx.quotes.get(loanId, quoteId);
  const { total, on } = quote;
  const place = await placeOf(tx, loan, { kind: 'repayment', on });
  const paying = { paymentId, amount: total };
  const entry = await save(tx, settleQuote(loan, quote, paying, await clockOf(tx, loan), place));
  tx.tell(loanEvents.LoanRepaid, repaid(entry));
  return total;
}

/**
 * What the lien of a loan secures now, as its terms say; `undefined` when the loan is not on this ledger, so
 * that the amount of the lien is all that is known.
 */
export async function securedBy(
  outer: Tx & Telling,
  { lienId, holder, loanId }: Pick<Lien, 'lienId' | 'holder' | 'loanId'>,
): Promise<Money | undefined> {
  const tx = outer.enter(tables);
  const loan = await tx.loans.find(loanId);
  if (loan?.lienId !== lienId || loan.lender !== holder) return undefined;
  return securedNow(loan, await clockOf(tx, loan));
}

/**
 * Books what a total loss paid on the lien of a loan, in the transaction that pays it: like a payment of the
 * borrower, or as a recovery of a loan that was written off. A loan that owes nothing any more, whose lien is
 * open all the same, is left as it is. Throws EXISTS_DIFFERENTLY when the loan has an entry of this id.
 */
export async function indemnify(outer: Tx & Telling, paid: Indemnity): Promise<void> {
  const { loanId, transferId, amount } = paid;
  const tx = outer.enter(tables);
  const loan = await tx.loans.get(loanId);
  if (!loanLife.next(loan.status).includes('indemnify')) return;
  tx.take(loanLife.indemnify, loan);
  mustBeNewEntry(await tx.entries.find(loanId, transferId));
  const indemnified = indemnifyLoan(loan, paid, await clockOf(tx, loan));
  await (loan.status === 'writtenOff' ? saveRecovery : save)(tx, indemnified);
  if (loan.status === 'writtenOff')
    tx.tell(loanEvents.LossRecovered, { loanId, entryId: transferId, amount });
  else tx.tell(loanEvents.LoanRepaid, repaid(indemnified.entry));
}

/**
 * Days since the oldest unpaid due date of a loan, today in the zone of its terms; `undefined` of one that
 * has not begun or is over.
 */
export async function daysPastDue(tx: Clocked, loan: Loan): Promise<number | undefined> {
  if (!loanLife.next(loan.status).includes('tick')) return undefined;
  return standingOf(loan, payersDay(loan, await clockOf(tx, loan))).pastDueDays;
}

/**
 * What would pay a loan off today, in the zone of its terms: the least that a quote for its settlement can
 * say; `undefined` of one that cannot be quoted.
 */
export async function payoffToday(tx: Clocked, loan: Loan): Promise<Money | undefined> {
  if (!loanLife.next(loan.status).includes('quote')) return undefined;
  const today = payersDay(loan, await clockOf(tx, loan));
  return payoffOn(loan, laterOf(today, servicingOf(loan).asOf)).total;
}

export { scheduledIn, type Serviced } from './rules/owed/serviced';

/**
 * Where a loan stood at the end of a day, its entries being read back to that day. Throws TOO_MANY when more
 * than a hundred came after it.
 */
export async function servicedAt(tx: Reporting, loan: Loan, on: Day): Promise<Serviced> {
  const { later } = await laterThan(tx, loan, (entry) => entry.on <= on);
  return servicedOn(loan, later, on);
}
type Reporting = Parameters<typeof laterThan>[0];
