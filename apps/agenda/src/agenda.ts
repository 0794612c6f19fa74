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

/** Runs until the signal comes; behind an outage it catches up before it sends anything. */
export async function runAgenda(
  { desk, chaincode, place, log, pace }: Agenda,
  signal: AbortSignal,
): Promise<void> {
  const kept = readList(place.list);
  let list = new List(desk.org, kept);
  const counted = () => new Sender(list, desk, { pace: { ...PACE, ...pace }, log });
  let sender = counted();
  let [told, looked, shown, saved] = [true, 0, 0, 0];
  let written = kept ? '' : 'never';
  let trouble: string | undefined;
  const unread = (records: readonly string[]) => {
    for (const record of records) log({ level: 'warn', what: 'not understood', of: record });
  };
  const hear = async () => {
    while (!signal.aborted)
      await listen(desk, signal, () => (told = true)).catch(async (error: Error) => {
        log({ level: 'warn', what: 'not heard', why: error.message.slice(0, 300) });
        await sleep(5_000, undefined, { signal }).catch(() => undefined);
      });
  };
  const read = async () => {
    if (!told && Date.now() - looked < LOOK_MS) return;
    [told, looked] = [false, Date.now()];
    try {
      if (!(await catchUp(list, desk, chaincode, { signal, unread }))) {
        log({ level: 'warn', what: 'another ledger', next: String(list.next) });
        list = new List(desk.org);
        sender = counted();
        told = true;
      }
      trouble = undefined;
    } catch (error) {
      [told, trouble] = [true, (error as Error).message.slice(0, 300)];
      log({ level: 'warn', what: 'cannot read', code: (error as { code?: string }).code, why: trouble });
      await sleep(1_000, undefined, { signal }).catch(() => undefined);
    }
  };
  const save = () => {
    const began = Date.now();
    const text = JSON.stringify(list.kept());
    if (text !== written) writeWhole(place.list, text);
    written = text;
    // A long list is written less often, so that writing it never is the most of its work.
    saved = Date.now() + 20 * (Date.now() - began);
  };
  const tell = () => {
    shown = Date.now();
    const state: State = {
      ...{ pid: process.pid, at: new Date().toISOString(), next: String(list.next) },
      ...{ items: list.before().length, due: sender.due(shown).length, ...sender.counts },
      ...(trouble !== undefined && { trouble }),
    };
    writeWhole(place.state, JSON.stringify(state));
  };
  const hearing = hear();
  tell();
  while (!signal.aborted) {
    await read();
    if (trouble === undefined && !told) await sender.round(Date.now());
    if (Date.now() >= saved + STATE_MS) save();
    if (Date.now() >= shown + STATE_MS) tell();
    await sleep(STEP_MS, undefined, { signal }).catch(() => undefined);
  }
  save();
  await hearing;
}
