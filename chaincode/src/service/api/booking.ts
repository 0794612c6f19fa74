import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { money } from '../../kit/value/money';
import { count, id, member } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { everyone, people } from '../../words/role';
import { merchantErrors } from '../../merchant/errors';
import { localTime, zoneErrors } from '../../kit/value/zone';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/money';
import { vehicleErrors } from '../../vehicle/errors';
import { vin } from '../../words/vin';
import { serviceErrors as no } from '../errors';
import { serviceEvents as told } from '../events';
import { bookingLife } from '../life';
import { Booking } from '../records/booking';

export const ofBooking = z.strictObject({ bookingId: id });
export const paying = { paymentId: id, lots: z.array(lotId).min(1).max(100) };
export const moneyRefusals = Object.values(moneyErrors);
const asked = z.strictObject({
  bookingId: id,
  merchant: member,
  serviceCode: id,
  version: count(10_000, 1),
  vin,
  bay: id,
  start: localTime,
});
/** What may be wrong with a time and a bay. */
export const placing = [
  zoneErrors.ZONE_UNCOVERED,
  zoneErrors.LOCAL_TIME_SKIPPED,
  zoneErrors.LOCAL_TIME_TWICE,
  zoneErrors.OFFSET_OTHER,
  no.OFF_GRID,
  no.START_BEHIND,
  no.BAY_UNKNOWN,
  no.CLOSED_THEN,
  no.SLOT_TAKEN,
  no.SLOT_OFFERED,
];
const drawing = [
  merchantErrors.NOT_A_MERCHANT,
  vehicleErrors.TITLE_UNHELD,
  no.MERCHANT_NOT_READY,
  no.VERSION_NOT_SOLD,
  no.VEHICLE_CLASS_OTHER,
  no.REST_OPEN,
  ...placing,
];
const ending = [told.BookingEnded, moneyEvents.MoneyMoved];
const Seen = z.strictObject({ booking: Booking, standing: z.enum(bookingLife.statuses) });

/** From the free slot to the confirmed booking, and out of it again. */
export const bookingOperations = {
  hold: submit({
    says: 'Hold a slot for five minutes. The time is local time at the merchant.',
    by: people,
    request: asked,
    response: Booking,
    errors: drawing,
    events: [told.BookingMade],
  }),
  confirm: submit({
    says: 'Confirm a held slot: the price, or the deposit on it, goes into escrow.',
    by: people,
    request: ofBooking.extend(paying),
    response: Booking,
    errors: [no.SLOT_TAKEN, merchantErrors.BOND_SHORT, ...moneyRefusals],
    events: [told.BookingChanged, moneyEvents.MoneyMoved],
  }),
  book: submit({
    says: 'Take a slot and put the price, or the deposit on it, into escrow at once. Of two bookings of one slot one is valid.',
    by: people,
    request: asked.extend(paying),
    response: Booking,
    errors: [...drawing, merchantErrors.BOND_SHORT, ...moneyRefusals],
    events: [told.BookingMade, moneyEvents.MoneyMoved],
  }),
  cancel: submit({
    says: 'Cancel the own booking; what comes back follows from its policy and the time.',
    by: people,
    request: ofBooking,
    response: Booking,
    errors: moneyRefusals,
    events: ending,
  }),
  decline: submit({
    says: 'Cancel as the merchant: everything goes back, and the bond compensates.',
    by: people,
    request: ofBooking,
    response: Booking,
    errors: moneyRefusals,
    events: ending,
  }),
  tick: submit({
    says: 'Write down what time has made true: lapse, no-show, acceptance, refund. Anyone may, any number of times.',
    by: everyone,
    request: ofBooking,
    response: Booking,
    errors: moneyRefusals,
    events: ending,
  }),
  read: evaluate({
    says: 'Read a booking, and where it stands now.',
    by: everyone,
    request: ofBooking,
    response: Seen,
  }),
  previewCancel: evaluate({
    says: 'Say what would come back if the booking were cancelled now.',
    by: people,
    request: ofBooking,
    response: z.strictObject({ refund: money }),
  }),
  listBookings: evaluate({
    says: 'List the bookings of a customer or of a merchant by start.',
    by: everyone,
    request: page.extend({ of: member, as: z.enum(['customer', 'merchant']) }),
    response: pageOf(Booking),
  }),
  listFree: evaluate({
    says: 'List when a service may begin at a bay on a day.',
    by: everyone,
    request: z.strictObject({ merchant: member, serviceCode: id, bay: id, on: day }),
    errors: [zoneErrors.ZONE_UNCOVERED],
    response: z.strictObject({
      free: z.array(z.strictObject({ startsAt: instant, local: z.string().max(16), offsetMinutes: count(840, -720) })).max(100),
    }),
  }),
};
