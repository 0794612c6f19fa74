import { createHash } from 'node:crypto';
import { canonical, encoded, everyApi } from '@roadbook/chaincode/api';
import { callOf, RefusedByContract, type Roadbook } from '@roadbook/gateway';
import type { Item, List } from './list';
import type { Log } from './log';

/** How calls are sent. */
export interface Pace {
  /** Most a second. */
  readonly rate: number;
  /** Most under way at once. */
  readonly width: number;
  /** Agendas of several organisations send the same within this many milliseconds of each other. */
  readonly spread: number;
}
export const PACE: Pace = { rate: 20, width: 16, spread: 2_000 };

/** What became of calls, counted since the start. */
export interface Counts {
  sent: number;
  /** Another was first, or it was too early by the ledger's clock. */
  refused: number;
  /** The network did not take it; it is sent again. */
  failed: number;
}

const FIRST_REST = 10_000;
const LONGEST_REST = 6 * 3_600_000;
const MAX_PAUSE = 30_000;
/** The record has moved on: somebody else sent the same, or a side acted before it. */
const MOVED_ON = ['WRONG_STATUS', 'NOT_FOUND', 'LOT_GONE', 'MILESTONE_RELEASED', 'EXISTS_DIFFERENTLY'];

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The call as it goes on the wire. */
export function callFor(item: Item, now: string, tries = 0) {
  const { room, operation, key } = item;
  // The same in every agenda, so that who sends it second is answered; another one after a refusal.
  const paymentId = `due-${digest(`${key} ${tries}`).slice(0, 40)}`;
  const schema = everyApi.find((api) => api.room === room)?.operations[operation]?.request;
  const sent = schema && encoded(schema, item.request({ now, paymentId }));
  const call = sent?.success ? callOf(room, operation, canonical(sent.data)) : undefined;
  if (!call) throw new Error(`${room}.${operation} does not take what is due of ${item.id.join('/')}`);
  return call;
}

/** Sends what is due, a bounded number a second, and lets rest what is refused. */
export class Sender {
  readonly counts: Counts = { sent: 0, refused: 0, failed: 0 };
  readonly #list: List;
  readonly #desk: Pick<Roadbook, 'carry' | 'org'>;
  readonly #pace: Pace;
  readonly #log: Log;
  readonly #underWay = new Set<string>();
  #tokens: number;
  #filled = 0;
  #pausedUntil = 0;
  #pause = 0;

  constructor(list: List, desk: Pick<Roadbook, 'carry' | 'org'>, { pace, log }: { pace: Pace; log: Log }) {
    this.#list = list;
    this.#desk = desk;
    this.#pace = pace;
    this.#log = log;
    this.#tokens = pace.rate;
  }

  /** What is due by a clock and neither under way nor resting. */
  due(now: number): Item[] {
    const open = this.#list.before(new Date(now).toISOString()).filter((item) => {
      const from = item.opens === '' ? 0 : Date.parse(item.opens) + this.#turn(item);
      return from <= now && !this.#underWay.has(item.key) && (this.#list.heldBy(item)?.until ?? 0) <= now;
    });
    return open.toSorted((one, other) => (one.opens < other.opens ? -1 : Number(one.opens > other.opens)));
  }

  /** Begins to send what is due. Ends when all that it began has ended. */
  async round(now: number): Promise<void> {
    if (now < this.#pausedUntil) return;
    const { rate, width } = this.#pace;
    this.#tokens = Math.min(rate, this.#tokens + ((now - this.#filled) * rate) / 1000);
    this.#filled = now;
    const room = Math.min(Math.floor(this.#tokens), width - this.#underWay.size);
    const next = this.due(now).slice(0, Math.max(0, room));
    this.#tokens -= next.length;
    await Promise.all(next.map((item) => this.#send(item)));
  }

  /** Each organisation has another turn at the same call, so that not all are sent for nothing. */
  #turn({ key }: Item): number {
    const { spread } = this.#pace;
    return spread === 0 ? 0 : Number.parseInt(digest(`${this.#desk.org} ${key}`).slice(0, 8), 16) % spread;
  }

  async #send(item: Item): Promise<void> {
    const { room, operation, id, key } = item;
    const about = { operation: `${room}.${operation}`, of: id.join('/') };
    this.#underWay.add(key);
    try {
      const tries = this.#list.heldBy(item)?.tries ?? 0;
      const { receipt } = await this.#desk.carry(callFor(item, new Date().toISOString(), tries));
      this.#pause = 0;
      this.counts.sent++;
      this.#list.finish(item);
      this.#log({ level: 'info', what: 'sent', ...about, ...(receipt && { txId: receipt.txId }) });
    } catch (error) {
      this.#missed(item, about, error);
    } finally {
      this.#underWay.delete(key);
    }
  }

  #missed(item: Item, about: object, error: unknown): void {
    if (!(error instanceof RefusedByContract)) {
      this.counts.failed++;
      this.#pause = Math.min(MAX_PAUSE, Math.max(1_000, this.#pause * 2));
      this.#pausedUntil = Date.now() + this.#pause;
      const { code = 'BROKEN' } = error as { code?: string };
      const why = error instanceof Error ? error.message : String(error);
      return this.#log({ level: 'warn', what: 'not taken', ...about, code, why: why.slice(0, 300) });
    }
    this.counts.refused++;
    const tries = (this.#list.heldBy(item)?.tries ?? 0) + 1;
    const rest = Math.min(LONGEST_REST, FIRST_REST * 2 ** Math.min(tries - 1, 20));
    this.#list.hold(item, { tries, until: Date.now() + rest, code: error.code });
    const moved = MOVED_ON.includes(error.code);
    const what = moved ? 'another was first' : 'refused for now';
    this.#log({
      level: moved || error.retry !== 'never' ? 'info' : 'warn',
      what,
      ...about,
      code: error.code,
    });
  }
}
