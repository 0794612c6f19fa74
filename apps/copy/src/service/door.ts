import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { z } from 'zod';
import { CopyFault } from '../fault';
import { type CopyHome, makePrivate } from '../home';
import type { Progress } from '../follow/follower';
import type { Store } from '../store/store';
import { readOnly } from '../store/reading';
import { metricsText } from './metrics';

/** This machine alone. */
const LOOPBACK = '127.0.0.1';
/** Most characters of a question. */
const MOST = 1_000_000;

const question = z.strictObject({ text: z.string().max(MOST), values: z.array(z.unknown()).max(10_000) });

export interface Door {
  readonly port: number;
  close(): Promise<void>;
}

/** What a door tells and asks. */
export interface Behind {
  readonly home: CopyHome;
  /** With 0 the system chooses a free one. */
  readonly port: number;
  readonly store: Store;
  readonly progress: () => Progress;
  readonly now: () => number;
  /** Begins the copy again with the first block. */
  readonly forget: () => Promise<void>;
}

/**
 * Answers on loopback: figures and health to whoever asks, as they tell nothing of anybody; questions to who
 * can read the secret in the home.
 */
export async function openDoor(behind: Behind): Promise<Door> {
  const { home, port } = behind;
  const secret = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    answer(behind, secret, request)
      .then(({ status, type, body }) => end(response, status, type, body))
      .catch((error: unknown) => {
        const { code = 'BROKEN', cure = '' } = error instanceof CopyFault ? error : {};
        end(
          response,
          400,
          'application/json',
          JSON.stringify({ code, message: (error as Error).message, cure }),
        );
      });
  });
  server.maxConnections = 64;
  server.listen(port, LOOPBACK);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      ? new CopyFault('COPY_HELD', `Port ${port} is in use.`, 'Name another one: --port.')
      : error;
  }
  const bound = (server.address() as AddressInfo).port;
  makePrivate(dirname(home.door));
  const draft = `${home.door}.${process.pid}.draft`;
  writeFileSync(draft, JSON.stringify({ port: bound, secret, pid: process.pid }), {
    mode: 0o600,
    flush: true,
  });
  renameSync(draft, home.door);
  return {
    port: bound,
    async close() {
      rmSync(home.door, { force: true });
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Said {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const json = (value: unknown, status = 200): Said => ({
  ...{ status, type: 'application/json' },
  body: JSON.stringify(value),
});

async function answer(behind: Behind, secret: string, request: IncomingMessage): Promise<Said> {
  const { store, progress, now, forget } = behind;
  const asked = `${request.method} ${new URL(request.url ?? '/', 'http://copy').pathname}`;
  if (asked === 'GET /metrics')
    return { status: 200, type: 'text/plain; version=0.0.4', body: metricsText(progress(), now()) };
  if (asked === 'GET /health') return json(healthOf(progress()));
  if (!['POST /query', 'POST /forget'].includes(asked))
    return json({ message: 'There is nothing here.' }, 404);
  if (!isKnown(request, secret)) return json({ message: 'Say the secret that is in the home.' }, 401);
  if (asked === 'POST /forget') {
    await forget();
    return json({});
  }
  const given = question.safeParse(JSON.parse(await textOf(request)));
  if (!given.success) return json({ message: z.prettifyError(given.error) }, 400);
  return json({ rows: await readOnly(store.database, given.data) });
}

/** How a copy is, as it tells it over its door. */
export interface Health {
  readonly following: boolean;
  readonly why?: string;
  readonly code?: string;
  readonly height: string;
  readonly peerHeight: string;
}

export const healthOf = ({ following, why, code, height, peerHeight }: Progress): Health => ({
  ...{ following, height: String(height), peerHeight: String(peerHeight) },
  ...(why !== undefined && { why }),
  ...(code !== undefined && { code }),
});

const hashed = (text: string): Buffer => createHash('sha256').update(text).digest();

function isKnown({ headers }: IncomingMessage, secret: string): boolean {
  const [, given = ''] = /^Bearer ([\w-]{1,100})$/.exec(headers.authorization ?? '') ?? [];
  return timingSafeEqual(hashed(given), hashed(secret));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > 4 * MOST)
      throw new CopyFault('QUERY_REFUSED', 'The question is too long.', 'Ask a shorter one.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(body);
}
