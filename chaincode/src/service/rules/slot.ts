import { demand } from '../../kit/errors';
import {
  addMillis,
  type Day,
  type Instant,
  isAfter,
  MINUTE_MS,
  startOf,
  toMillis,
} from '../../kit/value/time';
import type { Service } from '../../merchant/records/catalogue';
import { type Hours } from '../../merchant/records/hours';
import { isOpen } from '../../merchant/door';
import { localOf, type Zone } from '../../kit/value/zone';
import { serviceErrors } from '../errors';
import type { Booking } from '../records/booking';
import type { Slot } from '../records/slot';

/** Minutes of a slot. */
export const GRID_MIN = 15;
/** How long a slot waits for its money. */
export const HOLD_MS = 5 * MINUTE_MS;

/** Whether a moment is a quarter of an hour. */
export const isOnGrid = (at: Instant): boolean => toMillis(at) % (GRID_MIN * MINUTE_MS) === 0;

/** The quarters of an hour from the one moment to the other. */
export function cells(from: Instant, until: Instant): Instant[] {
  const found: Instant[] = [];
  for (let at = from; at < until; at = addMillis(at, GRID_MIN * MINUTE_MS)) found.push(at);
  return found;
}

/** Keys of the slots that a booking takes, the buffer included. */
export const slotKeys = ({
  merchant,
  bay,
  startsAt,
  freeAt,
}: Pick<Booking, 'merchant' | 'bay' | 'startsAt' | 'freeAt'>): string[][] =>
  cells(startsAt, freeAt).map((at) => [merchant, bay, at]);

/**
 * A held slot is free again by itself after its hold is over: not while its customer could still confirm, by
 * whatever clock.
 */
export const isTaken = ({ heldUntil, freedAt }: Slot, now: Instant): boolean =>
  freedAt === undefined && (heldUntil === undefined || !isAfter(now, heldUntil));

/** The slots of a booking, or SLOT_TAKEN if another has one of them. */
export function occupy(booking: Booking, found: readonly (Slot | undefined)[], now: Instant): Slot[] {
  const { bookingId, merchant, bay, startsAt, freeAt, heldUntil, serviceCode, local } = booking;
  const other = found.find(
    (slot) => slot !== undefined && slot.bookingId !== bookingId && isTaken(slot, now),
  );
  demand(other === undefined, serviceErrors.SLOT_TAKEN, { bay, startsAt: other?.startsAt ?? startsAt });
  const slot = {
    merchant,
    bay,
    bookingId,
    ...(heldUntil && { heldUntil }),
    ...(local && { serviceCode, local }),
  };
  return cells(startsAt, freeAt).map((at) => ({ ...slot, startsAt: at }));
}

type Place = Pick<Booking, 'merchant' | 'bay' | 'startsAt'>;

/** Where a service is done and until when the bay is not free. */
export const placeOf = (
  place: Place,
  { durationMin, bufferMin }: Pick<Service, 'durationMin' | 'bufferMin'>,
) => ({
  ...place,
  freeAt: addMillis(place.startsAt, (durationMin + bufferMin) * MINUTE_MS),
});

/**
 * The moments of a local day at which a service could begin if nobody were there. A day has up to 25 hours;
 * offsets go up to 14.
 */
export function possibleStarts(
  on: Day,
  { service, hours, zone }: { service: Pick<Service, 'durationMin'>; hours: Hours; zone: Zone },
  now: Instant,
): Instant[] {
  const dawn = addMillis(startOf(on), -14 * 60 * MINUTE_MS);
  const moments = Array.from({ length: (54 * 60) / GRID_MIN }, (_, n) =>
    addMillis(dawn, n * GRID_MIN * MINUTE_MS),
  );
  return moments.filter(
    (start) =>
      start > now &&
      localOf(zone, start).local.startsWith(on) &&
      isOpen(hours, zone, start, addMillis(start, service.durationMin * MINUTE_MS)),
  );
}
