import { demand } from '../kit/errors';
import { addMillis, type Instant, MINUTE_MS, toMillis } from '../kit/time';
import { serviceErrors } from './errors';
import type { Booking, Slot } from './records';

export const GRID_MIN = 15;
/** How long a slot waits for its money. */
export const HOLD_MS = 5 * MINUTE_MS;

export const isOnGrid = (at: Instant): boolean => toMillis(at) % (GRID_MIN * MINUTE_MS) === 0;

/** The quarters of an hour from the one moment to the other. */
export function cells(from: Instant, until: Instant): Instant[] {
  const found: Instant[] = [];
  for (let at = from; at < until; at = addMillis(at, GRID_MIN * MINUTE_MS)) found.push(at);
  return found;
}

export const slotKeys = ({
  merchant,
  bay,
  startsAt,
  freeAt,
}: Pick<Booking, 'merchant' | 'bay' | 'startsAt' | 'freeAt'>): string[][] =>
  cells(startsAt, freeAt).map((at) => [merchant, bay, at]);

/** A held slot is free again by itself when its hold is over. */
export const isTaken = ({ heldUntil }: Slot, now: Instant): boolean => heldUntil === undefined || now < heldUntil;

/** The slots of a booking, or SLOT_TAKEN if another has one of them. */
export function occupy(booking: Booking, found: readonly (Slot | undefined)[], now: Instant): Slot[] {
  const { bookingId, merchant, bay, startsAt, freeAt, heldUntil } = booking;
  const other = found.find((slot) => slot !== undefined && slot.bookingId !== bookingId && isTaken(slot, now));
  demand(other === undefined, serviceErrors.SLOT_TAKEN, { bay, startsAt: other?.startsAt ?? startsAt });
  return cells(startsAt, freeAt).map((at) => ({ merchant, bay, startsAt: at, bookingId, ...(heldUntil && { heldUntil }) }));
}
