import { setTimeout as sleep } from 'node:timers/promises';
import { follow } from '../follow/follower';
import type { Source } from '../follow/source';
import { differencesOf, type Snapshot, snapshotOf } from '../store/digest';
import { readOnly } from '../store/reading';
import { Store } from '../store/store';

/** What a comparison of a copy with the ledger found. */
export interface Verified {
  readonly block: bigint | undefined;
  readonly rows: number;
  /** Tables whose rows are not those that the ledger gives. */
  readonly differing: readonly string[];
  /** Whether the last block is the one that the chain has there. */
  readonly sameChain: boolean;
}

/**
 * Makes the copy once more from the first block, in memory, up to where it is, and compares every row. Blocks
 * are checked on the way: each must name the one before it.
 */
export async function verifyAgainst(
  snapshot: Snapshot,
  source: Source,
  chaincode: string,
): Promise<Verified> {
  const rows = [...snapshot.tables.values()].reduce((sum, table) => sum + table.rows, 0);
  if (snapshot.block === undefined) return { block: undefined, rows, differing: [], sameChain: true };
  const store = await Store.open({ memory: true });
  try {
    await replay(store, upTo(source, snapshot.block), chaincode, snapshot.block);
    const fresh = await snapshotOf((question) => readOnly(store.database, question));
    return {
      block: snapshot.block,
      rows,
      differing: differencesOf(snapshot, fresh),
      sameChain: fresh.hash === snapshot.hash,
    };
  } finally {
    await store.close();
  }
}

/** The chain as if it ended with a block. */
const upTo = (source: Source, last: bigint): Source => ({
  height: async () => {
    const height = await source.height();
    return height > last + 1n ? last + 1n : height;
  },
  block: async (number) => (number > last ? undefined : await source.block(number)),
  heard: source.heard,
});

async function replay(store: Store, source: Source, chaincode: string, last: bigint): Promise<void> {
  let [why, lasting] = ['', false];
  const follower = follow({
    ...{ source: async () => source, store, chaincode, other: 'refuse', now: () => Date.now() },
    warn(said) {
      [why, lasting] = [said, true];
    },
  });
  try {
    while ((await store.position()).block !== last) {
      if (lasting) throw new Error(why);
      await sleep(20);
    }
  } finally {
    await follower.stop();
  }
}
