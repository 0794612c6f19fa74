import { setTimeout as sleep } from 'node:timers/promises';
import { hold } from '../before/lock';
import { messageOf } from '../fault';
import { pulseOf, type Target, targetsOf } from '../health/pulse';
import { type Home, readJson, writePrivate } from '../home';
import type { Programs } from './fabric';
import { AWAY_MS } from './restart';
import { endHung, revive } from './revive';
import { running } from './processes';

/** The id of the process that looks after the others. */
export const WATCH = 'watch';

/** What was brought back, by the id of its process. */
export type Revived = {
  readonly times: number;
  readonly last: string;
  readonly why: string;
};

const bookFile = (home: Home) => home.path('watch.json');
/** What was brought back since the network was founded. */
export const revivedIn = (home: Home) => readJson<Record<string, Revived>>(bookFile(home)) ?? {};

const STEP_MS = 2_500;
/** A busy machine may be late; what hangs stays silent. */
const SILENT_LOOKS = 3;
/** What dies again and again is tried again less and less often. */
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 5 * 60_000;
/** What lived so long is taken for well again. */
const WELL_MS = 2 * 60_000;

type Trouble = { readonly since: number; readonly looks: number };
type Tries = { readonly count: number; readonly last: number };

/**
 * Looks after the processes until the signal comes: what died or hangs is started again. Another command at work
 * on the network is waited for: it knows better.
 */
export class Watch {
  readonly #home: Home;
  readonly #programs: Programs;
  readonly #tell: (line: string) => void;
  readonly #trouble = new Map<string, Trouble>();
  readonly #tries = new Map<string, Tries>();

  constructor(home: Home, programs: Programs, tell: (line: string) => void) {
    this.#home = home;
    this.#programs = programs;
    this.#tell = tell;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.look(signal).catch((error: unknown) => this.#tell(`could not look: ${messageOf(error)}`));
      await sleep(STEP_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async look(signal: AbortSignal): Promise<void> {
    const pulses = await Promise.all(
      targetsOf(this.#home).map(async (target) => ({ target, pulse: await pulseOf(this.#home, target) })),
    );
    const now = Date.now();
    const due = pulses.flatMap(({ target, pulse }) => {
      if (pulse === 'well') this.#forget(target.id, now);
      if (pulse === 'well' || pulse === 'ill') return [];
      const { since, looks } = this.#trouble.get(target.id) ?? { since: now, looks: 0 };
      this.#trouble.set(target.id, { since, looks: looks + 1 });
      const certain = pulse === 'stopped' || looks + 1 >= SILENT_LOOKS;
      return certain && this.#mayTry(target, since, now) ? [{ target, pulse }] : [];
    });
    if (due.length === 0 || signal.aborted) return;
    const { free } = await hold(this.#home.path('lock.json'), () => undefined, 0);
    if (!free) return;
    try {
      await Promise.all(due.map(({ target, pulse }) => this.#bringBack(target, pulse)));
    } finally {
      free();
    }
  }

  #forget(id: string, now: number): void {
    this.#trouble.delete(id);
    if (now - (this.#tries.get(id)?.last ?? now) > WELL_MS) this.#tries.delete(id);
  }

  /**
   * An orderer that is back before the others have chosen another leader leads nothing; and what was tried rests,
   * longer each time.
   */
  #mayTry(target: Target, since: number, now: number): boolean {
    const isOrderer = target.kind === 'node' && target.node.kind === 'orderer';
    if (isOrderer && now - since < AWAY_MS) return false;
    const { count, last } = this.#tries.get(target.id) ?? { count: 0, last: 0 };
    return count === 0 || now - last >= Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** (count - 1));
  }

  async #bringBack(target: Target, pulse: 'stopped' | 'silent'): Promise<void> {
    const { id } = target;
    const { count = 0 } = this.#tries.get(id) ?? {};
    this.#tries.set(id, { count: count + 1, last: Date.now() });
    const why = pulse === 'stopped' ? 'it had died' : 'it did not answer';
    try {
      if (pulse === 'silent') await endHung(this.#home, target);
      await revive(this.#home, this.#programs, target);
      this.#trouble.delete(id);
      const book = revivedIn(this.#home);
      const times = (book[id]?.times ?? 0) + 1;
      const last = new Date().toISOString();
      writePrivate(bookFile(this.#home), JSON.stringify({ ...book, [id]: { times, last, why } }, null, 2));
      this.#tell(`${id} was started again (process ${running(this.#home, id)?.pid}): ${why}`);
    } catch (error) {
      this.#tell(`${id} could not be started again, ${why}: ${messageOf(error)}`);
    }
  }
}
