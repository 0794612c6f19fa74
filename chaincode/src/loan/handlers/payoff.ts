import type { Api } from '../../kit/api';
import type { Handlers } from '../../kit/implement';
import { loanEvents } from '../events';
import { quote, settleQuote } from '../rules/quote';
import { payoffOn } from '../rules/owed/payoff';
import type { tables } from '../tables';
import { clockOf, placeOf, repaid, save } from './entry';
import type { payoffOperations } from '../api/payoff';
import { notBefore } from '../rules/valueday';

/** What settles a loan. */
export const payoffHandlers: Handlers<Api<'loan', typeof payoffOperations>, typeof tables> = {
  async quote(tx, { loanId, quoteId, on }, { on: loan }) {
    const quoted = quote(loan, { quoteId, on }, await clockOf(tx, loan));
    await tx.quotes.put(quoted);
    const { total, expiresAt } = quoted;
    tx.tell(loanEvents.PayoffQuoted, { loanId, quoteId, on, total, expiresAt });
    return quoted;
  },
  async settle(tx, paid, { on: loan, quoted }) {
    const place = await placeOf(tx, loan, { kind: 'repayment', on: quoted.on });
    const entry = await save(tx, settleQuote(loan, quoted, paid, await clockOf(tx, loan), place));
    tx.tell(loanEvents.LoanRepaid, repaid(entry));
    return entry;
  },
  payoff: (_tx, { on, till }, { on: loan }) => payoffOn(notBefore(loan, on), on, till),
  readQuote: (_tx, _request, { quote }) => quote,
};
