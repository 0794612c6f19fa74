import { addReading } from '../../vehicle/door';
import { rentalEvents } from '../events';
import type { Rental } from '../records/rental';
import type { Writing } from '../tables';

/** Saves a rental and tells where it stands. */
export async function saveRental(tx: Writing, rental: Rental): Promise<Rental> {
  await tx.rentals.put(rental);
  const { rentalId, vin, status, due } = rental;
  tx.tell(rentalEvents.RentalChanged, { rentalId, vin, status, due });
  return rental;
}

/** What both signed for joins the series of the vehicle, as of the earlier signature. */
export async function joinOdometer(
  tx: Writing,
  { rentalId, vin, terms }: Rental,
  when: 'out' | 'back',
  shown: { value: number; at: string | undefined },
): Promise<void> {
  const { value, at } = shown;
  if (at === undefined) return;
  const reading = { vin, value, unit: terms.unit, at, source: 'rental' as const, reporter: tx.caller.member };
  await addReading(tx, `rental-${when}:`, rentalId, reading);
}
