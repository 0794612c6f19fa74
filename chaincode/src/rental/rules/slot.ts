import { demand } from '../../kit/errors';
import { addMillis, type Instant, MINUTE_MS, toMillis } from '../../kit/value/time';
import { rentalErrors } from '../errors';

/**
 * The cells that a booking takes, each by its start. They lie on a grid of UTC, so that two bookings meet in
 * a key or not at all.
 */
export function cellsOf(from: Instant, cells: number, cellMinutes: number, now: Instant): Instant[] {
  const onGrid = toMillis(from) % (cellMinutes * MINUTE_MS) === 0;
  const running = addMillis(from, cellMinutes * MINUTE_MS) > now;
  demand(onGrid && running, rentalErrors.RENTAL_OFF_GRID, { from, minutes: cellMinutes });
  return gridFrom(from, cells, cellMinutes);
}

/** The starts of so many cells, one after the other. */
export const gridFrom = (from: Instant, cells: number, cellMinutes: number): Instant[] =>
  Array.from({ length: cells }, (_, at) => endOf(from, at, cellMinutes));

/** When so many cells end; exclusive. */
export const endOf = (from: Instant, cells: number, cellMinutes: number): Instant =>
  addMillis(from, cells * cellMinutes * MINUTE_MS);

/** Cells begun between two moments; none when the second is not later. */
export function cellsBegun(from: Instant, until: Instant, cellMinutes: number): number {
  return until <= from ? 0 : Math.ceil((toMillis(until) - toMillis(from)) / (cellMinutes * MINUTE_MS));
}
