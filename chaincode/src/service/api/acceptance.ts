import { submit } from '../../kit/api';
import { money } from '../../kit/value/money';
import { count, sha256Hex } from '../../kit/value/text';
import { people } from '../../words/role';
import { Review, reviews } from '../../merchant/records/review';
import { moneyEvents } from '../../payment/events';
import { paymentAt, paymentNamed } from '../../payment/records/money';
import { moneyRefusals, ofBooking, paying, paysRest, changed, ending } from './shape';
import { serviceErrors as errors } from '../errors';
import { serviceEvents as events } from '../events';
import { bookingLife } from '../life';
import { onBooking, Booking } from '../records/booking';

/** From the finished work to the money, and what the customer says of it. */
export const acceptanceOperations = {
  accept: submit({
    says:
      'Accept the work as the customer: the money goes to the merchant, with the rest if there was a ' +
      'deposit.',
    by: people,
    request: ofBooking.extend(paysRest),
    on: onBooking,
    step: bookingLife.accept,
    answered: ({ status }) => status === 'settled',
    response: Booking,
    errors: [errors.REST_DUE, ...moneyRefusals],
    events: ending,
  }),
  payRest: submit({
    says: 'Pay the rest of a booking that was settled by time alone.',
    by: people,
    request: ofBooking.extend(paying),
    on: onBooking,
    step: bookingLife.payRest,
    creates: ({ paymentId }, _asking, { customer }) => paymentAt(paymentId, customer),
    again: (_payment, booking) => booking,
    loads: paymentNamed,
    response: Booking,
    errors: moneyRefusals,
    events: [...changed, ...ending],
  }),
  dispute: submit({
    says:
      'Dispute the work within a day of its end; the registrar decides. After a deposit the rest waits in ' +
      'escrow for the decision.',
    by: people,
    request: ofBooking.extend({ reasonHash: sha256Hex, ...paysRest }),
    on: onBooking,
    step: bookingLife.dispute,
    response: Booking,
    errors: [errors.REST_DUE, ...moneyRefusals],
    events: [...changed, moneyEvents.MoneyMoved],
  }),
  resolve: submit({
    says: 'Decide a dispute: what goes back; the rest is for the merchant.',
    by: ['registrar'],
    request: ofBooking.extend({ refund: money }),
    on: onBooking,
    step: bookingLife.resolve,
    response: Booking,
    errors: [errors.REFUND_TOO_MUCH, ...moneyRefusals],
    events: ending,
  }),
  review: submit({
    says: 'Review a settled booking, once.',
    by: people,
    request: ofBooking.extend({ stars: count(5, 1), textHash: sha256Hex.optional() }),
    on: onBooking,
    sides: ['customer'],
    creates: ({ bookingId }, _asking, { merchant }) => reviews.at(...merchant.split('/'), bookingId),
    response: Review,
    errors: [errors.NOT_SETTLED, errors.NOT_INDEPENDENT],
    events: [events.BookingReviewed],
  }),
};
