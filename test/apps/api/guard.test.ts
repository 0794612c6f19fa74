import { chmodSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  createToken,
  type Home,
  type LogLine,
  openHome,
  revokeTokens,
  type Serves,
  serve,
} from '@roadbook/api';
import { tokenReader } from '../../../apps/api/src/organisation/token';
import { documentOf, event, openServer } from './server';

const now = new Date('2026-03-01T00:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);

/** A home with an organisation whose peer nobody runs, and two users whose keys are none. */
function homeWith(...users: readonly string[]): Home {
  const root = mkdtempSync(join(tmpdir(), 'roadbook-api-'));
  const folder = join(root, 'users', 'manufacturer');
  for (const user of users) {
    mkdirSync(join(folder, user), { recursive: true });
    for (const file of ['cert.pem', 'key.pem']) writeFileSync(join(folder, user, file), '');
  }
  mkdirSync(join(root, 'profiles'));
  const org = 'manufacturer';
  const peer = { org, name: 'peer0', address: '127.0.0.1:9', serverName: 'localhost', tlsCaFile: 'ca.pem' };
  const profile = { version: 1, org, mspId: org, channel: 'c', chaincode: 'c', peers: [peer], users: folder };
  writeFileSync(join(root, 'profiles', 'manufacturer.json'), JSON.stringify(profile));
  return openHome(root, org);
}

describe('a token', () => {
  test('acts for its user until it ends', () => {
    const home = homeWith('plant', 'dealer');
    const [plant, dealer] = [createToken(home, 'plant', now, 10), createToken(home, 'dealer', now, 20)];
    const userOf = tokenReader(home);
    expect([userOf(plant, later(1)), userOf(dealer, later(1))]).toEqual(['plant', 'dealer']);
    expect([userOf(plant, later(10)), userOf(dealer, later(10))]).toEqual([undefined, 'dealer']);
  });

  test.each([
    '',
    'roadbook',
    'roadbook.0123456789abcdef.short',
    `roadbook.0123456789abcdef.${'a'.repeat(43)}`,
  ])('that is made up acts for nobody: %s', (token) => {
    const home = homeWith('plant');
    createToken(home, 'plant', now);
    expect(tokenReader(home)(token, now)).toBeUndefined();
  });

  test('of one id with the secret of another acts for nobody', () => {
    const home = homeWith('plant', 'dealer');
    const [plant = [], dealer = []] = ['plant', 'dealer'].map((user) =>
      createToken(home, user, now).split('.'),
    );
    expect(tokenReader(home)([plant[0], plant[1], dealer[2]].join('.'), now)).toBeUndefined();
  });

  test('is not in the file, which only its owner may read', () => {
    const home = homeWith('plant');
    const token = createToken(home, 'plant', now);
    expect(readFileSync(home.tokens, 'utf8')).not.toContain(token.split('.')[2]);
    expect(statSync(home.tokens).mode & 0o777).toBe(0o600);
    chmodSync(home.tokens, 0o644);
    expect(() => tokenReader(home)(token, now)).toThrow('can be read by others');
  });

  test('that is revoked ends at once, in a server that runs', () => {
    const home = homeWith('plant');
    const token = createToken(home, 'plant', now);
    const userOf = tokenReader(home);
    expect(userOf(token, now)).toBe('plant');
    expect(revokeTokens(home, 'plant')).toBe(1);
    expect(userOf(token, now)).toBeUndefined();
  });

  test('is made only for a user whose key is here, and for at most a year', () => {
    const home = homeWith('plant');
    expect(() => createToken(home, 'stranger', now)).toThrow('no key of manufacturer/stranger');
    expect(() => createToken(home, '../lender/desk', now)).toThrow('no key');
    expect(() => createToken(home, 'plant', now, 400)).toThrow('400');
  });
});

test('a home without a network or without the organisation says so', () => {
  expect(() => openHome('/nowhere', 'manufacturer')).toThrow('there is no network in /nowhere');
  const home = homeWith('plant');
  expect(() => openHome(join(home.profile, '..', '..'), 'lendr')).toThrow('there is no organisation lendr');
});

describe('without a valid token', () => {
  test.each(['', 'Basic cGxhbnQ6', 'Bearer', 'Bearer a b'])(
    'nothing is served: %s',
    async (authorization) => {
      const server = await openServer();
      for (const line of [
        'POST /rooms/member/whoAmI',
        'GET /epcis/events',
        'OPTIONS /epcis/capture',
        'GET /transactions/a',
        'GET /nothing',
      ]) {
        const refused = await server.ask(
          '',
          line,
          undefined,
          authorization ? { Authorization: authorization } : {},
        );
        expect(refused).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
        expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer realm="roadbook"');
      }
      expect(await server.ask('', 'GET /health')).toMatchObject({
        status: 200,
        body: { organisation: 'manufacturer' },
      });
      expect(await server.ask('', 'GET /openapi.json')).toMatchObject({
        status: 200,
        body: { openapi: '3.1.0' },
      });
      await server.close();
    },
  );
});

test('the log tells who asked for what and how it ended, and nothing of what was said', async () => {
  const server = await openServer();
  await server.ask('plant', 'POST /rooms/part/capture', { event: event({ epcList: ['urn:x:quiet'] }) });
  await server.ask('plant', 'GET /rooms/part/read?epc=urn:x:quiet');
  await server.capture('plant', documentOf(event({ epcList: ['urn:x:quiet'] })));
  const lines = server.logged.filter(({ what }) => what === 'request');
  expect(lines[0]).toMatchObject({
    method: 'POST',
    route: '/rooms/part/capture',
    status: 200,
    user: 'plant',
  });
  expect(lines[2]).toMatchObject({ route: '/epcis/capture', status: 202 });
  expect(JSON.stringify(server.logged)).not.toMatch(/quiet|Bearer/);
  await server.close();
});

test('more requests than may be under way are told to come again', async () => {
  const server = await openServer({ atOnce: 2 });
  const asked = await Promise.all(
    Array.from({ length: 6 }, () => server.ask('plant', 'POST /rooms/member/whoAmI', {})),
  );
  expect(asked.filter(({ status }) => status === 200)).toHaveLength(2);
  const [busy] = asked.filter(({ status }) => status === 503);
  expect(busy).toMatchObject({ body: { code: 'BUSY', retry: 'now' } });
  expect(busy?.headers.get('Retry-After')).toBe('1');
  await server.close();
});

test('a body beyond the bound is refused, whether its length is told or not', async () => {
  const server = await openServer();
  const big = `{"a":"${'x'.repeat(2_100_000)}"}`;
  expect(await server.ask('plant', 'POST /rooms/member/whoAmI', big)).toMatchObject({
    status: 413,
    body: { code: 'TOO_LARGE' },
  });
  const body = new ReadableStream({ start: (stream) => (stream.enqueue(Buffer.from(big)), stream.close()) });
  const init = {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { Authorization: 'Bearer plant', 'Content-Type': 'application/json' },
  };
  expect((await server.app.request('/rooms/member/whoAmI', init as RequestInit)).status).toBe(413);
  await server.close();
});

describe('a server on a port', () => {
  let [home, serves, logged]: [Home, Serves | undefined, LogLine[]] = [
    homeWith('plant', 'service'),
    undefined,
    [],
  ];
  beforeAll(async () => {
    serves = await serve({ home, port: 0, log: (line) => void logged.push(line) });
  });
  afterAll(() => serves?.stop());

  const ask = (path: string, headers: Record<string, string>) =>
    new Promise<number>((done, fail) => {
      const asked = request(`${serves?.url}${path}`, { headers }, (answer) => {
        answer.resume();
        done(answer.statusCode ?? 0);
      });
      asked.on('error', fail).end();
    });

  test('listens on this machine only, and says that its copy does not follow a silent peer', async () => {
    expect(serves?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const health = await fetch(`${serves?.url}/health`);
    expect(await health.json()).toMatchObject({
      status: 'degraded',
      projection: { following: false, events: 0 },
    });
    expect(statSync(home.desk).mode & 0o077).toBe(0);
  });

  test('takes a token of the file, and a head of bounded size', async () => {
    const token = createToken(home, 'plant', new Date());
    expect(await ask('/epcis/', { Authorization: `Bearer ${token}` })).toBe(200);
    expect(await ask('/epcis/', { Authorization: `Bearer ${token}x` })).toBe(401);
    expect(await ask('/epcis/', { Authorization: `Bearer ${token}`, 'X-Long': 'x'.repeat(20_000) })).toBe(
      431,
    );
  });

  test('answers a user whose certificate is unusable as forbidden', async () => {
    const token = createToken(home, 'plant', new Date());
    expect(await ask('/rooms/member/whoAmI', { Authorization: `Bearer ${token}` })).toBe(403);
    expect(logged.at(-1)).toMatchObject({ code: 'IDENTITY_INVALID', status: 403 });
  });

  test('is the only one of its organisation', async () => {
    await expect(serve({ home, port: 0, log: () => {} })).rejects.toThrow(
      'another server of manufacturer runs',
    );
  });

  test('makes a damaged copy anew, and says of a desk that it cannot read what is in it', async () => {
    const [damaged, newer] = [homeWith('plant', 'service'), homeWith('plant', 'service')];
    for (const { desk } of [damaged, newer]) mkdirSync(join(desk, '..'), { recursive: true });
    mkdirSync(damaged.copy.data, { recursive: true });
    writeFileSync(join(damaged.copy.data, 'PG_VERSION'), 'this is no database any more');
    const own = await serve({ home: damaged, port: 0, log: () => {} });
    expect(await (await fetch(`${own.url}/health`)).json()).toMatchObject({ projection: { events: 0 } });
    await own.stop();
    new DatabaseSync(newer.desk).exec('PRAGMA user_version = 99');
    await expect(serve({ home: newer, port: 0, log: () => {} })).rejects.toMatchObject({
      message: expect.stringContaining('of another version'),
      cure: expect.stringContaining('nowhere else'),
    });
  });

  test('trusts another way to tell who asks, when it is given one', async () => {
    const authenticate = (request: Request) =>
      request.headers.get('x-person') === 'p-17' ? 'plant' : undefined;
    const own = await serve({ home: homeWith('plant', 'service'), port: 0, log: () => {}, authenticate });
    const status = async (person: string) =>
      (await fetch(`${own.url}/epcis`, { headers: { 'X-Person': person } })).status;
    expect([await status('p-17'), await status('p-18')]).toEqual([200, 401]);
    await own.stop();
  });

  test('whose port is taken says how to choose another', async () => {
    const port = Number(new URL(serves?.url ?? '').port);
    await expect(serve({ home: homeWith('plant', 'service'), port, log: () => {} })).rejects.toMatchObject({
      cure: 'name another one: --port',
    });
  });
});
