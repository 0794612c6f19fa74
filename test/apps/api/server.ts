import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type How, kitErrors, type Role, type WireCall } from '@roadbook/chaincode/api';
import { type Copied, Events, follow, type Source, Store } from '@roadbook/copy';
import { RefusedByContract } from '@roadbook/gateway';
import { createApp } from '../../../apps/api/src/app';
import { Desk } from '../../../apps/api/src/epcis/store/store';
import { openEpcis } from '../../../apps/api/src/epcis/epcis';
import type { Post } from '../../../apps/api/src/epcis/subscription/notifier';
import type { Line, Lines } from '../../../apps/api/src/organisation/connection';
import type { LogLine } from '../../../apps/api/src/http/log';
import { Chain, openWorld, type OpenWorld, Refused } from '@roadbook/ledger';
import { sourceOf } from '../copy/network';
import { freshStore } from '../copy/store';

export const vectors = join(__dirname, '../../../../shared/vectors/epcis');
/** Where the published documents are; tests that need them are skipped elsewhere. */
export const published = existsSync(vectors);
export const vector = (name: string) => JSON.parse(readFileSync(join(vectors, name), 'utf8'));

/** Users of the server, and who they are to the ledger. */
const CAST: Readonly<Record<string, readonly [member: string, role: Role]>> = {
  plant: ['manufacturer/plant', 'manufacturer'],
  supplier: ['manufacturer/supplier', 'supplier'],
  auditor: ['registry/auditor', 'auditor'],
  desk: ['lender/desk', 'lender'],
};

interface Placed {
  readonly txId: string;
  readonly block: number;
}

/** A network in memory as the server sees it; `fail` stands for what a real one may do to a call. */
export class Network {
  readonly world: OpenWorld;
  readonly calls: WireCall[] = [];
  readonly hows: (How | undefined)[] = [];
  fail: ((call: WireCall) => Error | undefined) | undefined;
  /** While it is set, no peer tells of blocks. */
  silence: Error | undefined;
  readonly source: Source;
  readonly #placed: Map<WireCall, Placed>;

  constructor(world: OpenWorld, source: Source, placed: Map<WireCall, Placed>) {
    this.world = world;
    this.#placed = placed;
    this.source = {
      ...source,
      height: async () => {
        if (this.silence) throw this.silence;
        return await source.height();
      },
    };
  }

  lines(): Lines {
    return {
      org: 'manufacturer',
      users: () => Object.keys(CAST),
      roleOf: (user) => CAST[user]?.[1] ?? 'owner',
      as: (user) => this.#line(user),
      close: async () => {},
    };
  }

  async #line(user: string): Promise<Line> {
    const [member, role] = CAST[user] ?? ['manufacturer/nobody', 'owner'];
    const person = await this.world.be(member, role);
    const { ledger } = this.world;
    return {
      carry: async (call, how) => {
        this.calls.push(call);
        this.hows.push(how);
        const failure = this.fail?.(call);
        if (failure) throw failure;
        const text = await ledger.call(person, call).catch((error: unknown) => {
          throw error instanceof Refused ? refusalOf(error, call) : error;
        });
        if (call.manner === 'evaluate') return { text };
        const { txId, block } = this.#placed.get(call) ?? { txId: '', block: 0 };
        return { text, receipt: { txId, blockNumber: BigInt(block), attempts: 1, doubts: 0 } };
      },
      outcome: async (txId) =>
        [...this.#placed.values()].some((one) => one.txId === txId)
          ? { txId, blockNumber: 1n, code: 'VALID', valid: true }
          : undefined,
    };
  }
}

function refusalOf({ code, facts, message }: Refused, call: WireCall): RefusedByContract {
  const { retry = 'never' } = Object.values(kitErrors).find((spec) => spec.code === code) ?? {};
  const stage = call.manner === 'evaluate' ? 'evaluate' : 'endorse';
  return new RefusedByContract({
    stage,
    code,
    says: message.split(' {"')[0] ?? message,
    cure: 'Do otherwise.',
    txId: '',
    safeToRetry: false,
    facts: facts as never,
    retry,
  });
}

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, read as JSON. */
  readonly body: ReturnType<typeof JSON.parse>;
}

interface Wish {
  readonly network?: Network;
  /** Where the copy of the events and the desk are; in memory if not given. */
  readonly folder?: string;
  readonly atOnce?: number;
  readonly notify?: readonly string[];
  readonly post?: Post;
  readonly now?: () => Date;
}

/** A network whose chain begins with a block that says so. */
export async function openNetwork(says?: string): Promise<Network> {
  const chain = new Chain(says);
  const [listeners, placed] = [new Set<() => void>(), new Map<WireCall, Placed>()];
  const world = await openWorld({
    written(block) {
      chain.add(block);
      for (const { transaction } of block)
        placed.set(transaction.call, { txId: transaction.txId, block: chain.blocks.length - 1 });
      for (const ring of listeners) ring();
    },
  });
  return new Network(world, sourceOf(chain.blocks, listeners), placed);
}

/** Databases in memory that no server uses now: making one takes seconds. */
const free: Store[] = [];
afterAll(async () => {
  for (const store of free.splice(0)) await store.close();
});

async function storeIn(folder: string | undefined): Promise<Store> {
  if (folder !== undefined) {
    const own = join(folder, 'copy');
    return existsSync(own) ? await Store.open({ folder: own }) : await freshStore(own);
  }
  const known = free.pop();
  await known?.forget();
  return known ?? (await freshStore());
}

/** The copy that a server uses, following the network. */
async function copyOf(network: Network, folder: string | undefined, log: (line: LogLine) => void) {
  const store = await storeIn(folder);
  const listeners = new Set<() => void>();
  const follower = follow({
    ...{
      source: async () => network.source,
      store,
      chaincode: 'roadbook',
      other: 'anew',
      now: () => Date.now(),
    },
    changed: () => {
      for (const listener of listeners) listener();
    },
    warn: (why) => log({ level: 'warn', what: 'projection', why }),
  });
  const copied: Copied = {
    database: store.database,
    state: () => {
      const { following, why } = follower.progress();
      return { following, ...(why !== undefined && { why }) };
    },
    onChange: (listener) => void listeners.add(listener),
    async close() {
      await follower.stop();
      if (folder === undefined) free.push(store);
      else await store.close();
    },
  };
  return copied;
}

/** A server over a network in memory, its log, and a way to ask it as a user whose token is its name. */
export async function openServer({
  network,
  folder,
  atOnce,
  now = () => new Date(),
  notify = [],
  post,
}: Wish = {}) {
  const net = network ?? (await openNetwork());
  const lines = net.lines();
  const logged: LogLine[] = [];
  const log = (line: LogLine) => void logged.push(line);
  const desk = new Desk(folder === undefined ? ':memory:' : join(folder, 'desk.sqlite'));
  const copied = await copyOf(net, folder, log);
  const projection = new Events(copied.database);
  const epcis = openEpcis({ lines, copied, desk, log, now, notify, ...(post && { post }) });
  const authenticate = (request: Request) =>
    /^Bearer (\w+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  const app = createApp({
    lines,
    authenticate,
    epcis,
    log,
    heldMs: 0,
    ...(atOnce !== undefined && { atOnce }),
  });

  async function ask(
    user: string,
    line: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Asked> {
    const [method = 'GET', path = ''] = line.split(' ');
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const answered = await app.request(path, {
      method,
      headers: {
        ...(user !== '' && { Authorization: `Bearer ${user}` }),
        ...(text !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    });
    const told = await answered.text();
    return { status: answered.status, headers: answered.headers, text: told, body: jsonIn(told) };
  }

  /** Captures a document and answers its finished job. */
  async function capture(user: string, document: unknown, behaviour = 'rollback') {
    const taken = await ask(user, 'POST /epcis/capture', document, {
      'GS1-Capture-Error-Behaviour': behaviour,
    });
    if (taken.status !== 202) return taken.body;
    await epcis.captures.idle();
    return (await ask(user, `GET ${taken.headers.get('Location')}`)).body;
  }

  return { network: net, app, ask, capture, epcis, projection, logged, close: () => epcis.close() };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export type Server = Awaited<ReturnType<typeof openServer>>;

/** The events of an answer to a query. */
export const eventsIn = ({ body }: Asked) => body.epcisBody.queryResults.resultsBody.eventList;

let second = 0;
/** An EPCIS event that nothing else says. */
export const event = (more: Record<string, unknown> = {}) => ({
  type: 'ObjectEvent',
  eventTime: new Date(Date.UTC(2026, 1, 1) + ++second * 1000).toISOString(),
  eventTimeZoneOffset: '+00:00',
  action: 'ADD',
  bizStep: 'commissioning',
  epcList: [`urn:epc:id:sgtin:4012345.011111.${second}`],
  ...more,
});

export const documentOf = (...eventList: object[]) => ({
  '@context': [
    'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    { ext: 'https://ext.example.org/' },
  ],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-02-01T00:00:00Z',
  epcisBody: { eventList },
});
