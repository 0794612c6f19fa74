import { takeTurn } from './availability';
import type { Booking } from '../records/booking';
import { occupy, slotKeys } from '../rules/slot';
import type { Writing } from '../tables';

export async function takeSlots(tx: Writing, one: Booking): Promise<void> {
  const found = await tx.slots.findMany(slotKeys(one));
  const taken = occupy(one, found, tx.now);
  await takeTurn(tx, one, found);
  for (const slot of taken) await tx.slots.put(slot);
}
