import { factsHashOf, seen } from '../rules/history';
import type { Seen } from '../rules/listing';
import type { Reading, Writing } from '../tables';

/**
 * What the ledger sees of a vehicle's history in this transaction, where the vehicle is known by a listing
 * alone.
 */
export const seenOf = async (tx: Writing, vin: string): Promise<Seen> =>
  seen(await tx.vehicles.get(vin), await tx.odometers.find(vin));

/**
 * Title, brands, liens and theft alone: what the buyer itself drives during the inspection does not count
 * against a trade.
 */
export const titleSeenOf = async (tx: Writing | Reading, vin: string): Promise<string> =>
  factsHashOf(await tx.vehicles.get(vin), undefined);
