import { setTimeout as sleep } from 'node:timers/promises';
import type { Roadbook } from '@roadbook/gateway';
import { catchUp, type Chain, listen } from './chain';
import { List } from './list';
import type { Log } from './log';
import { PACE, type Pace, Sender } from './send';
import { type Place, readList, writeWhole } from './store';

/** What an agenda works with. */
export interface Agenda {
  readonly desk: Chain & Pick<Roadbook, 'carry' | 'org'>;
  readonly chaincode: string;
  readonly place: Place;
  readonly log: Log;
  readonly pace?: Partial<Pace>;
}

/** What it tells of itself. */
export interface State {
  readonly pid: number;
  readonly at: string;
  /** The next block that it reads. */
  readonly next: string;
  readonly items: number;
  readonly due: number;
  readonly sent: number;
  readonly refused: number;
  readonly failed: number;
  /** Why it could not read the ledger the last time, while it cannot. */
  readonly trouble?: string;
}

/** How often it looks what is due, and tells its state. */
const STEP_MS = 500;
const STATE_MS = 2_000;
/** Blocks without a fact are read by and by, without being told of. */
const LOOK_MS = 10_000;
/** How long it waits at its end for what is under way. */
const LAST_MS = 5_000;

/** Runs until the signal comes; behind an outage it catches up before it sends anything. */
export async function runAgenda(agenda: Agenda, signal: AbortSignal): Promise<void> {
  const work = new Work(agenda, signal);
  const hearing = work.hear();
  const timers = [setInterval(() => work.tell(), STATE_MS), setInterval(() => work.save(), STATE_MS)];
  work.tell();
  while (!signal.aborted) {
    await work.read();
    work.send();
    await sleep(STEP_MS, undefined, { signal }).catch(() => undefined);
  }
  for (const timer of timers) clearInterval(timer);
  await Promise.race([work.rest(), sleep(LAST_MS, undefined, { ref: false })]);
  work.save(true);
  await hearing;
}

/** What an agenda does, and where it stands. */
class Work {
  readonly #agenda: Agenda;
  readonly #signal: AbortSignal;
  readonly #underWay = new Set<Promise<void>>();
  #list: List;
  #sender: Sender;
  #told = true;
  #caughtUp = false;
  #looked = 0;
  #written = '';
  #saves = 0;
  #trouble: string | undefined;

  constructor(agenda: Agenda, signal: AbortSignal) {
    const { desk, place } = agenda;
    this.#agenda = agenda;
    this.#signal = signal;
    this.#list = new List(desk.org, readList(place.list));
    this.#sender = this.#senderOf(this.#list);
  }

  #senderOf(list: List): Sender {
    const { desk, pace, log } = this.#agenda;
    return new Sender(list, desk, { pace: { ...PACE, ...pace }, log });
  }

  /** Is woken by whatever the ledger tells. */
  async hear(): Promise<void> {
    const { desk, log } = this.#agenda;
    while (!this.#signal.aborted)
      await listen(desk, this.#signal, () => (this.#told = true)).catch(async (error: Error) => {
        log({ level: 'warn', what: 'not heard', why: error.message.slice(0, 300) });
        await sleep(5_000, undefined, { signal: this.#signal }).catch(() => undefined);
      });
  }

  /** Takes in what was written since, when something was told or it is time to look. */
  async read(): Promise<void> {
    const { desk, chaincode, log } = this.#agenda;
    if (!this.#told && Date.now() - this.#looked < LOOK_MS) return;
    [this.#told, this.#looked] = [false, Date.now()];
    const unread = (records: readonly string[]): void => {
      for (const record of records) log({ level: 'warn', what: 'not understood', of: record });
    };
    try {
      this.#caughtUp = await catchUp(this.#list, desk, chaincode, { signal: this.#signal, unread });
      this.#trouble = undefined;
      if (this.#caughtUp) return;
      log({ level: 'warn', what: 'another ledger', next: String(this.#list.next) });
      this.#list = new List(desk.org);
      this.#sender = this.#senderOf(this.#list);
      this.#told = true;
    } catch (error) {
      [this.#told, this.#trouble] = [true, (error as Error).message.slice(0, 300)];
      log({
        level: 'warn',
        what: 'cannot read',
        code: (error as { code?: string }).code,
        why: this.#trouble,
      });
      await sleep(1_000, undefined, { signal: this.#signal }).catch(() => undefined);
    }
  }

  /** Begins to send what is due, unless it does not know where the ledger is. */
  send(): void {
    if (!this.#caughtUp || this.#trouble !== undefined) return;
    const round = this.#sender.round(Date.now()).finally(() => this.#underWay.delete(round));
    this.#underWay.add(round);
  }

  /** When nothing is under way any more. */
  async rest(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** Keeps the list, if it has changed; a long one is written less often, so that this never is most of its work. */
  save(now = false): void {
    const began = Date.now();
    if (began < this.#saves && !now) return;
    const text = JSON.stringify(this.#list.kept());
    if (text !== this.#written && !this.#write(this.#agenda.place.list, text)) return;
    this.#written = text;
    this.#saves = Date.now() + 20 * (Date.now() - began);
  }

  tell(): void {
    const now = Date.now();
    const state: State = {
      ...{ pid: process.pid, at: new Date(now).toISOString(), next: String(this.#list.next) },
      ...{ items: this.#list.before().length, due: this.#sender.due(now).length, ...this.#sender.counts },
      ...(this.#trouble !== undefined && { trouble: this.#trouble }),
    };
    this.#write(this.#agenda.place.state, JSON.stringify(state));
  }

  /** A full disk keeps nothing from being sent: what is not kept is read from the ledger again. */
  #write(path: string, text: string): boolean {
    try {
      writeWhole(path, text);
      return true;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      this.#agenda.log({ level: 'error', what: 'not written', code, why: message.slice(0, 300) });
      return false;
    }
  }
}
