import { createHash } from 'node:crypto';
import { Ledger } from './ledger';
import type { Asked } from './transaction';

const inOrder = <V>(kept: ReadonlyMap<string, V>): [string, V][] =>
  [...kept].sort(([left], [right]) => (left < right ? -1 : Number(left > right)));

/** What a ledger holds and told, as one hash. */
export function digestOf({ world, events }: Ledger): string {
  const hash = createHash('sha256');
  for (const [key, { value, version }] of inOrder(world.state))
    hash.update(JSON.stringify([key, value.toString('hex'), version]));
  for (const [collection, kept] of inOrder(world.secrets))
    for (const [key, value] of inOrder(kept))
      hash.update(JSON.stringify([collection, key, value.toString('hex')]));
  return hash.update(JSON.stringify(events)).digest('hex');
}

/** The same calls on a ledger of its own, one after the other; what was refused is refused again. */
export async function replay(asked: readonly Asked[]): Promise<string> {
  const ledger = new Ledger();
  for (const { person, call, at } of asked) {
    ledger.now = at;
    await ledger.call(person, call).catch(() => undefined);
  }
  return digestOf(ledger);
}
