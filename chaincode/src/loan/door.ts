// What other rooms may do here.
import type { Money } from '../kit/value/money';
import type { Telling, Tx } from '../kit/tx';
import { loanEvents } from './events';
import { settle as settled } from './rules/quote';
import { clockOf as localTime, repaid as booking, save as saveBooked, tables as own } from './tables';

/**
 * Settles a loan out of the price of its vehicle, in the transaction that sells it: books the total of the quote (a payoff of the room's
 * own calculation), releases the lien and tells. Answers what the lender gets, in minor units of the loan's currency. Throws NOT_FOUND,
 * WRONG_STATUS, QUOTE_EXPIRED, QUOTE_STALE.
 */
export async function settleFromSale(
  tx: Tx & Telling,
  { loanId, quoteId, paymentId }: { readonly loanId: string; readonly quoteId: string; readonly paymentId: string },
): Promise<Money> {
  const here = tx.enter(own);
  const loan = await here.loans.get(loanId);
  const quote = await here.quotes.get(loanId, quoteId);
  const paid = settled(loan, quote, { paymentId, amount: quote.total }, await localTime(here, loan));
  tx.tell(loanEvents.LoanRepaid, booking(await saveBooked(here, paid)));
  return quote.total;
}

export { type Indemnity, bookIndemnity } from './handlers/indemnity';
export { standingOf } from './rules/collection';
export { payersDay } from './rules/entry';
export { settle } from './rules/quote';
export { clockOf, repaid, save, tables } from './tables';
