import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { money } from '../../kit/value/money';
import { count, id, nonce, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone, people } from '../../words/role';
import { Review } from '../../merchant/records/review';
import { moneyEvents } from '../../payment/events';
import { partErrors } from '../../part/errors';
import { partEvents } from '../../part/events';
import { vehicleEvents } from '../../vehicle/events';
import { vin } from '../../words/vin';
import { moneyRefusals, ofBooking, paying } from './booking';
import { serviceErrors as no } from '../errors';
import { serviceEvents as told } from '../events';
import { Booking, odometerShown, Quote, stage } from '../records/booking';
import { SeenRecord } from '../records/view';
import { Report, ServiceRecord } from '../records/work';

/** For what remains beyond a deposit. */
const paysRest = { paymentId: paying.paymentId.optional(), lots: paying.lots.optional() };
const changed = [told.BookingChanged];
const ending = [told.BookingEnded, moneyEvents.MoneyMoved];

/** From the arrival to the record, the money and the warranty. */
export const workOperations = {
  arrive: submit({
    says: 'Say, as the customer, that the vehicle is there: the hash of a code that the phone then shows.',
    by: people,
    request: ofBooking.extend({ nonceHash: sha256Hex }),
    response: Booking,
    errors: [no.ARRIVAL_EARLY],
    events: changed,
  }),
  checkIn: submit({
    says: 'Take the vehicle in, with the code scanned from the customer and the odometer with the hash of its photo.',
    by: people,
    request: ofBooking.extend({
      nonce,
      odometer: odometerShown,
      photoHash: sha256Hex,
    }),
    response: Booking,
    errors: [no.NOT_ARRIVED, no.NONCE_WRONG],
    events: changed,
  }),
  begin: submit({
    says: 'Begin the work.',
    by: people,
    request: ofBooking.extend({ readyAt: instant.optional() }),
    response: Booking,
    events: changed,
  }),
  report: submit({
    says: 'Report the stage of the work and when it will be ready.',
    by: people,
    request: ofBooking.extend({ stage, readyAt: instant.optional() }),
    response: Booking,
    events: [told.ProgressReported],
  }),
  proposeQuote: submit({
    says: 'Propose further work for further money. Nothing of it is owed before the customer accepts.',
    by: people,
    request: ofBooking.extend(Quote.pick({ quoteId: true, amount: true, work: true }).shape),
    response: Booking,
    errors: [no.QUOTE_NOT_OPEN],
    events: [told.QuoteProposed],
  }),
  acceptQuote: submit({
    says: 'Accept a quote; its amount goes into escrow too.',
    by: people,
    request: ofBooking.extend({ quoteId: id, ...paying }),
    response: Booking,
    errors: [no.QUOTE_NOT_OPEN, ...moneyRefusals],
    events: [told.QuoteAnswered, moneyEvents.MoneyMoved],
  }),
  declineQuote: submit({
    says: 'Decline a quote; the work goes on as it was ordered.',
    by: people,
    request: ofBooking.extend({ quoteId: id }),
    response: Booking,
    errors: [no.QUOTE_NOT_OPEN],
    events: [told.QuoteAnswered],
  }),
  complete: submit({
    says: 'Finish the work: the record goes into the history of the vehicle, its odometer and the chains of its parts.',
    by: people,
    request: ofBooking.extend({ report: Report }),
    response: z.strictObject({ booking: Booking, record: ServiceRecord }),
    errors: [
      no.ODOMETER_LOWER,
      partErrors.PART_BLOCKED,
      partErrors.NOT_IN_CUSTODY,
      partErrors.PARENT_IN_ITSELF,
      partErrors.CHECK_DIGIT_WRONG,
    ],
    events: [
      told.BookingChanged,
      told.ServiceRecorded,
      vehicleEvents.OdometerRead,
      partEvents.EventCaptured,
      partEvents.PartFlagged,
      told.WorkClaimed,
    ],
  }),
  accept: submit({
    says: 'Accept the work as the customer: the money goes to the merchant, with the rest if there was a deposit.',
    by: people,
    request: ofBooking.extend(paysRest),
    response: Booking,
    errors: [no.REST_DUE, ...moneyRefusals],
    events: ending,
  }),
  payRest: submit({
    says: 'Pay the rest of a booking that was settled by time alone.',
    by: people,
    request: ofBooking.extend(paying),
    response: Booking,
    errors: moneyRefusals,
    events: [...changed, ...ending],
  }),
  dispute: submit({
    says: 'Dispute the work within a day of its end; the registrar decides. After a deposit the rest waits in escrow for the decision.',
    by: people,
    request: ofBooking.extend({ reasonHash: sha256Hex, ...paysRest }),
    response: Booking,
    errors: [no.REST_DUE, ...moneyRefusals],
    events: [...changed, moneyEvents.MoneyMoved],
  }),
  resolve: submit({
    says: 'Decide a dispute: what goes back; the rest is for the merchant.',
    by: ['registrar'],
    request: ofBooking.extend({ refund: money }),
    response: Booking,
    errors: [no.REFUND_TOO_MUCH, ...moneyRefusals],
    events: ending,
  }),
  review: submit({
    says: 'Review a settled booking, once.',
    by: people,
    request: ofBooking.extend({ stars: count(5, 1), textHash: sha256Hex.optional() }),
    response: Review,
    errors: [no.NOT_SETTLED, no.NOT_INDEPENDENT],
    events: [told.BookingReviewed],
  }),
  readRecord: evaluate({
    says: 'Read a service record: what was done, by whom and on which day, or all of it as for the vehicle.',
    by: everyone,
    request: z.strictObject({ vin, recordId: id }),
    response: SeenRecord,
  }),
  listRecords: evaluate({
    says: 'List the service records of a vehicle by time.',
    by: everyone,
    request: page.extend({ vin }),
    response: pageOf(SeenRecord),
  }),
};
