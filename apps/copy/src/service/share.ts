import { setTimeout as sleep } from 'node:timers/promises';
import { CopyFault, sentenceOf } from '../fault';
import { type CopyHome, whereOf } from '../home';
import type { Database } from '../store/database';
import { type Answered, type Question, readOnly } from '../store/reading';
import { Store } from '../store/store';
import type { Health } from './door';
import { healthOf } from './door';
import { keepCopy, type Kept } from './keeper';
import { databaseOver, remoteCopy } from './remote';

/** A copy as a server uses it, whoever keeps it. */
export interface Copied {
  /** For queries that read. */
  readonly database: Database;
  /** Whether it follows the ledger now; else why not. */
  state(): { readonly following: boolean; readonly why?: string };
  /** Calls when the copy has changed. */
  onChange(listener: () => void): void;
  close(): Promise<void>;
}

/** How often a copy that another program keeps is looked at, in milliseconds. */
const LOOK_MS = 200;
/** How long it waits before it looks again for who keeps it. */
const SEARCH_MS = 1_000;

export interface Sharing {
  readonly home: CopyHome;
  readonly env: NodeJS.ProcessEnv;
  readonly warn: (why: string) => void;
}

/**
 * The copy of an organisation: kept by this program when nobody else does, asked of who keeps it otherwise.
 * When that one ends, this program goes on with it.
 */
export function shareCopy({ home, env, warn }: Sharing): Copied {
  const ended = new AbortController();
  const { signal } = ended;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  let asking: ((question: Question) => Promise<Answered>) | undefined;
  let health: Pick<Health, 'following' | 'why'> = { following: false, why: 'it begins' };
  let kept: Kept | undefined;
  let told: string | undefined;
  const fail = (error: unknown) => {
    const why = sentenceOf(error);
    health = { following: false, why };
    if (why !== told) warn(error instanceof CopyFault ? `${why} ${error.cure}` : why);
    told = why;
  };

  /** Keeps it until it is lost. Throws COPY_HELD when another program has it. */
  async function keep(): Promise<void> {
    const own = await keepCopy({ home, env, port: 0, warn, changed });
    [kept, told] = [own, undefined];
    asking = (question) => readOnly(own.store.database, question);
    const stopped = new Promise<void>((done) => {
      signal.addEventListener('abort', () => done());
      if (signal.aborted) done();
    });
    const look = setInterval(() => {
      health = healthOf(own.follower.progress());
    }, LOOK_MS);
    await Promise.race([own.lost, stopped]);
    clearInterval(look);
    asking = undefined;
    kept = undefined;
    await own.close();
  }

  /** Asks who keeps it until it does not answer any more. */
  async function join(): Promise<void> {
    const where = whereOf(home, env);
    const remote = remoteCopy(home);
    const store = 'postgres' in where ? await Store.join(where) : undefined;
    try {
      let height = '';
      for (;;) {
        const now = await remote.health();
        asking = store ? (question) => readOnly(store.database, question) : remote.query;
        [health, told] = [now, undefined];
        if (now.height !== height) changed();
        height = now.height;
        await sleep(LOOK_MS, undefined, { signal });
      }
    } finally {
      asking = undefined;
      await store?.close();
    }
  }

  const done = (async () => {
    while (!signal.aborted) {
      try {
        await keep();
      } catch (error) {
        const held = error instanceof CopyFault && error.code === 'COPY_HELD';
        if (!held) fail(error);
        else await join().catch((why: unknown) => (signal.aborted ? undefined : fail(why)));
      }
      await sleep(SEARCH_MS, undefined, { signal }).catch(() => undefined);
    }
  })();
  const database = databaseOver({
    async query(question) {
      if (!asking)
        throw new CopyFault('COPY_STOPPED', `The copy of ${home.org} begins.`, 'Ask again in some seconds.');
      return await asking(question);
    },
  });
  return {
    database,
    state: () => (kept ? stateOf(healthOf(kept.follower.progress())) : stateOf(health)),
    onChange: (listener) => void listeners.add(listener),
    async close() {
      ended.abort();
      await done;
    },
  };
}

const stateOf = ({ following, why }: Pick<Health, 'following' | 'why'>) =>
  following ? { following } : { following, ...(why !== undefined && { why }) };
