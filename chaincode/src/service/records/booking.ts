import { z } from 'zod';
import { money, positiveMoney } from '../../kit/value/money';
import { anybody, ruled, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, member, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { Benefits } from '../../coupon/records/benefit';
import { CancelPolicy, Service, Warranty } from '../../merchant/records/catalogue';
import { localTime } from '../../kit/value/zone';
import { category } from '../../words/category';
import { unit } from '../../words/unit';
import { vin } from '../../words/vin';
import { Work } from './work';

export const stage = z.enum([
  'waiting',
  'diagnosing',
  'waitingForParts',
  'washing',
  'repairing',
  'drying',
  'testing',
  'ready',
]);

/** More work than was ordered. Without the customer's word it is not done, and not paid. */
export const Quote = z.strictObject({
  quoteId: id,
  amount: positiveMoney.meta({ description: 'on top of what was agreed before' }),
  work: z.array(Work).min(1).max(20),
  proposedAt: instant,
  answer: z.enum(['accepted', 'declined']).optional(),
});
export type Quote = z.output<typeof Quote>;

export const odometerShown = z.strictObject({ value: count(9_999_999), unit });

export const MOST_QUOTES = 20;

export const bookingStatus = z.enum([
  ...([
    'requested',
    'confirmed',
    'checkedIn',
    'inProgress',
    'quoteProposed',
    'completed',
    'owing',
    'settled',
  ] as const),
  ...(['lapsed', 'cancelledByCustomer', 'cancelledByMerchant', 'noShowCustomer', 'noShowMerchant'] as const),
  ...(['disputed', 'resolved', 'refunded'] as const),
]);
export type BookingStatus = z.output<typeof bookingStatus>;

export const Booking = z.strictObject({
  bookingId: id,
  merchant: member,
  customer: member,
  vin,
  serviceCode: id,
  version: count(10_000, 1).meta({ description: 'of the service; what follows is frozen from it' }),
  category,
  price: positiveMoney,
  deposit: positiveMoney
    .optional()
    .meta({ description: 'paid at confirmation instead of the price; the rest is due at acceptance' }),
  benefits: Benefits.optional().meta({ description: 'coupons and points that the price is lowered by' }),
  restPaymentId: id.optional().meta({ description: 'the payment that brought the rest' }),
  cancelPolicy: CancelPolicy,
  warranty: Warranty,
  bay: id,
  graceMinutes: Service.shape.graceMinutes,
  startsAt: instant,
  local: localTime.shape.local.optional().meta({ description: 'the start on the clocks of the merchant' }),
  endsAt: instant,
  freeAt: instant.meta({ description: 'when the bay is free again, the buffer included' }),
  deadline: instant.meta({
    description: 'exclusive: if the work is not completed before, the money goes back',
  }),
  status: bookingStatus,
  heldUntil: instant.optional(),
  bondId: id.optional(),
  escrows: z
    .array(id)
    .max(22)
    .meta({ description: 'boxes of room payment: price or deposit, accepted quotes, a rest in dispute' }),
  arrival: z.strictObject({ at: instant, nonceHash: sha256Hex }).optional(),
  checkIn: z
    .strictObject({ at: instant, by: member, odometer: odometerShown, photoHash: sha256Hex })
    .optional(),
  startedAt: instant.optional(),
  readyAt: instant.optional().meta({ description: 'when the merchant expects to be done' }),
  progress: z.array(z.strictObject({ stage, at: instant })).max(50),
  quotes: z.array(Quote).max(MOST_QUOTES),
  reworkOf: id.optional().meta({ description: 'the warranty claim for which the booking is free' }),
  recordId: id.optional(),
  completedAt: instant.optional(),
  disputed: z.strictObject({ at: instant, reasonHash: sha256Hex }).optional(),
  ended: z
    .strictObject({ at: instant, refund: money, compensation: money })
    .optional()
    .meta({ description: 'what went back to the customer, and what the bond paid beside' }),
});
export type Booking = z.output<typeof Booking>;
export const bookings = table({
  kind: 'booking',
  v: 1,
  schema: Booking,
  id: ({ bookingId }) => [bookingId],
  indexes: {
    byCustomer: ({ customer, startsAt }: Booking) => [customer, startsAt],
    byMerchant: ({ merchant, startsAt }: Booking) => [merchant, startsAt],
  },
  sides: {
    customer: ({ customer }: Booking) => customer,
    merchant: ({ merchant }: Booking) => merchant,
    // Who works for the merchant is said by its crew, which is asked by the handler (mustServe).
    crew: ruled,
    registrar: whoever('registrar'),
    // Whether a time is over is said by the rules.
    ...{ time: ruled, anybody },
  },
});

/**
 * Bookings whose rest a customer did not pay at a merchant; while there are any, no deposit is enough there.
 */
export const Owing = z.strictObject({
  merchant: member,
  customer: member,
  bookingIds: z.array(id).min(1).max(20),
});
export type Owing = z.output<typeof Owing>;
export const owings = table({
  kind: 'service-owing',
  v: 1,
  schema: Owing,
  id: ({ merchant, customer }) => [merchant, customer],
});

/** The record that a request names, for operations to state. */
export const onBooking = ({ bookingId }: { readonly bookingId: string }) => bookings.at(bookingId);
