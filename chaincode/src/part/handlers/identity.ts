import type { Found } from '../../kit/ledger/rows';
import { formerKeys } from '../gs1/former';
import { canonicalLink } from '../gs1/link';
import type { Part } from '../records/part';

/** The key under which the ledger keeps the thing of a spelling: one that was captured when ids were read
 * otherwise stays where it was. */
export async function keyOf(tx: { readonly parts: Found<Part> }, spelling: string): Promise<string> {
  const [key, formers] = [canonicalLink(spelling), formerKeys(spelling)];
  if (formers.length === 0) return key;
  const found = await tx.parts.findMany([key, ...formers].map((one) => [one]));
  return found.find((part) => part !== undefined)?.epc ?? key;
}

/** The same of several spellings, each thing once. */
export async function keysOf(
  tx: { readonly parts: Found<Part> },
  spellings: readonly string[],
): Promise<string[]> {
  const keys = new Set<string>();
  for (const spelling of spellings) keys.add(await keyOf(tx, spelling));
  return [...keys];
}
