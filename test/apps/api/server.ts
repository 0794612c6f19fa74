import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Envelope, type How, kitErrors, type Role, type WireCall } from '@roadbook/chaincode/api';
import { type Heard, RefusedByContract } from '@roadbook/gateway';
import { createApp } from '../../../apps/api/src/app';
import { Desk } from '../../../apps/api/src/epcis/store/store';
import { openEpcis } from '../../../apps/api/src/epcis/epcis';
import type { Post } from '../../../apps/api/src/epcis/subscription/notifier';
import { Projection } from '../../../apps/api/src/epcis/store/projection';
import type { Line, Lines, PartFact } from '../../../apps/api/src/organisation/connection';
import type { LogLine } from '../../../apps/api/src/http/log';
import { openWorld, type OpenWorld, Refused } from '@roadbook/ledger';

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
const txOf = (block: number): string => block.toString(16).padStart(64, '0');

/** A network in memory as the server sees it; `fail` stands for what a real one may do to a call. */
export class Network {
  readonly world: OpenWorld;
  readonly told: { readonly envelope: Envelope; readonly block: number }[] = [];
  readonly calls: WireCall[] = [];
  readonly hows: (How | undefined)[] = [];
  fail: ((call: WireCall) => Error | undefined) | undefined;
  first = 'first block';
  #block = 0;
  readonly #listeners = new Set<() => void>();

  constructor(world: OpenWorld) {
    this.world = world;
  }

  lines(): Lines {
    const line = (user: string) => this.#line(user);
    return {
      org: 'manufacturer',
      users: () => Object.keys(CAST),
      roleOf: (user) => CAST[user]?.[1] ?? 'owner',
      as: line,
      listening: line,
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
        const before = ledger.events.length;
        const text = await ledger.call(person, call).catch((error: unknown) => {
          throw error instanceof Refused ? refusalOf(error, call) : error;
        });
        if (call.manner === 'evaluate') return { text };
        const block = ++this.#block;
        this.told.push(...ledger.events.slice(before).map((envelope) => ({ envelope, block })));
        for (const listen of this.#listeners) listen();
        return { text, receipt: { txId: txOf(block), blockNumber: BigInt(block), attempts: 1, doubts: 0 } };
      },
      events: (options) => this.#events(options),
      outcome: async (txId) =>
        Number.parseInt(txId, 16) <= this.#block
          ? { txId, blockNumber: 1n, code: 'VALID', valid: true }
          : undefined,
      readBlock: async () => Buffer.from(this.first),
    };
  }

  async *#events({ checkpoint, signal }: Parameters<Line['events']>[0]): AsyncGenerator<Heard<PartFact>> {
    let done = Number((await checkpoint?.load())?.blockNumber ?? 0);
    for (;;) {
      for (const { envelope, block } of this.told.filter((one) => one.block > done)) {
        const facts = envelope.facts.filter(({ name }) =>
          ['EventCaptured', 'EventDeclaredWrong'].includes(name),
        );
        done = block;
        const checkpoint = { blockNumber: String(block), txId: txOf(block) };
        if (facts.length > 0)
          yield {
            blockNumber: BigInt(block),
            txId: txOf(block),
            at: envelope.at,
            facts: facts as never,
            checkpoint,
          };
      }
      if (signal?.aborted) return;
      await new Promise<void>((next) => {
        const go = () => {
          this.#listeners.delete(go);
          signal?.removeEventListener('abort', go);
          next();
        };
        this.#listeners.add(go);
        signal?.addEventListener('abort', go);
        if (this.told.some((one) => one.block > done) || signal?.aborted) go();
      });
    }
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

export const openNetwork = async (): Promise<Network> => new Network(await openWorld());

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
  const file = (name: string) => (folder === undefined ? ':memory:' : join(folder, name));
  const projection = new Projection(file('projection.sqlite'));
  const desk = new Desk(file('desk.sqlite'));
  const epcis = openEpcis({ lines, projection, desk, log, now, notify, ...(post && { post }) });
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
