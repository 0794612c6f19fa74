import { z } from 'zod';
import { submit, evaluate } from '../../kit/api';
import { money } from '../../kit/value/money';
import { id } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { people } from '../../words/role';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { loanLife } from '../life';
import { onLoan } from '../records/loan';
import { Booked, booked, entries, Quote, quotes, Payoff } from '../records/entry';
import { rebooks, settles, valueDays, loanNamed, readerRoles, readers } from './common';
import { payoffUntil } from '../records/terms';

/** What settles a loan: told for a day, quoted, paid by the quote. */
export const payoffOperations = {
  quote: submit({
    says:
      'Quote what settles the loan on a day; the quote is firm until it expires or something else is ' +
      'booked.',
    by: ['lender', ...people],
    request: Quote.pick({ loanId: true, quoteId: true, on: true }),
    on: onLoan,
    step: loanLife.quote,
    creates: ({ loanId, quoteId }) => quotes.at(loanId, quoteId),
    response: Quote,
    errors: [errors.VALUE_DAY_BEHIND, errors.QUOTE_EXPIRED],
    events: [events.PayoffQuoted],
  }),
  settle: submit({
    says:
      'Book the payment of a payoff quote that was made through its day: the loan is settled and the lien ' +
      'released in the same transaction.',
    by: ['lender'],
    request: z.strictObject({
      loanId: id,
      quoteId: id,
      paymentId: id,
      amount: money,
      on: day.optional().meta({ description: 'day on which the borrower paid; today if not given' }),
    }),
    on: onLoan,
    step: loanLife.settle,
    creates: ({ loanId, paymentId }) => entries.at(loanId, paymentId),
    again: booked,
    loads: ({ loanId, quoteId }) => ({ quoted: quotes.at(loanId, quoteId) }),
    response: Booked,
    errors: [errors.QUOTE_EXPIRED, errors.QUOTE_STALE, errors.QUOTE_DIFFERS, ...valueDays],
    events: [events.LoanRepaid, ...rebooks, ...settles],
  }),
  payoff: evaluate({
    says: 'Calculate what would settle a loan on a day.',
    by: readerRoles,
    request: loanNamed.extend({ on: day, till: payoffUntil.optional() }),
    on: onLoan,
    sides: readers,
    response: Payoff,
    errors: [errors.VALUE_DAY_BEHIND],
  }),
  readQuote: evaluate({
    says: 'Read a payoff quote.',
    by: readerRoles,
    request: loanNamed.extend({ quoteId: id }),
    on: onLoan,
    sides: readers,
    loads: ({ loanId, quoteId }) => ({ quote: quotes.at(loanId, quoteId) }),
    response: Quote,
  }),
};
