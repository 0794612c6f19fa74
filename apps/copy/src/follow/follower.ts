import { setTimeout as sleep } from 'node:timers/promises';
import type { ChainedBlock } from '@roadbook/gateway';
import { CopyFault, sentenceOf } from '../fault';
import type { Position, Store } from '../store/store';
import { changeOf, openBlock } from './change';
import type { Source } from './source';

/** Longest wait before it tries again, and for a block that nobody announced, in milliseconds. */
const LONGEST = 5_000;
const UNANNOUNCED = 1_000;
/** Longest that ending waits for a peer, in milliseconds. */
const STOP_MS = 5_000;
/** Blocks that are asked for at the same time, and the most of one transaction of the database. */
const AT_ONCE = 16;
const MOST_BLOCKS = 256;
/** So many bytes of blocks are gathered into one transaction of the database, and a block more. */
const MOST_BYTES = 8_000_000;

/** What a follower tells of itself. */
export interface Progress {
  readonly following: boolean;
  /** Why it does not follow. */
  readonly why?: string;
  /** The code of what is wrong, where it does not mend by itself. */
  readonly code?: string;
  /** How many blocks the peer has, and the copy. */
  readonly peerHeight: bigint;
  readonly height: bigint;
  /** Since it began: blocks, keys written, milliseconds spent on them. */
  readonly blocks: number;
  readonly keys: number;
  readonly busyMs: number;
  /** Milliseconds since 1970 of the last time that the copy had everything; 0 before that. */
  readonly levelAt: number;
}

export interface Following {
  readonly source: () => Promise<Source>;
  readonly store: Store;
  /** The name of the chaincode whose records are copied. */
  readonly chaincode: string;
  /** What is done about a copy of another ledger: it is told and left alone, or the copy begins anew. */
  readonly other: 'refuse' | 'anew';
  readonly now: () => number;
  /** Called after each transaction of the database, with the number of its last block. */
  readonly changed?: (block: bigint) => void;
  /** Told once of each reason why it does not follow. */
  readonly warn?: (why: string) => void;
}

export interface Follower {
  progress(): Progress;
  /** Ends when what is under way is written. */
  stop(): Promise<void>;
}

/** What does not mend by itself: it is looked at again, and slowly. */
const LASTING: readonly string[] = ['OTHER_LEDGER', 'LEDGER_DIFFERS', 'RECORD_UNKNOWN'];

/** Keeps a copy equal to the ledger until it is stopped, across breaks. */
export function follow(following: Following): Follower {
  const { store, other, now, changed, warn } = following;
  const ended = new AbortController();
  const { signal } = ended;
  let told: string | undefined;
  let progress: Progress = {
    ...{ following: false, why: 'it begins', peerHeight: 0n, height: 0n },
    ...{ blocks: 0, keys: 0, busyMs: 0, levelAt: 0 },
  };
  const note = (more: Partial<Progress>) => {
    progress = { ...progress, ...more };
  };
  const fail = (error: unknown) => {
    const why = sentenceOf(error);
    const code = error instanceof CopyFault ? error.code : undefined;
    const { why: _why, code: _code, ...rest } = progress;
    progress = { ...rest, following: false, why, ...(code && { code }) };
    if (why !== told) warn?.(error instanceof CopyFault ? `${why} ${error.cure}` : why);
    told = why;
    return code !== undefined && LASTING.includes(code);
  };
  const done = (async () => {
    for (let failures = 0; !signal.aborted; failures++) {
      const broken = new AbortController();
      const until = AbortSignal.any([signal, broken.signal]);
      try {
        const source = await following.source();
        await demandSame(source, store, other);
        const bell = listen(source, until);
        for (;;) {
          const height = await source.height();
          note({ peerHeight: height });
          const began = now();
          const step = await advance(source, following, height, until);
          failures = 0;
          told = undefined;
          const { why: _why, code: _code, ...rest } = progress;
          progress = { ...rest, following: true };
          if (signal.aborted) return;
          if (step) {
            note({
              ...{ height: step.to + 1n, blocks: progress.blocks + step.blocks },
              ...{ keys: progress.keys + step.keys, busyMs: progress.busyMs + now() - began },
            });
            changed?.(step.to);
          }
          if (progress.height >= height) {
            note({ levelAt: now() });
            await bell.rings(UNANNOUNCED);
            if (signal.aborted) return;
          }
        }
      } catch (error) {
        if (signal.aborted) return;
        const lasting = fail(error);
        const wait = lasting ? LONGEST : Math.min(LONGEST, 200 * 2 ** Math.min(failures, 10));
        await sleep(wait, undefined, { signal }).catch(() => undefined);
      } finally {
        broken.abort();
      }
    }
  })();
  return {
    progress: () => progress,
    async stop() {
      ended.abort();
      // A peer that hangs is not waited for; what is under way in the database is taken back, or stands.
      await Promise.race([done, sleep(STOP_MS, undefined, { ref: false })]);
    },
  };

  /** The next blocks, as one transaction of the database; `undefined` when there are none. */
  async function advance(
    source: Source,
    { chaincode }: Following,
    height: bigint,
    until: AbortSignal,
  ): Promise<{ to: bigint; blocks: number; keys: number } | undefined> {
    const position = await store.position();
    const next = position.block === undefined ? 0n : position.block + 1n;
    note({ height: next });
    const blocks = await gather(source, chaincode, next, height, until);
    if (blocks.length === 0 || until.aborted) return undefined;
    demandChained(position, blocks);
    const change = changeOf(blocks, chaincode);
    await store.apply(change);
    return { to: change.to, blocks: blocks.length, keys: change.keys };
  }
}

/** Blocks from one on, up to the bounds of one transaction of the database. */
async function gather(
  source: Source,
  chaincode: string,
  next: bigint,
  height: bigint,
  until: AbortSignal,
): Promise<ChainedBlock[]> {
  const blocks: ChainedBlock[] = [];
  for (let bytes = 0; blocks.length < MOST_BLOCKS && bytes < MOST_BYTES && !until.aborted; ) {
    const from = next + BigInt(blocks.length);
    const count = Number(height - from > BigInt(AT_ONCE) ? BigInt(AT_ONCE) : height - from);
    if (count <= 0) break;
    const read = await Promise.all(Array.from({ length: count }, (_, at) => source.block(from + BigInt(at))));
    const there = read.slice(0, read.includes(undefined) ? read.indexOf(undefined) : undefined);
    for (const one of there as Uint8Array[]) {
      bytes += one.length;
      blocks.push(openBlock(one, chaincode));
    }
    if (there.length < count) break;
  }
  return blocks;
}

/** Each block must name the one before it by its hash. */
function demandChained({ block, hash = '' }: Position, blocks: readonly ChainedBlock[]): void {
  let [number, before] = [block === undefined ? 0n : block + 1n, hash];
  for (const one of blocks) {
    if (one.number !== number || one.before !== before) throw differs(number);
    [number, before] = [number + 1n, one.hash];
  }
}

/**
 * The peer must tell the ledger of which this is a copy: the same first block, and the same last one. A peer
 * that was made anew from the others has fewer for a while.
 */
export async function demandSame(source: Source, store: Store, other: Following['other']): Promise<void> {
  const position = await store.position();
  if (position.first === undefined || position.block === undefined) return;
  const [first, last] = [await hashAt(source, 0n), await hashAt(source, position.block)];
  if (first === undefined) throw behind(0n, position.block);
  if (first === position.first && last === position.hash) return;
  if (first === position.first && last === undefined) throw behind(await source.height(), position.block);
  if (other === 'anew') return await store.forget();
  throw first === position.first ? differs(position.block) : otherLedger();
}

async function hashAt(source: Source, number: bigint): Promise<string | undefined> {
  const bytes = await source.block(number);
  return bytes && openBlock(bytes, '').hash;
}

const behind = (height: bigint, block: bigint): CopyFault =>
  new CopyFault(
    'PEER_BEHIND',
    `The peer has ${height} blocks and the copy ${block + 1n}: the peer was made anew, or stands still.`,
    'Wait until it has caught up (scripts/status, scripts/doctor); if its ledger was begun anew, roadbook copy rebuild.',
  );

const differs = (block: bigint): CopyFault =>
  new CopyFault(
    'LEDGER_DIFFERS',
    `Block ${block} of the peer is not the one that follows in the copy, though both begin alike.`,
    'Find out whether the peer or the copy is right (roadbook copy verify); then roadbook copy rebuild.',
  );

const otherLedger = (): CopyFault =>
  new CopyFault(
    'OTHER_LEDGER',
    'The copy is of a ledger that begins with another block.',
    'Give this network a database of its own, or drop the old copy: roadbook copy rebuild.',
  );

/** Waits for what a source announces; a source that announces nothing is asked again after a while. */
function listen(source: Source, signal: AbortSignal): { rings(wait: number): Promise<void> } {
  let [rung, ring] = [false, () => {}];
  signal.addEventListener('abort', () => ring(), { once: true });
  void (async () => {
    for await (const _ of source.heard(signal)) {
      rung = true;
      ring();
    }
  })().catch(() => undefined);
  return {
    async rings(wait) {
      if (!rung && !signal.aborted)
        await new Promise<void>((done) => {
          const timer = setTimeout(done, wait);
          ring = () => {
            clearTimeout(timer);
            done();
          };
        });
      rung = false;
    },
  };
}
