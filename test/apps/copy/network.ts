import { Chain, type Committed, openWorld } from '@roadbook/ledger';
import { type Follower, follow, type Source, Store, type Where } from '@roadbook/copy';

/** A ledger in memory with its chain of blocks, as a source that a copy follows. */
export async function openChain(says?: string) {
  const chain = new Chain(says);
  const listeners = new Set<() => void>();
  const world = await openWorld({
    written(block: readonly Committed[]) {
      chain.add(block);
      for (const ring of listeners) ring();
    },
  });
  return { chain, world, source: sourceOf(chain.blocks, listeners) };
}

/** Blocks as a source; whoever appends to them rings. */
export function sourceOf(blocks: readonly Uint8Array[], listeners = new Set<() => void>()): Source {
  return {
    height: async () => BigInt(blocks.length),
    block: async (number) => blocks[Number(number)],
    async *heard(signal) {
      while (!signal.aborted) {
        await new Promise<void>((done) => {
          const ring = () => {
            listeners.delete(ring);
            done();
          };
          listeners.add(ring);
          signal.addEventListener('abort', ring, { once: true });
        });
        yield undefined;
      }
    },
  };
}

export const until = async (holds: () => boolean | Promise<boolean>) => {
  for (let at = 0; !(await holds()) && at < 2_000; at++) await new Promise((next) => setTimeout(next, 10));
  expect(await holds()).toBe(true);
};

/** Follows until the copy has every block of the source, and leaves it open. */
export async function copyAll(where: Where, source: Source, store?: Store): Promise<Store> {
  const copy = store ?? (await Store.open(where));
  const follower = startFollowing(copy, source);
  await until(async () => (await copy.position()).block === (await source.height()) - 1n);
  await follower.stop();
  return copy;
}

export const startFollowing = (
  store: Store,
  source: Source,
  other: 'refuse' | 'anew' = 'refuse',
  warn?: (why: string) => void,
): Follower =>
  follow({
    ...{ source: async () => source, store, chaincode: 'roadbook', other, now: () => Date.now() },
    ...(warn && { warn }),
  });
