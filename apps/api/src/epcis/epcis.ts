import { setTimeout as sleep } from 'node:timers/promises';
import { type Copied, Events } from '@roadbook/copy';
import { apis, clientOf, partReaders } from '@roadbook/chaincode/api';
import { BOUNDS } from '../http/bound';
import type { Line, Lines } from '../organisation/connection';
import type { Log } from '../http/log';
import { Problem } from '../http/problem';
import { Captures } from './capture/jobs';
import type { Desk } from './store/store';
import { Notifier, type Post, postOverHttp } from './subscription/notifier';
import { reaching } from './reach';

/** What the EPCIS routes work with. */
export interface Epcis {
  /** The events in the copy of the ledger. */
  readonly events: Events;
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
  health(): Promise<Health>;
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
  readonly copied: Copied;
  readonly desk: Desk;
  readonly log: Log;
  readonly now: () => Date;
  /** Origins to which subscriptions may send events; none if not given. */
  readonly notify?: readonly string[];
  readonly post?: Post;
}

/** Goes on with the documents that were under way. */
export function openEpcis({ lines, copied, desk, log, now, notify = [], post = postOverHttp }: Wish): Epcis {
  const events = new Events(copied.database);
  const notifier = new Notifier({ desk, events, lines, log, now, post, notify, demandReader });
  copied.onChange(() => notifier.wake());
  const reach = reaching(copied, events);
  const captures = new Captures({ desk, lines, log, now, reach });
  captures.resume();
  return {
    events,
    desk,
    captures,
    notifier,
    notify,
    now,
    reach,
    following: () => copied.state().following,
    async health() {
      // While nobody keeps the copy it has nothing to tell.
      const [last, size] = await Promise.all([events.last(), events.size()]).catch(
        () => [undefined, 0] as const,
      );
      return { ...copied.state(), block: last?.blockNumber, events: size };
    },
    async close() {
      // What waits for a peer that does not answer is not waited for: jobs and subscriptions stand on the
      // desk as they are, and go on at the next start.
      await Promise.race([Promise.all([captures.stop(), notifier.stop()]), sleep(BOUNDS.restMs)]);
      desk.close();
      await copied.close();
    },
  };
}

const roleOn = async (line: Line): Promise<string> =>
  (await clientOf(apis.member, async (call) => (await line.carry(call)).text).whoAmI({})).role;
const reads = (role: string): boolean => (partReaders as readonly string[]).includes(role);

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
