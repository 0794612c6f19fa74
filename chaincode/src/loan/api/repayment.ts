import { z } from 'zod';
import { submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { id } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { people } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { drawErrors } from '../../payment/errors/draw';
import { moneyEvents, paymentEvents } from '../../payment/events';
import { lotId } from '../../payment/records/party';
import { Drawn, drawnBefore, onStandingOrder } from '../../payment/records/standing';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { loanLife } from '../life';
import { onLoan } from '../records/loan';
import { Booked, booked, CREDITS, entries, finalOn } from '../records/entry';
import { rebooks, settles, valueDays } from './common';

const paid = z.strictObject({
  loanId: id,
  paymentId: id,
  amount: positiveMoney,
  on: day.meta({ description: 'day of value' }),
});

const lots = z.array(lotId).min(1).max(100).meta({ description: 'the own money that is spent' });

/** What is booked on a running loan. Whatever pays it off releases the lien in the same transaction. */
export const repaymentOperations = {
  repay: submit({
    says:
      'Book a payment that the lender received: past due first, then due, then in advance, as the terms ' +
      'say. As much as the payoff settles the loan. It counts from its day of value, however late it is ' +
      'booked: later entries are shared out again, and fees and interest that fall away given back.',
    by: ['lender'],
    request: paid.extend({ finalOn: finalOn.optional() }),
    on: onLoan,
    step: loanLife.repay,
    creates: ({ loanId, paymentId }) => entries.at(loanId, paymentId),
    again: booked,
    response: Booked,
    errors: valueDays,
    events: [events.LoanRepaid, ...rebooks, ...settles],
    many: 100,
  }),
  pay: submit({
    says:
      'Pay the lender in digital money, booked on the loan in the same transaction, with today in the ' +
      'zone of the terms, or a later day that is booked already, as the day of value.',
    by: people,
    request: z.strictObject({ loanId: id, paymentId: id, amount: positiveMoney, lots }),
    on: onLoan,
    step: loanLife.pay,
    creates: ({ loanId, paymentId }) => entries.at(loanId, paymentId),
    again: booked,
    response: Booked,
    errors: Object.values(moneyErrors),
    events: [events.LoanRepaid, ...settles, moneyEvents.MoneyMoved],
    many: 100,
  }),
  draw: submit({
    says:
      'Draw all that is due under a standing order for the loan, as far as it goes, booked in ' +
      'the same transaction. An account that refuses has nothing booked; the draw comes back on the ' +
      'schedule of the standing order.',
    by: ['lender'],
    request: z.strictObject({ loanId: id, standingOrderId: id, paymentId: id }),
    on: onLoan,
    step: loanLife.draw,
    creates: ({ loanId, paymentId }) => entries.at(loanId, paymentId),
    again: ({ entryId, ...entry }, _loan, request) => {
      const draw = drawnBefore({ ...entry, paymentId: entryId }, request);
      return { draw, entry: booked({ entryId, ...entry }) };
    },
    loads: (asked) => ({ order: onStandingOrder(asked) }),
    response: z.strictObject({ draw: Drawn, entry: Booked.optional() }),
    errors: [errors.NOTHING_DUE, ...Object.values(drawErrors), ...Object.values(moneyErrors)],
    events: [events.LoanRepaid, ...settles, moneyEvents.MoneyMoved, paymentEvents.DrawRefused],
  }),
  credit: submit({
    says:
      'Book a credit in the place of a payment, shared out like one: goodwill of the lender if not said ' +
      'otherwise, what a merchant or a payout gave back, a payment waived as interest, interest refunded ' +
      'with a refund.',
    by: ['lender'],
    request: paid.extend({ kind: z.enum(CREDITS).optional() }),
    on: onLoan,
    step: loanLife.credit,
    creates: ({ loanId, paymentId }) => entries.at(loanId, paymentId),
    again: booked,
    response: Booked,
    errors: valueDays,
    events: [events.LoanRepaid, ...rebooks, ...settles],
  }),
  reverse: submit({
    says:
      'Reverse a payment, credit, charge or waiver by a new entry; the later ones are booked again. A loan that ' +
      'the payment had paid off is open again; a lien that is gone stays gone.',
    by: ['lender'],
    request: z.strictObject({ loanId: id, entryId: id, reversalId: id, on: day }),
    on: onLoan,
    step: loanLife.reverse,
    creates: ({ loanId, reversalId }) => entries.at(loanId, reversalId),
    again: booked,
    loads: ({ loanId, entryId }) => ({ target: entries.at(loanId, entryId) }),
    response: Booked,
    errors: [errors.NOT_REVERSIBLE, errors.REVERSED_ALREADY, errors.MODIFIED_SINCE, ...valueDays],
    events: [events.EntryReversed, ...rebooks, ...settles],
  }),
  refund: submit({
    says: 'Pay the credit balance of an overpaid loan back to the borrower.',
    by: ['lender'],
    request: paid,
    on: onLoan,
    step: loanLife.refund,
    creates: ({ loanId, paymentId }) => entries.at(loanId, paymentId),
    again: booked,
    response: Booked,
    errors: [errors.CREDIT_TOO_SMALL, errors.NOT_FINAL, ...valueDays],
    events: [events.CreditRefunded],
  }),
};
