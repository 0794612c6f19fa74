import { z } from 'zod';
import { evaluate, mine, page, pageOf, submit } from '../../kit/api';
import { money } from '../../kit/value/money';
import { count, id, member } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { everyone, people } from '../../words/role';
import { merchantErrors } from '../../merchant/errors';
import { localTime, zoneErrors } from '../../kit/value/zone';
import { moneyEvents } from '../../payment/events';
import { vehicleErrors } from '../../vehicle/errors';
import { vin } from '../../words/vin';
import { serviceErrors as errors } from '../errors';
import { serviceEvents as events } from '../events';
import { bookingLife } from '../life';
import { Booking, onBooking } from '../records/booking';
import { paymentAt, paymentNamed } from '../../payment/records/money';
import { offered, ofBooking, paying, moneyRefusals, bookingRefusals, ending, withBenefits } from './shape';
import { wantedRecords } from '../../coupon/records/benefit';
import { benefitErrors, benefitsUsed } from '../../coupon/records/refusal';

const asked = z.strictObject({
  bookingId: id,
  merchant: member,
  serviceCode: id,
  version: count(10_000, 1),
  vin,
  bay: id,
  start: localTime,
});
const drawing = [
  merchantErrors.NOT_A_MERCHANT,
  vehicleErrors.TITLE_UNHELD,
  errors.MERCHANT_NOT_READY,
  errors.VERSION_NOT_SOLD,
  errors.VEHICLE_CLASS_OTHER,
  errors.REST_OPEN,
  ...bookingRefusals,
];
const Seen = z.strictObject({ booking: Booking, standing: z.enum(bookingLife.statuses) });
/** What time makes true of a booking, whoever writes it down. */
const { lapse, missCustomer, missMerchant, settle, refund } = bookingLife;
const timed = [lapse, missCustomer, missMerchant, settle, refund];

/** From the free slot to the confirmed booking, and out of it again. */
export const bookingOperations = {
  hold: submit({
    says: 'Hold a slot for five minutes. The time is local time at the merchant.',
    by: people,
    request: asked,
    creates: onBooking,
    loads: offered,
    response: Booking,
    errors: drawing,
    events: [events.BookingMade],
  }),
  confirm: submit({
    says: 'Confirm a held slot: the price, or the deposit on it, goes into escrow.',
    by: people,
    request: ofBooking.extend({ ...paying, ...withBenefits }),
    on: onBooking,
    step: bookingLife.confirm,
    creates: ({ paymentId }, _asking, { customer }) => paymentAt(paymentId, customer),
    again: (_payment, booking) => booking,
    loads: paymentNamed,
    response: Booking,
    errors: [errors.SLOT_TAKEN, merchantErrors.BOND_SHORT, ...benefitErrors, ...moneyRefusals],
    events: [events.BookingChanged, moneyEvents.MoneyMoved, ...benefitsUsed],
  }),
  book: submit({
    says:
      'Take a slot and put the price, or the deposit on it, into escrow at once. Of two bookings of one ' +
      'slot one is valid.',
    by: people,
    request: asked.extend({ ...paying, ...withBenefits }),
    creates: onBooking,
    // As a rest, so that what is loaded counts as known from the request: all in the first message.
    loads: (wanted, ...[, { member: customer }]) => ({
      ...offered(wanted),
      ...paymentNamed(wanted),
      ...wantedRecords(wanted.benefits, { seller: wanted.merchant, customer }),
    }),
    response: Booking,
    errors: [...drawing, merchantErrors.BOND_SHORT, ...benefitErrors, ...moneyRefusals],
    events: [events.BookingMade, moneyEvents.MoneyMoved, ...benefitsUsed],
  }),
  cancel: submit({
    says: 'Cancel the own booking; what comes back follows from its policy and the time.',
    by: people,
    request: ofBooking,
    on: onBooking,
    step: bookingLife.cancel,
    done: ({ status }) => status === 'cancelledByCustomer',
    response: Booking,
    errors: moneyRefusals,
    events: ending,
  }),
  decline: submit({
    says: 'Cancel as the merchant: everything goes back, and the bond compensates.',
    by: people,
    request: ofBooking,
    on: onBooking,
    steps: [bookingLife.decline],
    response: Booking,
    errors: moneyRefusals,
    events: ending,
  }),
  tick: submit({
    says:
      'Write down what time has made true: lapse, no-show, acceptance, refund. Anyone may, any number of ' +
      'times.',
    by: everyone,
    request: ofBooking,
    on: onBooking,
    steps: timed,
    response: Booking.pick({ bookingId: true, status: true }),
    errors: moneyRefusals,
    events: ending,
  }),
  read: evaluate({
    says: 'Read a booking, and where it stands now.',
    by: everyone,
    request: ofBooking,
    on: onBooking,
    response: Seen,
  }),
  previewCancel: evaluate({
    says: 'Say what would come back if the booking were cancelled now.',
    by: people,
    request: ofBooking,
    on: onBooking,
    sides: ['customer'],
    response: z.strictObject({ refund: money }),
  }),
  listBookings: evaluate({
    says: 'List the bookings of a customer or of a merchant by start.',
    by: everyone,
    request: page.extend({ of: mine(member), as: z.enum(['customer', 'merchant']) }),
    response: pageOf(Booking),
  }),
  listFree: evaluate({
    says: 'List when a service may begin at a bay on a day.',
    by: everyone,
    request: z.strictObject({ merchant: member, serviceCode: id, bay: id, on: day }),
    errors: [zoneErrors.ZONE_UNCOVERED],
    response: z.strictObject({
      free: z
        .array(
          z.strictObject({ startsAt: instant, local: z.string().max(16), offsetMinutes: count(840, -720) }),
        )
        .max(100),
    }),
  }),
};
