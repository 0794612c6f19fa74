import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { apis, Response } from '@roadbook/chaincode/api';
import { OutcomeUnknown } from '@roadbook/gateway';
import { BOUNDS } from '../../http/bound';
import type { Line, Lines } from '../../organisation/connection';
import type { Log } from '../../http/log';
import { exceptionOf, Problem, problemOf } from '../../http/problem';
import type { Desk, Job, Tally, Wrong } from '../store/store';
import { batchesOf, type Behaviour, documentWith, type Item } from './document';

type Answered = Response<(typeof apis)['part']['operations']['capture']>;

/**
 * How long it waits before a transaction is tried again that no peer or orderer took, in milliseconds; the
 * last one stays.
 */
const WAITS = [500, 1_000, 2_000, 5_000, 15_000, 60_000];

/** What a runner of jobs works with. */
export interface Tools {
  readonly desk: Desk;
  readonly lines: Lines;
  readonly log: Log;
  readonly now: () => Date;
  /** Waits until what a transaction told can be queried. */
  readonly reach: (txId: string, wait: number) => Promise<void>;
}

/**
 * Carries documents to the ledger as the users who sent them: each user's in the order in which they came,
 * one after the other. A job that a crash cut short goes on at the next start; what it had recorded before is
 * recognised by its hash.
 */
export class Captures {
  readonly #tools: Tools;
  readonly #ended = new AbortController();
  readonly #queues = new Map<string, Promise<void>>();

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** Goes on with what was not finished. */
  resume(): void {
    for (const job of this.#tools.desk.unfinished()) this.#enqueue(job.user, job.id);
  }

  /** Takes a document; answers the id of its job. */
  accept(
    { user, behaviour, head }: { user: string; behaviour: Behaviour; head?: string | undefined },
    items: readonly Item[],
    errors: readonly Wrong[],
  ): string {
    const { desk, now } = this.#tools;
    if (desk.waiting(user) >= BOUNDS.capturesPerUser)
      throw new Problem(429, 'TOO_MANY_AT_ONCE', {
        detail: `There are ${BOUNDS.capturesPerUser} documents of yours waiting for the ledger.`,
        cure: 'Send it again when some are finished; GET /epcis/capture tells.',
        retry: 'now',
        headers: { 'Retry-After': '60' },
      });
    if (desk.waiting() >= BOUNDS.captures)
      throw new Problem(503, 'BUSY', {
        detail: `There are ${BOUNDS.captures} documents waiting for the ledger.`,
        cure: 'Send it again in a minute.',
        retry: 'now',
        headers: { 'Retry-After': '60' },
      });
    const id = randomUUID();
    desk.accept({ id, user, behaviour, createdAt: now().toISOString(), head }, items, errors);
    this.#enqueue(user, id);
    return id;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#queues.values());
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    await this.idle();
  }

  #enqueue(user: string, id: string): void {
    const before = this.#queues.get(user) ?? Promise.resolve();
    this.#queues.set(
      user,
      before.then(() => this.#work(id)),
    );
  }

  /** While the desk cannot be written (its disk is full), a job stays as it is there and is tried again. */
  async #work(id: string): Promise<void> {
    for (let failures = 0; !this.#ended.signal.aborted; failures++) {
      try {
        return await this.#carry(id);
      } catch (error) {
        const stack = error instanceof Error ? error.stack : String(error);
        this.#tools.log({ level: 'error', what: 'capture waits', id, code: 'DESK_FAILED', stack });
        await this.#pause(failures).catch(() => undefined);
      }
    }
  }

  async #carry(id: string): Promise<void> {
    const { desk, log, now } = this.#tools;
    const job = desk.job(id);
    if (!job) return;
    try {
      const head = desk.headOf(id);
      for (const batch of batchesOf(desk.itemsOf(id), head)) await this.#capture(job, batch, head);
      if (this.#ended.signal.aborted) return;
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      if (isOfDesk(error)) throw error;
      const problem = problemOf(error);
      const stack = problem.code === 'SERVER_FAILED' && error instanceof Error ? error.stack : undefined;
      log({ level: 'error', what: 'capture', id, code: problem.code, stack });
      desk.note(id, [], NOTHING, [{ at: -1, problem: exceptionOf(problem) }]);
    }
    desk.finish(id, now().toISOString());
  }

  /** One transaction; with `proceed` without the events that the contract refuses, each of which is named. */
  async #capture(job: Job, batch: readonly Item[], head: string | undefined): Promise<void> {
    const { desk, reach } = this.#tools;
    let rest = [...batch];
    while (rest.length > 0 && !this.#ended.signal.aborted) {
      try {
        const { results, txId } = await this.#send(job, rest, head);
        const tally = tallyOf(results);
        if (txId && tally.fresh + tally.declared > 0) await reach(txId, BOUNDS.shownMs);
        desk.note(job.id, rest, tally);
        return;
      } catch (error) {
        const problem = problemOf(error);
        const item = problem.told.facts?.['item'];
        const bad = typeof item === 'number' ? rest[item] : undefined;
        if (!bad) throw error;
        const gone = job.behaviour === 'proceed' ? [bad] : rest;
        desk.note(job.id, gone, NOTHING, [{ at: bad.at, problem: exceptionOf(problem) }]);
        rest = rest.filter((one) => !gone.includes(one));
      }
    }
  }

  /**
   * Sends until the ledger answers. The same events again are recognised, so an unknown outcome is asked for
   * by sending them again.
   */
  async #send(
    job: Job,
    items: readonly Item[],
    head: string | undefined,
  ): Promise<{ results: readonly Answered[]; txId?: string | undefined }> {
    const call =
      head === undefined
        ? { name: 'captureMany', request: `{"items":[${items.map(({ text }) => text).join(',')}]}` }
        : { name: 'captureDocument', request: documentWith(head, items) };
    for (let failures = 0; ; failures++) {
      try {
        const line: Line = await this.#tools.lines.as(job.user);
        const { text, receipt } = await line.carry({
          manner: 'submit',
          room: 'part',
          ...call,
        });
        return { results: (JSON.parse(text) as { results: Answered[] }).results, txId: receipt?.txId };
      } catch (error) {
        const problem = problemOf(error);
        const again =
          error instanceof OutcomeUnknown ||
          (problem.told.retry === 'now' && problem.told.facts?.['item'] === undefined);
        if (!again || this.#ended.signal.aborted) throw error;
        this.#tools.log({ level: 'warn', what: 'capture waits', id: job.id, code: problem.code });
        await this.#pause(failures);
      }
    }
  }

  async #pause(failures: number): Promise<void> {
    await sleep(WAITS[Math.min(failures, WAITS.length - 1)], undefined, { signal: this.#ended.signal });
  }
}

const isOfDesk = (error: unknown): boolean => (error as { code?: unknown }).code === 'ERR_SQLITE_ERROR';

const NOTHING: Tally = { fresh: 0, known: 0, declared: 0 };

function tallyOf(results: readonly Answered[]): Tally {
  const count = (what: Answered['recorded']): number =>
    results.filter(({ recorded }) => recorded === what).length;
  return { fresh: count('new'), known: count('exists'), declared: count('declared') };
}

/**
 * A job as the standard tells it; `recorded` and `refused` say beyond it how many events were new, known,
 * newly declared wrong, or wrong.
 */
export function captureJob({
  id,
  createdAt,
  finishedAt,
  behaviour,
  refused,
  errors,
  fresh,
  known,
  declared,
}: Job): object {
  return {
    captureID: id,
    createdAt,
    ...(finishedAt !== undefined && { finishedAt }),
    running: finishedAt === undefined,
    success: refused === 0,
    captureErrorBehaviour: behaviour,
    errors: errors.map(({ at, problem }) => ({ ...problem, ...(at >= 0 && { event: at }) })),
    recorded: { new: fresh, exists: known, declared },
    refused,
  };
}
