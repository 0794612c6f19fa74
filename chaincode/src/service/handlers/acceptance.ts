import { demand } from '../../kit/errors';
import { keepReview, workOf } from '../../merchant/door';
import { knownPayment } from '../../payment/door';
import { saved } from './party';
import { mustOwe } from '../rules/rest';
import { end, mustBeInBoxes, writeDown } from './ending';
import { serviceErrors } from '../errors';
import { serviceEvents } from '../events';
import { bookingLife } from '../life';
import { noteOwing, payTheRest } from './rest';
import { overAt, stepOf } from '../rules/booking';
import { endingOf } from '../rules/ending';
import { dispute } from '../rules/work';
import type { Booking } from '../records/booking';
import type { Part, Writing } from '../tables';
import type { acceptanceOperations } from '../api/acceptance';

/** From the finished work to the money, and what the customer says of it. */
export const acceptanceHandlers: Part<typeof acceptanceOperations> = {
  async accept(tx, { bookingId: _bookingId, ...payment }, { on: one }) {
    if (one.status === 'settled') return settledBefore(tx, one);
    const status = stepOf(one, 'accept', tx.now);
    const paid = await payTheRest(tx, one, payment, 'merchant');
    return end(tx, paid, status, endingOf(paid, status, tx.now));
  },
  async payRest(tx, { bookingId: _bookingId, ...payment }, { on: one }) {
    const owing = await writeDown(tx, one);
    mustOwe(owing);
    const status = bookingLife.step('payRest', owing.status);
    await noteOwing(tx, owing, false);
    return saved(tx, { ...(await payTheRest(tx, owing, payment, 'merchant')), status });
  },
  async dispute(tx, { bookingId: _bookingId, reasonHash, ...payment }, { on: one }) {
    return saved(tx, await payTheRest(tx, dispute(one, reasonHash, tx.now), payment, 'box'));
  },
  async resolve(tx, { refund }, { on: one }) {
    const status = stepOf(one, 'resolve', tx.now);
    await mustBeInBoxes(tx, one, refund);
    return end(tx, one, status, { refund });
  },
  async review(tx, { bookingId, ...word }, { on: one }) {
    const { merchant } = one;
    const { status } = overAt(one, tx.now);
    demand(status === 'settled' || status === 'resolved', serviceErrors.NOT_SETTLED, { status });
    const works = await workOf(tx, merchant, one.customer);
    demand(works === undefined, serviceErrors.NOT_INDEPENDENT, { by: one.customer, merchant });
    const review = { ...word, merchant, bookingId, by: one.customer, at: tx.now };
    await keepReview(tx, review);
    tx.tell(serviceEvents.BookingReviewed, { bookingId, merchant, stars: word.stars });
    return review;
  },
};

/** Accepting again is answered, unless it names another payment of the rest than the one that was made. */
async function settledBefore(tx: Writing, one: Booking): Promise<Booking> {
  const { restPaymentId: paymentId, customer: from } = one;
  if (paymentId !== undefined) await knownPayment(tx, { paymentId, from });
  return one;
}
