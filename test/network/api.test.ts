import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { copyHome, rebuildCopy } from '@roadbook/copy';
import { documentOf, event, published, vector, vectors } from '../apps/api/server';
import { type RealWorld, realWorld } from './world';

jest.setTimeout(180_000);

const door = join(__dirname, '../../scripts/api');
const env = { ...process.env, ROADBOOK_BUILT: '1' };
const mark = Date.now().toString(36);
const serial = (number: number) => `urn:epc:id:sgtin:4012345.011111.${mark}${number}`;
const q = encodeURIComponent;

let world: RealWorld;
let server: ChildProcess;
let url: string;
let partner: string;
const heard: { readonly body: string; readonly signature: string | undefined }[] = [];
const listener = createServer(async (request, answer) => {
  const body = Buffer.concat(await request.toArray()).toString();
  heard.push({ body, signature: request.headers['gs1-signature']?.toString() });
  answer.end();
});
const tokens = new Map<string, string>();

/** Starts the server at its door; answers when it listens. */
async function start(): Promise<void> {
  server = spawn(door, ['--org', 'manufacturer', '--port', '0', '--json', '--notify', partner], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await new Promise<Buffer[]>((done) =>
    server.stdout?.once('data', (...told: Buffer[]) => done(told)),
  );
  ({ url } = JSON.parse(String(line)));
}

async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const ended = new Promise((done) => server.once('exit', done));
  server.kill(signal);
  await ended;
}

const tokenOf = (user: string): Promise<string> =>
  new Promise((done, fail) => {
    execFile(door, ['token', `manufacturer/${user}`], { env }, (error, out) =>
      error ? fail(error) : done(out.trim()),
    );
  });

async function ask(user: string, line: string, body?: unknown, headers: Record<string, string> = {}) {
  const [method, path] = line.split(' ');
  const answered = await fetch(`${url}${path}`, {
    ...(method && { method }),
    headers: {
      ...(user && { Authorization: `Bearer ${tokens.get(user)}` }),
      'Content-Type': 'application/json',
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answered.text();
  return { status: answered.status, headers: answered.headers, body: text && JSON.parse(text) };
}
const eventsAt = async (path: string) =>
  (await ask('plant', `GET /epcis${path}`)).body.epcisBody.queryResults.resultsBody.eventList;

/** The job of a document, when it is finished. */
async function finished(location: string | null) {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(100)) {
    const { body } = await ask('plant', `GET ${location}`);
    if (!body.running) return body;
  }
  throw new Error(`${location} does not finish`);
}
async function capture(document: unknown, behaviour = 'rollback') {
  const taken = await ask('plant', 'POST /epcis/capture', document, {
    'GS1-Capture-Error-Behaviour': behaviour,
  });
  expect(taken.status).toBe(202);
  return await finished(taken.headers.get('Location'));
}

beforeAll(async () => {
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  partner = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  world = realWorld();
  await world.be('manufacturer/driver', 'owner');
  for (const user of ['plant', 'driver']) tokens.set(user, await tokenOf(user));
  await start();
});
afterAll(async () => {
  await end('SIGTERM');
  listener.close();
  await world.close();
});

test('an operation of a room, private facts apart, and what became of the transaction', async () => {
  expect((await ask('plant', 'POST /rooms/member/whoAmI', {})).body).toMatchObject({
    member: 'manufacturer/plant',
  });
  expect((await ask('plant', 'GET /rooms/member/readOrganisation?org=lender')).body).toMatchObject({
    org: 'lender',
  });
  const epc = serial(1);
  const price = { amount: '123456', currency: 'EUR' };
  const kept = await ask('plant', 'POST /rooms/part/keepPrice', {
    request: { epc },
    private: { epc, price },
  });
  expect(kept.body.seal).toMatch(/^[0-9a-f]{64}$/);
  const txId = kept.headers.get('Roadbook-Transaction');
  expect((await ask('plant', `GET /transactions/${txId}`)).body).toMatchObject({ txId, valid: true });
  expect(
    (await ask('plant', `GET /rooms/part/revealPrice?epc=${q(epc)}&org=manufacturer`)).body.price,
  ).toEqual(price);
});

test('a stranger is refused: without a token, by role, and by the organisation of its part', async () => {
  expect(await ask('', 'GET /epcis/events')).toMatchObject({
    status: 401,
    body: { type: 'epcisException:SecurityException' },
  });
  expect(
    await ask('driver', 'POST /epcis/events', { '@context': {}, ...event({ epcList: [serial(2)] }) }),
  ).toMatchObject({
    status: 403,
    body: { code: 'NOT_ALLOWED', facts: { role: 'owner' }, cure: expect.stringContaining('manufacturer') },
  });
  const { on } = await world.be('registry/workshop', 'workshop');
  await on.part.capture({ event: event({ epcList: [serial(3)] }) as never });
  const ship = event({ epcList: [serial(3)], action: 'OBSERVE', bizStep: 'shipping' });
  expect(await ask('plant', 'POST /rooms/part/capture', { event: ship })).toMatchObject({
    status: 422,
    body: { code: 'NOT_IN_CUSTODY' },
  });
});

test('what another organisation captures is found here by what it says', async () => {
  const { on } = await world.be('insurer/workshop', 'workshop');
  const one = event({
    epcList: [serial(4)],
    bizTransactionList: [{ type: 'po', bizTransaction: `urn:x:${mark}` }],
  });
  await on.part.capture({ event: one as never });
  for (const until = Date.now() + 10_000; Date.now() < until; await sleep(50)) {
    const found = await eventsAt(`/events?EQ_bizTransaction_po=urn:x:${mark}&EQ_action=ADD`);
    if (found.length === 0) continue;
    expect(found).toMatchObject([one]);
    return;
  }
  throw new Error('it is not found');
});

test('a subscriber is sent what another organisation captures, signed', async () => {
  const place = `urn:x:${mark}:dock`;
  await ask('plant', 'POST /epcis/queries', { name: mark, query: { EQ_readPoint: [place] } });
  const subscribing = {
    dest: `${partner}/hook`,
    stream: true,
    signatureToken: `secret of ${mark}, long enough`,
  };
  expect(await ask('plant', `POST /epcis/queries/${mark}/subscriptions`, subscribing)).toMatchObject({
    status: 201,
  });
  const { on } = await world.be('insurer/workshop', 'workshop');
  const one = event({ epcList: [serial(5)], readPoint: { id: place } });
  await on.part.capture({ event: one as never });
  for (const until = Date.now() + 10_000; heard.length === 0 && Date.now() < until; ) await sleep(50);
  const [{ body, signature } = { body: '{}', signature: '' }] = heard;
  expect(JSON.parse(body).epcisBody.queryResults).toMatchObject({
    queryName: mark,
    resultsBody: { eventList: [one] },
  });
  expect(signature).toBe(createHmac('sha256', subscribing.signatureToken).update(body).digest('hex'));
});

(published ? test : test.skip).each([
  'epcisDocWithSingleEvent',
  'epcisDocWithVariousEventTypes',
  'ReferenceEventHashAlgorithm',
])(
  'the published document %s goes in and comes out under its published hashes, and is recognised when it ' +
    'comes again',
  async (name) => {
    const accepts = addFormats(new Ajv({ strict: false })).compile(vector('EPCIS-JSON-Schema.json'));
    const hashes = readFileSync(join(vectors, `${name}.hashes`), 'utf8')
      .trim()
      .split(/\s+/);
    expect(await capture(vector(`${name}.jsonld`))).toMatchObject({ success: true, errors: [] });
    for (const hash of hashes) {
      const { status, body, headers } = await ask('driver', `GET /epcis/events/${q(hash)}`);
      expect([status, headers.get('GS1-EPCIS-Version')]).toEqual([200, '2.0.0']);
      expect(accepts(body) ? [] : accepts.errors).toEqual([]);
    }
    expect(await capture(vector(`${name}.jsonld`))).toMatchObject({
      success: true,
      recorded: { new: 0, exists: hashes.length },
    });
  },
);

test('as many things as are put into one transaction are taken by endorsers and orderers', async () => {
  const epcs = (at: number) => Array.from({ length: 200 }, (_, nr) => serial(10_000 + at * 200 + nr));
  const made = Array.from({ length: 19 }, (_, at) => event({ epcList: epcs(at) }));
  const shipped = made.map(({ epcList }) => event({ epcList, action: 'OBSERVE', bizStep: 'shipping' }));
  expect(await capture(documentOf(...made))).toMatchObject({ success: true, recorded: { new: 19 } });
  expect(await capture(documentOf(...shipped))).toMatchObject({ success: true, recorded: { new: 19 } });
  expect(await eventsAt(`/epcs/${q(serial(10_000))}/events`)).toHaveLength(2);
});

test('a server killed while it carries a large document loses nothing and doubles nothing', async () => {
  const events = Array.from({ length: 700 }, (_, at) =>
    event({ epcList: [serial(1000 + at)], bizLocation: { id: `urn:x:${mark}:yard` } }),
  );
  const taken = await ask('plant', 'POST /epcis/capture', documentOf(...events), {
    'GS1-Capture-Error-Behaviour': 'proceed',
  });
  const location = taken.headers.get('Location');
  for (let recorded = 0; recorded === 0; await sleep(20)) {
    const { body } = await ask('plant', `GET ${location}`);
    recorded = body.recorded.new;
    expect(body.running).toBe(true);
  }
  await end('SIGKILL');
  await start();
  const job = await finished(location);
  expect(job).toMatchObject({ success: true, errors: [] });
  expect(job.recorded.new + job.recorded.exists).toBe(700);
  const found: string[] = [];
  let next: string | undefined = `/events?EQ_bizLocation=${q(`urn:x:${mark}:yard`)}&perPage=100`;
  while (next) {
    const page: Awaited<ReturnType<typeof ask>> = await ask('plant', `GET /epcis${next}`);
    found.push(
      ...page.body.epcisBody.queryResults.resultsBody.eventList.map(
        (one: { epcList: string[] }) => one.epcList[0],
      ),
    );
    next = /<\/epcis(.+)>; rel="next"/.exec(page.headers.get('Link') ?? '')?.[1];
  }
  expect(new Set(found)).toEqual(new Set(events.map(({ epcList: [epc] }) => epc)));
  expect(found).toHaveLength(700);
});

test('a copy that was deleted is made anew from the ledger, the same in every place', async () => {
  const before = await eventsAt('/events?perPage=100&LT_recordTime=2099-01-01T00:00:00Z');
  const { events } = (await ask('', 'GET /health')).body.projection;
  await end('SIGTERM');
  const home = process.env['ROADBOOK_HOME'] ?? '';
  const folder = join(home, 'api', 'manufacturer');
  expect(statSync(join(folder, 'tokens.json')).mode & 0o777).toBe(0o600);
  expect(existsSync(join(folder, 'desk.sqlite'))).toBe(true);
  // The process that scripts/up started keeps it, and begins it anew.
  expect(await rebuildCopy(copyHome(home, 'manufacturer'), process.env)).toBe(true);
  await start();
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(100))
    if ((await ask('', 'GET /health')).body.projection.events === events) break;
  expect(await eventsAt('/events?perPage=100&LT_recordTime=2099-01-01T00:00:00Z')).toEqual(before);
});
