import { demand } from '../../kit/errors';
import { rentalErrors } from '../errors';
import { cellsOf, type Grid, gridFrom } from '../rules/slot';
import type { Car, Slot } from '../records/car';
import type { Writing } from '../tables';

/** Takes cells of time: each is a key, so that of two who want one the ledger lets one have it. */
export async function takeCells(
  tx: Writing,
  { vin, ...grid }: Pick<Car, 'vin'> & Grid,
  from: string,
  cells: number,
  taker: Taker,
): Promise<void> {
  const starts = cellsOf(from, cells, grid, tx.now);
  const found = await tx.slots.findMany(starts.map((start) => [vin, start]));
  const taken = found.find((slot) => slot !== undefined && !isOf(slot, taker));
  demand(taken === undefined, rentalErrors.RENTAL_SLOT_TAKEN, { vin, from: taken?.from ?? '' });
  for (const start of starts) await tx.slots.put({ vin, from: start, ...taker });
}

type Taker = Pick<Slot, 'kind' | 'id'>;
const isOf = (slot: Slot, { kind, id }: Taker): boolean => slot.kind === kind && slot.id === id;

/** Gives cells back that are still its own. */
export async function freeCells(
  tx: Writing,
  { vin, cellMinutes }: Pick<Car, 'vin' | 'cellMinutes'>,
  { from, cells, taker }: { from: string; cells: number; taker: Taker },
): Promise<void> {
  const starts = gridFrom(from, cells, cellMinutes);
  for (const slot of await tx.slots.findMany(starts.map((start) => [vin, start]))) {
    if (!slot) continue;
    demand(isOf(slot, taker), rentalErrors.RENTAL_SLOT_TAKEN, { vin, from: slot.from });
    await tx.slots.remove(vin, slot.from);
  }
}
