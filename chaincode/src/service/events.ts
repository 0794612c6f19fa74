import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { positiveMoney } from '../kit/value/money';
import { count, id, member } from '../kit/value/text';
import { instant } from '../kit/value/time';
import { Waiting } from './records/queue';
import { Booking, stage } from './records/booking';
import { WorkClaim } from './records/warranty';
import { ServiceRecord } from './records/work';

const queued = Waiting.pick({ merchant: true, serviceCode: true, on: true, place: true });

export const serviceEvents = defineEvents({
  BookingMade: Booking.pick({
    bookingId: true,
    merchant: true,
    serviceCode: true,
    bay: true,
    startsAt: true,
    status: true,
  }),
  BookingChanged: Booking.pick({ bookingId: true, merchant: true, status: true }),
  BookingEnded: Booking.pick({ bookingId: true, merchant: true, status: true, ended: true }),
  QueueJoined: queued,
  QueueLeft: queued,
  ProgressReported: z.strictObject({ bookingId: id, stage, readyAt: instant.optional() }),
  QuoteProposed: z.strictObject({ bookingId: id, quoteId: id, amount: positiveMoney }),
  QuoteAnswered: z.strictObject({ bookingId: id, quoteId: id, answer: z.enum(['accepted', 'declined']) }),
  ServiceRecorded: ServiceRecord.pick({ vin: true, recordId: true, merchant: true }),
  BookingReviewed: z.strictObject({ bookingId: id, merchant: member, stars: count(5, 1) }),
  WorkClaimed: WorkClaim.pick({ claimId: true, vin: true, recordId: true, merchant: true, status: true }),
});
