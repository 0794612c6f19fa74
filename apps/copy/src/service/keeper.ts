import { rmSync } from 'node:fs';
import { connect, type Roadbook } from '@roadbook/gateway';
import { CopyFault } from '../fault';
import { type CopyHome, whereOf } from '../home';
import { follow, type Follower } from '../follow/follower';
import { sourceOver } from '../follow/peer';
import type { Source } from '../follow/source';
import type { Where } from '../store/database';
import { lockOf } from '../store/lock';
import { Store } from '../store/store';
import { type Door, openDoor } from './door';

/** The identity with which an organisation's programs read blocks and listen. */
const SERVICE = 'service';

export interface Keeping {
  readonly home: CopyHome;
  readonly env: NodeJS.ProcessEnv;
  /** Where it answers; none if not given. */
  readonly port?: number;
  readonly warn: (why: string) => void;
  /** Called after each transaction of the database. */
  readonly changed?: (block: bigint) => void;
  /** Where blocks come from: the peers, by the service of the organisation, if not given. */
  readonly source?: () => Promise<Source>;
  /** Where the copy is kept: by the settings, if not given. */
  readonly where?: Where;
}

/** A copy that this program keeps. */
export interface Kept {
  readonly store: Store;
  readonly follower: Follower;
  readonly door: Door | undefined;
  /** Begins the copy again with the first block. */
  forget(): Promise<void>;
  /** Resolves when it must be let go of, because another program may have it now. */
  readonly lost: Promise<void>;
  close(): Promise<void>;
}

/** Keeps the copy of an organisation until it is closed. Throws COPY_HELD when another program does. */
export async function keepCopy(keeping: Keeping): Promise<Kept> {
  const { home, env, port, warn, changed } = keeping;
  const where = keeping.where ?? whereOf(home, env);
  const lock = await lockOf(home, where);
  let store: Store | undefined;
  try {
    store = await openStore(where, warn);
    const peers = linesOf(home);
    const follower = follow({
      ...{ source: keeping.source ?? peers.source, store, chaincode: home.chaincode, now: () => Date.now() },
      // What is in the home is ours to make anew; of a database of one's own nothing is dropped unasked.
      ...{ other: 'postgres' in where ? 'refuse' : 'anew', warn },
      ...(changed && { changed }),
    });
    const forget = () => (store as Store).forget();
    const behind = { home, store, progress: follower.progress, now: () => Date.now(), forget };
    const door = port === undefined ? undefined : await openDoor({ ...behind, port });
    const held = store;
    return {
      ...{ store, follower, door, forget, lost: lock.lost },
      async close() {
        await follower.stop();
        await door?.close();
        await peers.close();
        await held.close();
        await lock.release();
      },
    };
  } catch (error) {
    await store?.close();
    await lock.release();
    throw error;
  }
}

async function openStore(where: Where, warn: Keeping['warn']): Promise<Store> {
  try {
    return await Store.open(where);
  } catch (error) {
    if (!(error instanceof CopyFault) || !('folder' in where)) throw error;
    warn(`${error.message} It is made anew from the ledger.`);
    if (error.code === 'SCHEMA_CHANGED') return await Store.anew(where);
    if (error.code !== 'DATABASE_UNUSABLE') throw error;
    rmSync(where.folder, { recursive: true, force: true });
    return await Store.open(where);
  }
}

function linesOf(home: CopyHome): { source(): Promise<Source>; close(): Promise<void> } {
  let open: Promise<Roadbook> | undefined;
  const line = (): Promise<Roadbook> => {
    open ??= connect({ profile: home.profile, user: SERVICE }).catch((error: unknown) => {
      open = undefined;
      throw error;
    });
    return open;
  };
  return {
    source: async () => sourceOver(await line()),
    async close() {
      const line = await open?.catch(() => undefined);
      await line?.close();
    },
  };
}
