import { setTimeout as sleep } from 'node:timers/promises';
import { apis, clientOf, partReaders } from '@roadbook/chaincode/api';
import { BOUNDS } from '../http/bound';
import type { Line, Lines } from '../organisation/connection';
import type { Log } from '../http/log';
import { Problem } from '../http/problem';
import { Captures } from './capture/jobs';
import type { Desk } from './store/store';
import { type Feed, startFeed } from './store/feed';
import { Notifier, type Post, postOverHttp } from './subscription/notifier';
import type { Projection } from './store/projection';

/** What the EPCIS routes work with. */
export interface Epcis {
  readonly projection: Projection;
  readonly desk: Desk;
  readonly captures: Captures;
  readonly notifier: Notifier;
  /** Origins to which events may be sent. */
  readonly notify: readonly string[];
  readonly now: () => Date;
  /** Waits until what a transaction told can be queried, or for so many milliseconds. */
  reach(txId: string, wait: number): Promise<void>;
  /** Whether the copy follows the ledger now. */
  following(): boolean;
  health(): Health;
  close(): Promise<void>;
}

export interface Health {
  readonly following: boolean;
  readonly why?: string;
  /** Of the last transaction that captured an event. */
  readonly block: string | undefined;
  readonly events: number;
}

export interface Wish {
  readonly lines: Lines;
  readonly projection: Projection;
  readonly desk: Desk;
  readonly log: Log;
  readonly now: () => Date;
  /** The user who reads events for the projection; anybody whose role may read parts, if not given. */
  readonly reader?: string | undefined;
  /** Origins to which subscriptions may send events; none if not given. */
  readonly notify?: readonly string[];
  readonly post?: Post;
}

/** Begins to follow the ledger, and goes on with the documents that were under way. */
export function openEpcis({
  lines,
  projection,
  desk,
  log,
  now,
  reader,
  notify = [],
  post = postOverHttp,
}: Wish): Epcis {
  const notifier = new Notifier({ desk, projection, lines, log, now, post, notify, demandReader });
  const feed: Feed = startFeed({
    line: () => readerLine(lines, reader),
    projection,
    log,
    changed: () => notifier.wake(),
  });
  const reach = (txId: string, wait: number) => feed.reach(txId, wait);
  const captures = new Captures({ desk, lines, log, now, reach });
  captures.resume();
  return {
    projection,
    desk,
    captures,
    notifier,
    notify,
    now,
    reach,
    following: () => feed.state().following,
    health: () => ({
      ...feed.state(),
      block: projection.checkpoint()?.blockNumber,
      events: projection.size(),
    }),
    async close() {
      // What waits for a peer that does not answer is not waited for: jobs and subscriptions stand on the
      // desk as they are, and go on at the next start.
      await Promise.race([
        Promise.all([captures.stop(), feed.stop(), notifier.stop()]),
        sleep(BOUNDS.restMs),
      ]);
      desk.close();
      projection.close();
    },
  };
}

const roleOn = async (line: Line): Promise<string> =>
  (await clientOf(apis.member, async (call) => (await line.carry(call)).text).whoAmI({})).role;
const reads = (role: string): boolean => (partReaders as readonly string[]).includes(role);

/** Somebody who may read parts, the ledger says who; beside them the service of the organisation listens. */
async function readerLine(lines: Lines, reader: string | undefined): Promise<Line> {
  if (reader !== undefined) return await lines.listening(reader);
  let failure: unknown;
  for (const user of lines.users()) {
    const line = await lines.as(user).catch(() => undefined);
    const role = line && (await roleOn(line).catch((error: unknown) => void (failure = error)));
    if (line && role && reads(role)) return await lines.listening(user);
  }
  throw new Error(
    `no user of ${lines.org} may read parts${failure instanceof Error ? `: ${failure.message}` : ''}`,
  );
}

/**
 * Refuses who may not read parts, by the ledger's word at this moment: the copy must not show what the ledger
 * would not.
 */
export async function demandReader(lines: Lines, user: string): Promise<void> {
  const role = await roleOn(await lines.as(user));
  if (!reads(role))
    throw new Problem(403, 'NOT_ALLOWED', {
      detail: `${role} may not call part.readEvent.`,
      cure: `It is for: ${partReaders.join(', ')}.`,
      facts: { role, operation: 'part.readEvent' },
    });
}
