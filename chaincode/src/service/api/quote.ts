import { submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { people } from '../../words/role';
import { moneyEvents } from '../../payment/events';
import { moneyRefusals, ofBooking, paying } from './shape';
import { serviceErrors as errors } from '../errors';
import { serviceEvents as events } from '../events';
import { bookingLife } from '../life';
import { onBooking, Booking, Quote } from '../records/booking';
import { paymentAt, paymentNamed } from '../../payment/records/money';

/** More work than was ordered. */
export const quoteOperations = {
  proposeQuote: submit({
    says: 'Propose further work for further money. Nothing of it is owed before the customer accepts.',
    by: people,
    request: ofBooking.extend(Quote.pick({ quoteId: true, amount: true, work: true }).shape),
    on: onBooking,
    step: bookingLife.proposeQuote,
    response: Booking,
    errors: [errors.QUOTE_NOT_OPEN],
    events: [events.QuoteProposed],
  }),
  acceptQuote: submit({
    says: 'Accept a quote; its amount goes into escrow too.',
    by: people,
    request: ofBooking.extend({ quoteId: id, ...paying }),
    on: onBooking,
    step: bookingLife.acceptQuote,
    creates: ({ paymentId }, _asking, { customer }) => paymentAt(paymentId, customer),
    again: (_payment, booking) => booking,
    loads: paymentNamed,
    response: Booking,
    errors: [errors.QUOTE_NOT_OPEN, ...moneyRefusals],
    events: [events.QuoteAnswered, moneyEvents.MoneyMoved],
  }),
  declineQuote: submit({
    says: 'Decline a quote; the work goes on as it was ordered.',
    by: people,
    request: ofBooking.extend({ quoteId: id }),
    on: onBooking,
    step: bookingLife.declineQuote,
    response: Booking,
    errors: [errors.QUOTE_NOT_OPEN],
    events: [events.QuoteAnswered],
  }),
};
