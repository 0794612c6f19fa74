import { setTimeout as sleep } from 'node:timers/promises';
import type { Copied, Events } from '@roadbook/copy';

/** How often it looks while nothing is announced, in milliseconds. */
const LOOK_MS = 100;

/** Waits until a copy has what a transaction wrote, or for so many milliseconds. */
export function reaching(copied: Copied, events: Events): (txId: string, wait: number) => Promise<void> {
  let wake = () => {};
  let next = new Promise<void>((done) => {
    wake = done;
  });
  copied.onChange(() => {
    const ring = wake;
    next = new Promise<void>((done) => {
      wake = done;
    });
    ring();
  });
  return async (txId, wait) => {
    for (const until = performance.now() + wait; ; ) {
      if (await events.holds(txId).catch(() => false)) return;
      const left = until - performance.now();
      if (left <= 0) return;
      await Promise.race([next, sleep(Math.min(left, LOOK_MS))]);
    }
  };
}
