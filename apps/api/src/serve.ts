import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from './app';
import { BOUNDS } from './http/bound';
import { Desk } from './epcis/store/store';
import { openEpcis } from './epcis/epcis';
import { shareCopy } from '@roadbook/copy';
import { FormUnknown } from './epcis/store/database';
import { Fault } from './fault';
import type { Authenticate } from './http/guard';
import { type Home, usersOf } from './organisation/home';
import { gatewayLines, SERVICE } from './organisation/connection';
import type { Log } from './http/log';
import { tokenReader } from './organisation/token';
import { receiveNoMore } from './http/unread';

/** How a server is to run. */
export interface Serving {
  readonly home: Home;
  /** With 0 the system chooses a free one. */
  readonly port: number;
  readonly log: Log;
  /** Origins to which subscriptions may send events, such as `https://partner.example`; none if not given. */
  readonly notify?: readonly string[];
  /** Who a request is from; by token if not given. */
  readonly authenticate?: Authenticate;
}

export interface Serves {
  readonly url: string;
  /**
   * Finishes what is under way, if it comes to an end within seconds, and lets go of port and files. What it
   * was carrying to the ledger goes on at the next start.
   */
  stop(): Promise<void>;
}

/** This machine alone: whoever wants to be reached from elsewhere puts a proxy with TLS in front. */
const LOOPBACK = '127.0.0.1';

/** Serves one organisation on loopback until it is stopped. Throws {@link Fault} when it cannot begin. */
export async function serve({ home, port, log, notify = [], authenticate }: Serving): Promise<Serves> {
  if (usersOf(home).length === 0)
    throw new Fault(`no user of ${home.org} has a key in ${home.users}`, 'enrol one (scripts/enrol)');
  if (!usersOf(home).includes(SERVICE))
    throw new Fault(
      `${home.org}/${SERVICE} has no key in ${home.users}; it reads blocks for the copy of the ledger`,
      `scripts/up enrols it; elsewhere scripts/enrol ${home.org}/${SERVICE} --service where the organisation's CA is`,
    );
  const now = () => new Date();
  const lines = gatewayLines(home);
  const desk = openDesk(home);
  const epcis = openEpcis({
    lines,
    copied: shareCopy({
      home: home.copy,
      env: process.env,
      warn: (why) => log({ level: 'warn', what: 'projection', why }),
    }),
    desk,
    log,
    now,
    notify,
  });
  const app = createApp({ lines, epcis, log, authenticate: authenticate ?? byToken(home) });
  const server = createAdaptorServer({
    fetch: app.fetch,
    autoCleanupIncoming: false,
    serverOptions: {
      maxHeaderSize: BOUNDS.headBytes,
      requestTimeout: BOUNDS.requestMs,
      headersTimeout: BOUNDS.headMs,
      // Slow ones are looked for every half a minute otherwise.
      connectionsCheckingInterval: 1_000,
    },
  }) as Server;
  server.maxConnections = BOUNDS.connections;
  server.keepAliveTimeout = BOUNDS.idleMs;
  server.timeout = BOUNDS.stillMs;
  server.prependListener('request', receiveNoMore);
  const stop = async () => {
    if (server.listening) {
      server.close();
      server.closeIdleConnections();
      const patience = setTimeout(() => server.closeAllConnections(), BOUNDS.stopMs);
      await once(server, 'close');
      clearTimeout(patience);
    }
    await epcis.close();
    await Promise.race([lines.close(), sleep(BOUNDS.restMs)]);
  };
  try {
    server.listen(port, LOOPBACK);
    await once(server, 'listening');
  } catch (error) {
    await stop();
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw taken ? new Fault(`port ${port} is in use`, 'name another one: --port') : error;
  }
  const { port: bound } = server.address() as AddressInfo;
  return { url: `http://${LOOPBACK}:${bound}`, stop };
}

/** One server of an organisation at a time: two would carry each document twice. */
function openDesk(home: Home): Desk {
  try {
    return new Desk(home.desk);
  } catch (error) {
    if (resultOf(error) === SQLITE_BUSY)
      throw new Fault(`another server of ${home.org} runs`, 'stop it, or call that one');
    const why = error instanceof FormUnknown ? 'is of another version of the server' : 'cannot be read';
    throw new Fault(
      `${home.desk} ${why}: ${(error as Error).message}`,
      'start the version that wrote it, bring a backup, or move it away: its jobs, named queries and ' +
        'subscriptions are nowhere else',
    );
  }
}

const SQLITE_BUSY = 5;
/** The primary result code: its extended ones have more above the first byte. */
const resultOf = (error: unknown): number => ((error as { errcode?: number }).errcode ?? 0) & 0xff;

function byToken(home: Home): Authenticate {
  const userOf = tokenReader(home);
  return (request) => {
    const [, token] =
      /^Bearer +([A-Za-z0-9._-]{1,200})$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    return token === undefined ? undefined : userOf(token, new Date());
  };
}
