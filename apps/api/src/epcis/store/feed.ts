import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientOf, apis } from '@roadbook/chaincode/api';
import { EventsBroken, type Heard, RefusedByContract } from '@roadbook/gateway';
import type { Line, PartFact } from '../../organisation/connection';
import type { Log } from '../../http/log';
import type { Declared, Recorded } from './facets';
import type { Projection } from './projection';

/** Longest wait before it tries again, in milliseconds. */
const LONGEST = 5_000;
/** Events of one transaction that are read at the same time. */
const AT_ONCE = 16;
const MOST_RECENT = 1_000;
/** Longest wait for a peer that has not the block of an event yet, in milliseconds. */
const BEHIND = 1_500;

export interface Feed {
  /** Whether the copy follows the ledger now; else why not. */
  state(): { readonly following: boolean; readonly why?: string };
  /** Resolves when the copy holds what the transaction told, or after the wait in milliseconds. */
  reach(txId: string, wait: number): Promise<void>;
  stop(): Promise<void>;
}

/** What a projection is fed from. */
export interface Source {
  readonly line: () => Promise<Line>;
  readonly projection: Projection;
  readonly log: Log;
  /** Called when the copy changed. */
  readonly changed: () => void;
}

/**
 * Keeps the projection equal to the ledger until it is stopped, across breaks; begins anew when the ledger is
 * another one.
 */
export function startFeed({ line, projection, log, changed }: Source): Feed {
  const ended = new AbortController();
  const told = new Told();
  let why: string | undefined = 'it begins';
  let logged: string | undefined;
  let strayed = false;
  const done = (async () => {
    for (let failures = 0; !ended.signal.aborted; failures++) {
      try {
        const source = await line();
        await beginIfOther(source, projection, strayed);
        strayed = false;
        why = undefined;
        const options = { facts: FACTS, from: 'first', signal: ended.signal } as const;
        const checkpoint = { load: async () => projection.checkpoint() };
        for await (const heard of source.events({ ...options, checkpoint })) {
          projection.record(await readAll(source, heard, ended.signal), heard.checkpoint);
          failures = 0;
          told.note(heard.txId);
          changed();
        }
      } catch (error) {
        if (ended.signal.aborted) return;
        why = error instanceof Error ? error.message.slice(0, 300) : String(error);
        if (why !== logged) log({ level: 'warn', what: 'projection', why });
        logged = why;
        strayed ||= error instanceof EventsBroken && error.code === 'CHECKPOINT_UNKNOWN';
      }
      await sleep(Math.min(LONGEST, 200 * 2 ** Math.min(failures, 10)), undefined, {
        signal: ended.signal,
      }).catch(() => undefined);
    }
  })();
  return {
    state: () => (why === undefined ? { following: true } : { following: false, why }),
    reach: (txId, wait) => told.wait(txId, wait),
    async stop() {
      ended.abort();
      await done;
    },
  };
}

const FACTS: readonly PartFact[] = ['EventCaptured', 'EventDeclaredWrong'];

/** A ledger is known by its first block. */
async function beginIfOther(line: Line, projection: Projection, strayed: boolean): Promise<void> {
  const first = await line.readBlock(0n);
  if (!first) throw new Error('no peer has the first block of the ledger');
  const ledger = createHash('sha256').update(first).digest('hex');
  if (strayed || projection.ledger() !== ledger) projection.begin(ledger);
}

/** The events that a transaction captured or declared wrong, as the ledger keeps them now. */
async function readAll(line: Line, { facts }: Heard<PartFact>, signal: AbortSignal): Promise<Recorded[]> {
  const hashes = [...new Set(facts.map(({ hash }) => hash))];
  const read: Recorded[] = [];
  for (let at = 0; at < hashes.length; at += AT_ONCE)
    read.push(
      ...(await Promise.all(hashes.slice(at, at + AT_ONCE).map((hash) => readOne(line, hash, signal)))),
    );
  return read;
}

/**
 * A peer may tell an event before the one that is asked has its block: then it is asked again, and after that
 * the failure is told.
 */
async function readOne(line: Line, hash: string, signal: AbortSignal): Promise<Recorded> {
  const part = clientOf(apis.part, async (call) => (await line.carry(call)).text);
  for (let wait = 20; ; wait *= 2) {
    try {
      const { event, declarations } = await part.readEvent({ eventId: `ni:///sha-256;${hash}?ver=CBV2.0` });
      return {
        eventId: event.eventId,
        event: event.event,
        namespaces: event.namespaces,
        eventAt: event.eventAt,
        recordedAt: event.at,
        declarations: declarations.map(({ text, namespaces }) => ({
          declaration: JSON.parse(text) as Declared['declaration'],
          namespaces,
        })),
      };
    } catch (error) {
      if (!(error instanceof RefusedByContract && error.code === 'NOT_FOUND') || wait > BEHIND) throw error;
      await sleep(wait, undefined, { signal });
    }
  }
}

/** The transactions that were heard last, and who waits for one. */
class Told {
  readonly #recent = new Set<string>();
  readonly #waiting = new Map<string, () => void>();

  note(txId: string): void {
    this.#recent.add(txId);
    const [oldest] = this.#recent;
    if (this.#recent.size > MOST_RECENT && oldest !== undefined) this.#recent.delete(oldest);
    this.#waiting.get(txId)?.();
  }

  wait(txId: string, wait: number): Promise<void> {
    if (this.#recent.has(txId)) return Promise.resolve();
    return new Promise((done) => {
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(txId);
        done();
      };
      const timer = setTimeout(end, wait);
      this.#waiting.set(txId, end);
    });
  }
}
