import { setTimeout as sleep } from 'node:timers/promises';
import { apis } from '@roadbook/chaincode/api';
import type { CallFailed, Roadbook, Rooms } from '@roadbook/gateway';

const LONGEST = 5_000;
const BEHIND = ['NOT_FOUND', 'LIEN_MISSING', 'LISTING_STALE', 'OFFER_UNKNOWN', 'OFFER_UNACCEPTED'];

/** A peer may be a block behind what another organisation just wrote: then the act is tried again for some seconds. */
export async function eventually<T>(act: () => Promise<T>, behind = (code: string) => BEHIND.includes(code)): Promise<T> {
  for (const until = Date.now() + LONGEST; ; await sleep(50)) {
    const outcome = await act().then(
      (answer) => ({ answer }),
      (error: CallFailed) => ({ error }),
    );
    if ('answer' in outcome) return outcome.answer;
    if (!behind(outcome.error.code) || Date.now() > until) throw outcome.error;
  }
}

type Act = (...args: readonly unknown[]) => Promise<unknown>;

/** The rooms of a connection, each operation of which waits for a peer that is behind. */
export const patient = (on: Roadbook): Rooms =>
  Object.fromEntries(
    Object.keys(apis).map((room) => {
      const acts = Object.entries(on[room as keyof Rooms] as unknown as Record<string, Act>);
      return [
        room,
        Object.fromEntries(acts.map(([name, act]) => [name, (...args) => eventually(() => act(...args))] as [string, Act])),
      ];
    }),
  ) as unknown as Rooms;
