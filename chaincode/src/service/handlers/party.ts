import { serviceEvents } from '../events';
import type { Booking } from '../records/booking';
import type { Writing } from '../tables';
import { mustServe } from '../../merchant/door';

export async function made(tx: Writing, one: Booking): Promise<Booking> {
  await tx.bookings.put(one);
  const { bookingId, merchant, serviceCode, bay, startsAt, status } = one;
  tx.tell(serviceEvents.BookingMade, { bookingId, merchant, serviceCode, bay, startsAt, status });
  return one;
}

export async function saved(tx: Writing, one: Booking): Promise<Booking> {
  await tx.bookings.put(one);
  tx.tell(serviceEvents.BookingChanged, {
    bookingId: one.bookingId,
    merchant: one.merchant,
    status: one.status,
  });
  return one;
}

/** NOT_YOURS unless the caller works on it for the merchant. */
export const mustWork = (tx: Writing, { merchant }: Booking): Promise<void> =>
  mustServe(tx, merchant, 'manager', 'technician');
