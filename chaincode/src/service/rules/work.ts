import { demand, refuse } from '../../kit/errors';
import { sha256 } from '../../kit/value/hash';
import { addMillis, type Instant, MINUTE_MS } from '../../kit/value/time';
import { serviceErrors } from '../errors';
import type { Booking } from '../records/booking';
import { stepOf } from './booking';

/** So long before the start a customer may say that it is there. */
const EARLY_MS = 30 * MINUTE_MS;

/**
 * The customer is there: the hash of a code that the phone shows, so that who knows the code has stood before
 * it.
 */
export function arrive(booking: Booking, nonceHash: string, now: Instant): Booking {
  const status = stepOf(booking, 'arrive', now);
  const from = addMillis(booking.startsAt, -EARLY_MS);
  demand(now >= from, serviceErrors.ARRIVAL_EARLY, { from });
  return { ...booking, status, arrival: { at: now, nonceHash } };
}

/**
 * The vehicle is taken in by whoever scanned the code of the customer. Refuses with WRONG_STATUS,
 * NOT_ARRIVED, NONCE_WRONG.
 */
export function checkIn(
  booking: Booking,
  nonce: string,
  seen: Omit<NonNullable<Booking['checkIn']>, 'at'>,
  now: Instant,
): Booking {
  const status = stepOf(booking, 'checkIn', now);
  if (!booking.arrival) return refuse(serviceErrors.NOT_ARRIVED);
  demand(sha256(nonce) === booking.arrival.nonceHash, serviceErrors.NONCE_WRONG);
  return { ...booking, status, checkIn: { ...seen, at: now } };
}

/**
 * The work begins, to be ready when it was booked to end if nothing else is said. Refuses with WRONG_STATUS.
 */
export function begin(booking: Booking, readyAt: Instant | undefined, now: Instant): Booking {
  return {
    ...booking,
    status: stepOf(booking, 'begin', now),
    startedAt: now,
    readyAt: readyAt ?? booking.endsAt,
  };
}

/** The stage of the work, beside the last 49 reported. Refuses with WRONG_STATUS. */
export function report(
  booking: Booking,
  at: Booking['progress'][number],
  readyAt: Instant | undefined,
): Booking {
  const status = stepOf(booking, 'report', at.at, booking.status);
  return {
    ...booking,
    status,
    progress: [...booking.progress.slice(-49), at],
    readyAt: readyAt ?? booking.readyAt,
  };
}

/**
 * The work is done. Refuses with WRONG_STATUS, and an odometer below that of the check-in with
 * ODOMETER_LOWER.
 */
export function complete(
  booking: Booking,
  recordId: string,
  shown: { value: number; unit: string },
  now: Instant,
): Booking {
  const status = stepOf(booking, 'complete', now);
  const before = booking.checkIn?.odometer;
  const fell = before !== undefined && before.unit === shown.unit && shown.value < before.value;
  demand(!fell, serviceErrors.ODOMETER_LOWER, { value: shown.value, before: before?.value ?? 0 });
  return { ...booking, status, recordId, completedAt: now };
}

/** The customer disputes the work, by the hash of why. Refuses with WRONG_STATUS. */
export const dispute = (booking: Booking, reasonHash: string, now: Instant): Booking => ({
  ...booking,
  status: stepOf(booking, 'dispute', now),
  disputed: { at: now, reasonHash },
});
