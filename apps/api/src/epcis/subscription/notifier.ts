import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lines } from '../../organisation/connection';
import type { Log } from '../../http/log';
import { problemOf } from '../../http/problem';
import { queryDocument, told } from '../query/answer';
import type { Desk } from '../store/store';
import type { Events } from '@roadbook/copy';
import { type Query, readQuery } from '../query/query';
import { isDue } from './schedule';
import type { Subscription } from './store';

/** Sends a body to an address and answers the status. */
export type Post = (dest: string, body: string, headers: Readonly<Record<string, string>>) => Promise<number>;

export interface Teller {
  readonly desk: Desk;
  readonly events: Events;
  readonly lines: Lines;
  readonly log: Log;
  readonly now: () => Date;
  readonly post: Post;
  /** Origins to which events may be sent; a subscription to another one rests. */
  readonly notify: readonly string[];
  /** Refuses a user who may not read parts now. */
  readonly demandReader: (lines: Lines, user: string) => Promise<void>;
}

const MOST_EVENTS = 100;
/** How long it waits before it sends again what was not taken, in milliseconds; the last one stays. */
const WAITS = [1_000, 5_000, 15_000, 60_000, 600_000];
const TOO_LARGE = 413;
/** Schedules of so many seconds ago are run still; a clock that was set further is believed. */
const MOST_LATE = 60;

/** Sends over HTTP: follows no redirection, waits ten seconds at most, reads nothing. */
export const postOverHttp: Post = async (dest, body, headers) => {
  const answered = await fetch(dest, {
    method: 'POST',
    body,
    headers,
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  });
  await answered.body?.cancel();
  return answered.status;
};

/**
 * Tells subscribers of the events of their queries, each in order and at least once: where it stands is noted
 * after the subscriber took it, so a crash between the two tells the last events again (they carry the same
 * eventID). Nothing is skipped when a subscriber is away.
 */
export class Notifier {
  readonly #teller: Teller;
  readonly #ended = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  readonly #clock: NodeJS.Timeout;
  /** The last second whose schedules were run. */
  #struck: number;

  constructor(teller: Teller) {
    this.#teller = teller;
    this.#struck = secondOf(teller.now());
    this.#clock = setInterval(() => this.strike(), 1_000);
    this.#clock.unref();
    this.wake();
  }

  /** Something new may be there: tells those who want to know at once. */
  wake(): void {
    for (const one of this.#standing()) if (!one.schedule) this.#start(one.id);
  }

  /**
   * Runs the schedules that were due since it looked last: a timer comes late, and then passes a second over.
   */
  strike(): void {
    const at = secondOf(this.#teller.now());
    const first = Math.abs(at - this.#struck) > MOST_LATE ? at : this.#struck + 1;
    const seconds = Array.from(
      { length: Math.max(0, at - first + 1) },
      (_, index) => new Date((first + index) * 1_000),
    );
    if (seconds.length > 0) this.#struck = at;
    for (const { id, schedule } of this.#standing())
      if (schedule && seconds.some((second) => isDue(schedule, second))) this.#start(id);
  }

  /** What the desk cannot tell now is told at the next wake. */
  #standing(): Subscription[] {
    try {
      return this.#teller.desk.standing.all();
    } catch (error) {
      this.#failed(error);
      return [];
    }
  }

  #failed(error: unknown, id?: string): string {
    const { code } = problemOf(error);
    if (code === 'SERVER_FAILED')
      this.#teller.log({ level: 'error', what: 'subscription', id, stack: stackOf(error) });
    return code;
  }

  /** Resolves when nothing is being told. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  async stop(): Promise<void> {
    clearInterval(this.#clock);
    this.#ended.abort();
    await this.idle();
  }

  #start(id: string): void {
    if (this.#ended.signal.aborted) return;
    if (this.#running.has(id)) {
      this.#again.add(id);
      return;
    }
    const work = this.#tell(id).finally(() => {
      this.#running.delete(id);
      if (this.#again.delete(id)) this.#start(id);
    });
    this.#running.set(id, work);
  }

  async #tell(id: string): Promise<void> {
    let size = MOST_EVENTS;
    for (let [failures, pages] = [0, 0]; !this.#ended.signal.aborted; ) {
      const outcome = await this.#page(id, size, pages === 0).catch((error: unknown) =>
        this.#failed(error, id),
      );
      if (outcome === 'nothing') return;
      if (outcome === 'told') {
        [failures, pages] = [0, pages + 1];
        continue;
      }
      if (typeof outcome === 'object') {
        size = Math.floor(outcome.tooMany / 2);
        continue;
      }
      this.#teller.log({ level: 'warn', what: 'subscription waits', id, code: String(outcome) });
      const wait = WAITS[Math.min(failures++, WAITS.length - 1)];
      await sleep(wait, undefined, { signal: this.#ended.signal }).catch(() => undefined);
    }
  }

  /** Sends the next events of one subscription: `told`, `nothing` to tell, or why not. */
  async #page(
    id: string,
    size: number,
    first: boolean,
  ): Promise<string | number | { readonly tooMany: number }> {
    const { desk, events: copied, lines, now, post, notify, demandReader } = this.#teller;
    const one = desk.standing.find(id);
    const query = one && desk.query(one.query);
    const ledger = await copied.ledger();
    if (!query || ledger === undefined || !notify.includes(new URL(one.dest).origin)) return 'nothing';
    const after = one.ledger === ledger ? one.position : 0;
    const { events, last } = await copied.changes(wantedBy(one, readQuery(query.query)), after, size);
    if (events.length === 0 && !(first && one.empty && one.schedule)) return 'nothing';
    await demandReader(lines, one.user);
    const document = queryDocument(events.map(told), one.query, now().toISOString(), 'No_Preference');
    const body = JSON.stringify(withSubscription(document, one.id));
    const status = await post(one.dest, body, headersOf(one, body)).catch(() => 'UNREACHABLE' as const);
    if (status === TOO_LARGE && events.length > 1) return { tooMany: events.length };
    if (status === 'UNREACHABLE' || status < 200 || status > 299) return status;
    desk.standing.told(one.id, last, ledger, now().toISOString());
    return 'told';
  }
}

const secondOf = (at: Date): number => Math.floor(at.getTime() / 1_000);
const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** The query, and only what was recorded since the subscriber wants to know. */
const wantedBy = ({ since }: Subscription, query: Query): Query =>
  since === undefined
    ? query
    : { ...query, where: [...query.where, { by: 'time', column: 'recorded_at', from: true, at: since }] };

function withSubscription(document: ReturnType<typeof queryDocument>, subscriptionID: string): object {
  const { queryName, resultsBody } = document.epcisBody.queryResults;
  return { ...document, epcisBody: { queryResults: { queryName, subscriptionID, resultsBody } } };
}

/** Signed with HMAC-SHA256 over the body, in hexadecimal, if the subscriber gave a secret. */
const headersOf = ({ token }: Subscription, body: string): Record<string, string> => ({
  'Content-Type': 'application/json',
  'GS1-EPCIS-Version': '2.0.0',
  'GS1-CBV-Version': '2.0.0',
  ...(token !== undefined && { 'GS1-Signature': createHmac('sha256', token).update(body).digest('hex') }),
});
