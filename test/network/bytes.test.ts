import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodies } from '../../scripts/measure/rows/bodies';
import { openHome } from '../../scripts/home';
import { enrolMember } from '../../scripts/identity/identities';
import { running } from '../../scripts/node/processes';

jest.setTimeout(300_000);

const door = join(__dirname, '../../scripts/api');
const env = { ...process.env, ROADBOOK_BUILT: '1' };
const AT_ONCE_BY_ONE = 32;
/** Only what hangs is ended by it: a body takes some tenths of a second of work. */
const HANGS = 60_000;

let server: ChildProcess;
let url: URL;
const tokens = new Map<string, string>();
const sockets: Socket[] = [];

async function start(): Promise<void> {
  server = spawn(door, ['--org', 'manufacturer', '--port', '0', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await new Promise<Buffer[]>((done) =>
    server.stdout?.once('data', (...told: Buffer[]) => done(told)),
  );
  url = new URL((JSON.parse(String(line)) as { url: string }).url);
}

const ended = (): Promise<number | null> => new Promise((done) => server.once('exit', (code) => done(code)));

const tokenOf = (user: string): Promise<string> =>
  new Promise((done, fail) => {
    execFile(door, ['token', `manufacturer/${user}`], { env }, (error, out) =>
      error ? fail(error) : done(out.trim()),
    );
  });

async function ask(
  user: string,
  line: string,
  body?: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
) {
  const [method = 'GET', path = '/'] = line.split(' ');
  const answered = await fetch(new URL(path, url), {
    method,
    headers: { Authorization: `Bearer ${tokens.get(user)}`, 'Content-Type': 'application/json', ...headers },
    ...(body !== undefined && { body: body as NonNullable<RequestInit['body']> }),
    signal: AbortSignal.timeout(HANGS),
  });
  return {
    status: answered.status,
    body: (await answered.json().catch(() => ({}))) as { code?: string; errors?: unknown[] },
  };
}

/** Somebody else is answered meanwhile, and after. */
const othersAreServed = async () =>
  expect((await ask('dealer', 'POST /rooms/member/whoAmI', '{}')).status).toBe(200);

/** A connection that says whatever it wants; what it is told is gathered. */
async function wire(): Promise<{
  readonly socket: Socket;
  readonly told: () => string;
  readonly closed: Promise<void>;
}> {
  const socket = connect(Number(url.port), url.hostname);
  sockets.push(socket);
  let text = '';
  socket.on('data', (part) => {
    text += String(part);
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((done) => socket.once('close', () => done()));
  await new Promise<void>((done) => socket.once('connect', () => done()));
  return { socket, told: () => text, closed };
}
const head = (user: string, line: string, more: string): string =>
  `${line} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${tokens.get(user)}\r\nContent-Type: application/json\r\n${more}\r\n`;

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + HANGS; !holds(); await sleep(50))
    if (Date.now() > end) throw new Error('it hangs');
}

/** Memory of the server now, in MB. */
const memory = (): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/** So many that none of them sends more that is wrong than it is listened to for. */
const many = Array.from({ length: 12 }, (_, at) => `hostile-${at}`);

beforeAll(async () => {
  const home = openHome();
  const organisation = home.topology.organisations.find(({ name }) => name === 'manufacturer');
  if (!organisation) throw new Error('the topology has no manufacturer');
  for (const name of many) await enrolMember(home, organisation, { name, role: 'manufacturer' });
  for (const user of ['plant', 'dealer', ...many]) tokens.set(user, await tokenOf(user));
  await start();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(async () => {
  const gone = ended();
  if (server.kill('SIGKILL')) await gone;
});

test.each(bodies.map((one, at) => [one.what, many[at % many.length] ?? '', one] as const))(
  '%s',
  async (_, user, one) => {
    const { line, body, headers, taken = false } = one;
    const before = memory();
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, memory());
    }, 10);
    const { status, body: told } = await ask(user, line, body(), headers).finally(() => clearInterval(watch));
    expect(taken ? [202] : [400, 413, 415, 422]).toContain(status);
    expect(told.errors?.length ?? 0).toBeLessThanOrEqual(20);
    expect(most - before).toBeLessThan(400);
    await othersAreServed();
  },
);

test('who sends very much that is wrong is not listened to for a while, and others are', async () => {
  const wrong = () => ask('supplier', 'POST /epcis/capture', `{"type":"${'a'.repeat(15_000_000)}"}`);
  tokens.set('supplier', await tokenOf('supplier'));
  const statuses: number[] = [];
  for (let times = 0; times < 5; times++) statuses.push((await wrong()).status);
  expect(statuses).toContain(429);
  expect(await ask('supplier', 'POST /rooms/member/whoAmI', '{}')).toMatchObject({
    status: 429,
    body: { code: 'TOO_MUCH_WRONG' },
  });
  await othersAreServed();
});

test('who may not do it is told so before a byte of the body is looked at', async () => {
  const { socket, told } = await wire();
  socket.write(head('dealer', 'POST /rooms/loan/decide', 'Content-Length: 1000\r\n'));
  await until(() => told().includes('\r\n\r\n'));
  expect(told()).toMatch(/^HTTP\/1\.1 403 /);
  const nobody = await wire();
  nobody.socket.write(`POST /epcis/capture HTTP/1.1\r\nHost: localhost\r\nContent-Length: 15000000\r\n\r\n`);
  await until(() => nobody.told().includes('\r\n\r\n'));
  expect(nobody.told()).toMatch(/^HTTP\/1\.1 401 /);
});

test('slow bodies hold a user’s own places only, and are ended', async () => {
  const slow = await Promise.all(Array.from({ length: AT_ONCE_BY_ONE }, wire));
  for (const { socket } of slow)
    socket.write(`${head('plant', 'POST /rooms/member/whoAmI', 'Content-Length: 1000\r\n')}{`);
  await until(() => slow.every(({ socket }) => socket.bytesWritten > 0));
  await sleep(200);
  expect(await ask('plant', 'POST /rooms/member/whoAmI', '{}')).toMatchObject({
    status: 429,
    body: { code: 'TOO_MANY_AT_ONCE' },
  });
  await othersAreServed();
  const drip = setInterval(() => {
    for (const { socket } of slow) if (!socket.destroyed) socket.write(' ');
  }, 500);
  await until(() => slow.every(({ told }) => told().includes('\r\n'))).finally(() => clearInterval(drip));
  for (const { told } of slow) expect(told()).toMatch(/^HTTP\/1\.1 408 /);
  await until(() => slow.every(({ socket }) => socket.destroyed || socket.readableEnded));
  expect((await ask('plant', 'POST /rooms/member/whoAmI', '{}')).status).toBe(200);
});

test('heads that never end, or are too long, are ended', async () => {
  const slow = await Promise.all(Array.from({ length: 20 }, wire));
  for (const { socket } of slow) socket.write('GET /health HTTP/1.1\r\nX-Slow: ');
  await othersAreServed();
  await Promise.all(slow.map(({ closed }) => closed));
  for (const { told } of slow) expect(told()).toMatch(/^HTTP\/1\.1 408 /);
  for (const long of [
    `GET /${'a'.repeat(20_000)} HTTP/1.1`,
    `GET /health HTTP/1.1\r\nX-Long: ${'a'.repeat(20_000)}`,
  ]) {
    const { socket, told, closed } = await wire();
    socket.write(`${long}\r\nHost: localhost\r\n\r\n`);
    await closed;
    expect(told()).toMatch(/^HTTP\/1\.1 431 /);
  }
  const many = Array.from({ length: 1_500 }, (_, at) => `p${at}=1`).join('&');
  expect((await ask('plant', `GET /epcis/events?${many}`)).status).toBe(400);
});

test('a thousand requests on one connection, none waited for, are each answered', async () => {
  const { socket, told } = await wire();
  const one = head('plant', 'POST /rooms/member/whoAmI', 'Content-Length: 2\r\n');
  socket.write(`${one}{}`.repeat(1_000));
  await until(() => told().split('HTTP/1.1 ').length > 1_000);
  const answers = told().split('HTTP/1.1 ').slice(1);
  expect(new Set(answers.map((text) => text.slice(0, 3)))).toEqual(new Set(['200', '429']));
  await othersAreServed();
});

test('it ends when it is told to, though a peer hangs and requests wait for it', async () => {
  const peer = running(openHome(), 'peer0.manufacturer');
  if (!peer) throw new Error('there is no peer');
  process.kill(peer.pid, 'SIGSTOP');
  try {
    const waiting = Array.from({ length: 8 }, () =>
      ask('plant', 'POST /rooms/member/whoAmI', '{}').catch(() => 'cut off'),
    );
    await sleep(500);
    const gone = ended();
    server.kill('SIGTERM');
    expect(await Promise.race([gone, sleep(HANGS, 'it hangs', { ref: false })])).toBe(0);
    await Promise.all(waiting);
  } finally {
    process.kill(peer.pid, 'SIGCONT');
  }
  await start();
  await othersAreServed();
});
