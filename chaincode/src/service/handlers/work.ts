import { demand } from '../../kit/errors';
import { mustServe, workOf } from '../../merchant/records/crew';
import { knownPayment } from '../../payment/door';
import { addReading, readerOf } from '../../vehicle/door';
import { saved } from './booking';
import { noteRework } from './warranty';
import { fillBox } from './escrow';
import { end, mustHold, writeDown } from './ending';
import { serviceErrors } from '../errors';
import { serviceEvents } from '../events';
import { bookingLife } from '../life';
import { exchange, recordOf } from './record';
import type { Booking } from '../records/booking';
import { noteOwing, payTheRest } from './rest';
import {
  answerQuote,
  arrive,
  begin,
  checkIn,
  complete,
  dispute,
  endingOf,
  openQuote,
  overAt,
  proposeQuote,
  report,
  take,
} from '../rules/booking';
import type { Wiring, Writing } from '../tables';
import { recordSeen } from '../rules/view';
import type { ServiceRecord } from '../records/work';
import type { workOperations } from '../api/work';

export const working: Wiring<typeof workOperations> = {
  async arrive(tx, { bookingId, nonceHash }) {
    return saved(tx, arrive(await ofCustomer(tx, bookingId), nonceHash, tx.now));
  },
  async checkIn(tx, { bookingId, nonce, ...seen }) {
    const one = await ofMerchant(tx, bookingId);
    return saved(tx, checkIn(one, nonce, { ...seen, by: tx.caller.member }, tx.now));
  },
  async begin(tx, { bookingId, readyAt }) {
    return saved(tx, begin(await ofMerchant(tx, bookingId), readyAt, tx.now));
  },
  async report(tx, { bookingId, stage, readyAt }) {
    const reported = report(await ofMerchant(tx, bookingId), { stage, at: tx.now }, readyAt);
    await tx.bookings.put(reported);
    tx.tell(serviceEvents.ProgressReported, { bookingId, stage, readyAt: reported.readyAt });
    return reported;
  },
  async proposeQuote(tx, { bookingId, ...quote }) {
    const one = await ofMerchant(tx, bookingId);
    const proposed = proposeQuote(one, { ...quote, proposedAt: tx.now }, tx.now);
    await tx.bookings.put(proposed);
    tx.tell(serviceEvents.QuoteProposed, { bookingId, quoteId: quote.quoteId, amount: quote.amount });
    return proposed;
  },
  async acceptQuote(tx, { bookingId, quoteId, paymentId, lots }) {
    const one = await ofCustomer(tx, bookingId);
    if (await knownPayment(tx, { paymentId, from: one.customer })) return one;
    const { amount } = openQuote(one, quoteId);
    const accepted = answerQuote(one, quoteId, 'accepted', tx.now);
    await fillBox(tx, one, amount, { paymentId, lots });
    return answered(tx, { ...accepted, escrows: [...accepted.escrows, tx.id] }, quoteId, 'accepted');
  },
  async declineQuote(tx, { bookingId, quoteId }) {
    const one = await ofCustomer(tx, bookingId);
    return answered(tx, answerQuote(one, quoteId, 'declined', tx.now), quoteId, 'declined');
  },
  async complete(tx, { bookingId, report: reported }) {
    const one = await ofMerchant(tx, bookingId);
    const known = await tx.serviceRecords.known(one.vin, reported.recordId);
    if (known) return { booking: one, record: known };
    const completed = complete(one, reported.recordId, reported.odometer, tx.now);
    const record = recordOf(one, reported, await exchange(tx, one.vin, reported.parts), tx);
    await tx.serviceRecords.put(record);
    await joinOdometer(tx, record);
    await noteRework(tx, one, record);
    tx.tell(serviceEvents.ServiceRecorded, { vin: one.vin, recordId: record.recordId, merchant: one.merchant });
    return { booking: await saved(tx, completed), record };
  },
  async accept(tx, { bookingId, ...payment }) {
    const one = await ofCustomer(tx, bookingId);
    if (one.status === 'settled') return one;
    const status = take(one, 'accept', tx.now);
    const paid = await payTheRest(tx, one, payment, 'merchant');
    return end(tx, paid, status, endingOf(paid, status, tx.now));
  },
  async payRest(tx, { bookingId, ...payment }) {
    const one = await ofCustomer(tx, bookingId);
    if (one.restPaymentId === payment.paymentId) return one;
    const owing = await writeDown(tx, one);
    const status = bookingLife.step('payRest', owing.status);
    await noteOwing(tx, owing, false);
    return saved(tx, { ...(await payTheRest(tx, owing, payment, 'merchant')), status });
  },
  async dispute(tx, { bookingId, reasonHash, ...payment }) {
    const disputed = dispute(await ofCustomer(tx, bookingId), reasonHash, tx.now);
    return saved(tx, await payTheRest(tx, disputed, payment, 'box'));
  },
  async resolve(tx, { bookingId, refund }) {
    const one = await tx.bookings.get(bookingId);
    const status = take(one, 'resolve', tx.now);
    await mustHold(tx, one, refund);
    return end(tx, one, status, { refund });
  },
  async review(tx, { bookingId, ...word }) {
    const one = await ofCustomer(tx, bookingId);
    const { merchant } = one;
    const known = await tx.reviews.known(...merchant.split('/'), bookingId);
    if (known) return known;
    const { status } = overAt(one, tx.now);
    demand(status === 'settled' || status === 'resolved', serviceErrors.NOT_SETTLED, { status });
    const works = await workOf(tx, merchant, one.customer);
    demand(works === undefined, serviceErrors.NOT_INDEPENDENT, { by: one.customer, merchant });
    const review = { ...word, merchant, bookingId, by: one.customer, at: tx.now };
    await tx.reviews.put(review);
    tx.tell(serviceEvents.BookingReviewed, { bookingId, merchant, stars: word.stars });
    return review;
  },
  async readRecord(tx, { vin, recordId }) {
    const record = await tx.serviceRecords.get(vin, recordId);
    return recordSeen(record, await readerOf(tx, vin));
  },
  async listRecords(tx, { vin, ...page }) {
    const reader = await readerOf(tx, vin);
    const { items, ...more } = await tx.serviceRecords.listBy('byTime', [vin], page);
    return { items: items.map((one) => recordSeen(one, reader)), ...more };
  },
};

async function ofCustomer(tx: Writing, bookingId: string): Promise<Booking> {
  const one = await tx.bookings.get(bookingId);
  tx.mustBe('the customer', one.customer);
  return one;
}

async function ofMerchant(tx: Writing, bookingId: string): Promise<Booking> {
  const one = await tx.bookings.get(bookingId);
  await mustServe(tx, one.merchant, 'manager', 'technician');
  return one;
}

/** Every service reports the odometer, as the Car-Pass duty has it. */
async function joinOdometer(tx: Writing, { vin, recordId, odometer, technician }: ServiceRecord): Promise<void> {
  const shown = { vin, ...odometer, at: tx.now, source: 'service' as const, reporter: technician };
  await addReading(tx, 'service:', recordId, shown);
}

async function answered(tx: Writing, one: Booking, quoteId: string, answer: 'accepted' | 'declined'): Promise<Booking> {
  await tx.bookings.put(one);
  tx.tell(serviceEvents.QuoteAnswered, { bookingId: one.bookingId, quoteId, answer });
  return one;
}
