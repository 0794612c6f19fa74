import { z } from 'zod';
import { submit } from '../../kit/api';
import { money, positiveMoney } from '../../kit/value/money';
import { count, id, line } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { people } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/money';
import { vehicleEvents } from '../../vehicle/events';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { loanLife } from '../life';
import { Booked, booked, CREDITS, entries, onLoan, Quote, quotes } from '../records/loan';
import { charge } from '../rules/calculation/servicing';

const paid = z.strictObject({ loanId: id, paymentId: id, amount: positiveMoney, on: day.meta({ description: 'day of value' }) });
const lots = z.array(lotId).min(1).max(100).meta({ description: 'the own money that is spent' });
/** A payoff releases the lien and ends a repossession; catching up ends a notice. */
const settles = [events.LoanSettled, vehicleEvents.LienReleased, events.RepossessionEnded, vehicleEvents.VehicleRepossessed];
const valueDays = [errors.VALUE_DAY_AHEAD, errors.VALUE_DAY_BEHIND];

/** What is booked on a running loan. Whatever pays it off releases the lien in the same transaction. */
export const bookingOperations = {
  repay: submit({
    says: 'Book a payment that the lender received: past due first, then due, then in advance, as the terms say. As much as the payoff settles the loan.',
    by: ['lender'],
    request: paid,
    on: onLoan,
    step: loanLife.repay,
    creates: ({ loanId, paymentId }) => entries.at(loanId, paymentId),
    again: booked,
    response: Booked,
    errors: valueDays,
    events: [events.LoanRepaid, ...settles],
    many: 100,
  }),
  pay: submit({
    says: 'Pay the lender in digital money, booked on the loan in the same transaction, with today in the zone of the terms, or a later day that is booked already, as the day of value.',
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
  credit: submit({
    says: 'Book a credit in the place of a payment, shared out like one: goodwill of the lender if not said otherwise, what a merchant or a payout gave back, a payment waived as interest, interest refunded with a refund.',
    by: ['lender'],
    request: paid.extend({ kind: z.enum(CREDITS).optional() }),
    on: onLoan,
    step: loanLife.credit,
    creates: ({ loanId, paymentId }) => entries.at(loanId, paymentId),
    again: booked,
    response: Booked,
    errors: valueDays,
    events: [events.LoanRepaid, ...settles],
  }),
  quote: submit({
    says: 'Quote what settles the loan on a day; the quote is firm until it expires or something else is booked.',
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
    says: 'Book the payment of a payoff quote that was made through its day: the loan is settled and the lien released in the same transaction.',
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
    events: [events.LoanRepaid, ...settles],
  }),
  charge: submit({
    says: 'Charge a fee or a penalty.',
    by: ['lender'],
    request: charge.pick({ chargeId: true, kind: true, dueOn: true }).extend({ loanId: id, amount: positiveMoney }),
    on: onLoan,
    step: loanLife.charge,
    creates: ({ loanId, chargeId }) => entries.at(loanId, chargeId),
    again: booked,
    response: Booked,
    errors: [...valueDays, errors.CHARGES_FULL, errors.CHARGE_EXISTS],
    events: [events.LoanCharged],
  }),
  waive: submit({
    says: 'Waive interest that fell due, a charge, or late interest (the charge `late-interest`).',
    by: ['lender'],
    request: z.strictObject({ loanId: id, waiverId: id, amount: positiveMoney, on: day, chargeId: id.optional() }),
    on: onLoan,
    step: loanLife.waive,
    creates: ({ loanId, waiverId }) => entries.at(loanId, waiverId),
    again: booked,
    response: Booked,
    errors: [...valueDays, errors.WAIVER_TOO_LARGE],
    events: [events.LoanWaived, ...settles],
  }),
  reverse: submit({
    says: 'Reverse a payment, credit, charge or waiver by a new entry; the later ones are booked again.',
    by: ['lender'],
    request: z.strictObject({ loanId: id, entryId: id, reversalId: id, on: day }),
    on: onLoan,
    step: loanLife.reverse,
    creates: ({ loanId, reversalId }) => entries.at(loanId, reversalId),
    again: booked,
    loads: ({ loanId, entryId }) => ({ target: entries.at(loanId, entryId) }),
    response: Booked,
    errors: [errors.NOT_REVERSIBLE, errors.REVERSED_ALREADY, errors.MODIFIED_SINCE, ...valueDays],
    events: [events.EntryReversed, ...settles],
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
    errors: [errors.CREDIT_TOO_SMALL, ...valueDays],
    events: [events.CreditRefunded],
  }),
  tick: submit({
    says: 'Close a day that has ended in the zone of the terms: late fees and late interest are booked and a change of bucket is told. No payment that was signed before and held back is booked after it. Once a day is enough, twice changes nothing.',
    by: ['lender'],
    request: z.strictObject({ loanId: id, on: day }),
    on: onLoan,
    step: loanLife.tick,
    response: z.strictObject({ loanId: id, on: day, bucket: line(16), lateFees: count(480), lateInterest: money }),
    errors: [errors.DAY_RUNS, errors.VALUE_DAY_BEHIND],
    events: [events.LoanCharged, events.LateInterestBooked, events.BucketChanged],
    many: 100,
  }),
};
