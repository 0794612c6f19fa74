import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../fault';
import type { Home } from '../home';
import { type ByKind, chainBytes, cpuUsed, perKind } from './census';
import { type Spread, spreadOf } from './figures';
import { numbers, type Row } from './row';

/** What one round of one row came to. */
export type Round = {
  /** Operations a second. */
  readonly rate: number;
  /** Calls that were answered in the counted time. */
  readonly calls: number;
  /** How long calls took under load, in milliseconds. */
  readonly under: Spread;
  /** CPU milliseconds an operation. */
  readonly cpu: ByKind;
  /** Kilobytes of blocks that each peer keeps for an operation. */
  readonly kept: number;
  /** Attempts beyond the first, on average a call. */
  readonly retries: number;
  readonly failures: number;
  readonly failure?: string;
};

export type Pace = { readonly warm: number; readonly seconds: number };

/**
 * Keeps so many calls under way: a warm-up, then the time that counts. Calls that are still under way then
 * are waited for.
 */
export async function drive(home: Home, row: Row, { warm, seconds }: Pace): Promise<Round> {
  const from = performance.now() + warm * 1000;
  const until = from + seconds * 1000;
  const taken: number[] = [];
  let [attempts, failures] = [0, 0];
  let failure: string | undefined;
  const worker = async () => {
    for (let began = performance.now(); began < until; began = performance.now()) {
      try {
        const tries = await row.act();
        const now = performance.now();
        if (now < from || now >= until) continue;
        taken.push(now - began);
        attempts += tries;
      } catch (error) {
        failures++;
        failure ??= reasonOf(error);
        await sleep(50);
      }
    }
  };
  const workers = Promise.all(numbers(row.inFlight).map(worker));
  await sleep(from - performance.now());
  const [before, heldBefore] = [cpuUsed(home), chainBytes(home)];
  await sleep(until - performance.now());
  const [after, heldAfter] = [cpuUsed(home), chainBytes(home)];
  await workers;
  const operations = taken.length * row.items;
  return {
    rate: operations / seconds,
    calls: taken.length,
    under: spreadOf(taken),
    cpu: perKind((kind) => (operations === 0 ? 0 : ((after[kind] - before[kind]) * 1000) / operations)),
    kept: operations === 0 ? 0 : (heldAfter - heldBefore) / 1000 / operations,
    retries: taken.length === 0 ? 0 : attempts / taken.length - 1,
    failures,
    ...(failure !== undefined && { failure }),
  };
}

/** One call at a time; how long each took, in milliseconds. */
export async function alone(row: Row, calls: number): Promise<number[]> {
  const taken: number[] = [];
  for (const _ of numbers(calls)) {
    const began = performance.now();
    await row.act();
    taken.push(performance.now() - began);
  }
  return taken;
}

const reasonOf = (error: unknown): string => {
  const details = (error as { details?: unknown }).details;
  return `${messageOf(error)}${Array.isArray(details) && details.length > 0 ? ` ${JSON.stringify(details[0])}` : ''}`.slice(
    0,
    300,
  );
};
