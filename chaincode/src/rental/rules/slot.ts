import { demand } from '../../kit/errors';
import { addMillis, type Instant, MINUTE_MS, toMillis } from '../../kit/value/time';
import { rentalErrors } from '../errors';
import type { Car } from '../records/car';

/** The grid of a car: the length of a cell, and by how much it lies off the full cells of UTC. */
export type Grid = Pick<Car, 'cellMinutes' | 'phaseMinutes'>;

/** By how much the full cells of clocks with an offset lie off those of UTC: 30 minutes at +05:30. */
export const phaseOf = (offsetMinutes: number, cellMinutes: number): number =>
  (cellMinutes - (((offsetMinutes % cellMinutes) + cellMinutes) % cellMinutes)) % cellMinutes;

/**
 * The cells that a booking takes, each by its start. They lie on one grid for good, so that two bookings meet
 * in a key or not at all.
 */
export function cellsOf(from: Instant, cells: number, grid: Grid, now: Instant): Instant[] {
  const { cellMinutes, phaseMinutes = 0 } = grid;
  const onGrid = (toMillis(from) - phaseMinutes * MINUTE_MS) % (cellMinutes * MINUTE_MS) === 0;
  const running = addMillis(from, cellMinutes * MINUTE_MS) > now;
  demand(onGrid && running, rentalErrors.RENTAL_OFF_GRID, {
    ...{ from, minutes: cellMinutes, phase: phaseMinutes },
  });
  return gridFrom(from, cells, cellMinutes);
}

/** The starts of so many cells, one after the other. */
export const gridFrom = (from: Instant, cells: number, cellMinutes: number): Instant[] =>
  Array.from({ length: cells }, (_, at) => endOf(from, at, cellMinutes));

/** When so many cells end; exclusive. */
export const endOf = (from: Instant, cells: number, cellMinutes: number): Instant =>
  addMillis(from, cells * cellMinutes * MINUTE_MS);

/** The first of the cells of a booking that has not begun at a moment: from it on they can be given back. */
export const nextCell = (from: Instant, now: Instant, cellMinutes: number): Instant =>
  endOf(from, cellsBegun(from, now, cellMinutes), cellMinutes);

/** Cells begun between two moments; none when the second is not later. */
export function cellsBegun(from: Instant, until: Instant, cellMinutes: number): number {
  return until <= from ? 0 : Math.ceil((toMillis(until) - toMillis(from)) / (cellMinutes * MINUTE_MS));
}
