import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Extension, PemConverter, X509Certificate, X509CertificateGenerator } from '@peculiar/x509';
import { birthOf } from '../../scripts/node/processes';
import type { Status } from '../../scripts/commands/status';
import { type Raised, raise } from './raise';
import { identityOf, put, read, toy } from './toy';

jest.setTimeout(120_000);

let network: Raised;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roadbook-toy-'));
  cpSync(join(__dirname, 'toy'), folder, { recursive: true });
  symlinkSync(join(__dirname, '..', '..', 'node_modules'), join(folder, 'node_modules'));
  network = await raise({ chaincode: folder });
});
afterAll(async () => {
  await network?.lower();
  rmSync(folder, { recursive: true, force: true });
});

const status = async () => JSON.parse(await network.run('status', '--json')) as Status;
const pidsOf = (now: Status) => now.processes.flatMap((one) => (one.pid === undefined ? [] : [one.pid]));
const filesIn = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(path, entry.name)) : [join(path, entry.name)],
  );
const lives = (pid: number) => birthOf(pid) !== undefined;

test('when up is done a first transaction commits, by any organisation', async () => {
  expect(await put(network.home, identityOf(network.home, 'registry', 'workshop'), 'first', '1')).toBe(
    'registry workshop',
  );
  for (const org of ['manufacturer', 'lender', 'insurer', 'registry'])
    expect(await read(network.home, identityOf(network.home, org, 'admin'), 'first')).toBe('1');
});

test('four organisations take sixteen processes and every one runs', async () => {
  const now = await status();
  expect(now.processes).toHaveLength(16);
  expect(now.processes.filter((one) => one.state !== 'running')).toEqual([]);
});

test('no key and no secret can be read by others', () => {
  const guarded = filesIn(network.home).filter((file) =>
    /(key|_sk|secrets|connection|config)[^/]*$/.test(file),
  );
  expect(guarded.length).toBeGreaterThan(40);
  expect(guarded.filter((file) => (statSync(file).mode & 0o077) !== 0)).toEqual([]);
});

test('no secret stands in an argument or a log', () => {
  const files = filesIn(network.home);
  const secrets = files
    .filter((file) => file.endsWith('secrets.json'))
    .flatMap((file) => Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>));
  const logs = files.filter((file) => file.endsWith('.log')).map((file) => readFileSync(file, 'utf8'));
  const commands = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
  // A secret is good for one enrolment and is not kept; those of the registrars are, one an organisation.
  expect(secrets.length).toBeGreaterThanOrEqual(4);
  expect(secrets.filter((secret) => [...logs, ...commands].some((text) => text.includes(secret)))).toEqual(
    [],
  );
});

test('chaincode can read no key of the organisation, write nothing and start no program', async () => {
  const key = join(network.home, 'users', 'lender', 'desk', 'key.pem');
  const desk = identityOf(network.home, 'lender', 'desk');
  const open = await toy(network.home, desk, (contract) => contract.evaluateTransaction('escape', key));
  expect(Buffer.from(open).toString()).toBe('');
});

test('processes that were killed come back with nothing lost', async () => {
  const desk = identityOf(network.home, 'insurer', 'desk');
  await put(network.home, desk, 'kept', 'through the storm');
  for (const pid of pidsOf(await status())) process.kill(pid, 'SIGKILL');
  await network.run('up');
  expect(await read(network.home, desk, 'kept')).toBe('through the storm');
  expect(await put(network.home, desk, 'after', '2')).toBe('insurer insurer');
});

test('a changed chaincode is upgraded by the next up, and what it wrote stays', async () => {
  const file = join(folder, 'index.js');
  writeFileSync(file, readFileSync(file, 'utf8').replace('.toString();', '.toString().toUpperCase();'));
  await network.run('up');
  const now = await status();
  expect(now.chaincodes.map(({ name, version, processes }) => [name, version, processes])).toEqual([
    ['roadbook', 2, 4],
  ]);
  expect(now.processes).toHaveLength(16);
  expect(await read(network.home, identityOf(network.home, 'lender', 'desk'), 'kept')).toBe(
    'THROUGH THE STORM',
  );
});

test('any folder is deployed under a name, apart from the others', async () => {
  await network.run('deploy', folder, '--name', 'stock');
  const desk = identityOf(network.home, 'lender', 'desk');
  expect(await read(network.home, desk, 'kept', { chaincode: 'stock' })).toBe('');
  await put(network.home, desk, 'own', 'x', { chaincode: 'stock' });
  expect(await read(network.home, desk, 'own', { chaincode: 'stock' })).toBe('X');
});

test('a person enrolled later carries the role', async () => {
  await network.run('enrol', 'registry/garage', '--role', 'workshop');
  expect(await put(network.home, identityOf(network.home, 'registry', 'garage'), 'k', 'v')).toBe(
    'registry workshop',
  );
});

test('a certificate of one organisation is nothing in another', async () => {
  const stranger = { ...identityOf(network.home, 'lender', 'desk'), mspId: 'insurer' };
  await expect(put(network.home, stranger, 'k', 'v')).rejects.toMatchObject({
    details: [{ message: expect.stringContaining('access denied') }],
  });
});

test('a certificate that has expired is refused', async () => {
  const ca = join(network.home, 'organisations', 'lender', 'ca', 'identity');
  const issuer = new X509Certificate(readFileSync(join(ca, 'ca-cert.pem'), 'utf8'));
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keyFile = readdirSync(join(ca, 'msp', 'keystore')).find((name) => name.endsWith('_sk')) ?? '';
  const [pkcs8] = PemConverter.decode(readFileSync(join(ca, 'msp', 'keystore', keyFile), 'utf8'));
  const signingKey = await webcrypto.subtle.importKey('pkcs8', pkcs8 as ArrayBuffer, algorithm, false, [
    'sign',
  ]);
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: '0abc',
    subject: 'OU=client, CN=late',
    issuer: issuer.subject,
    notBefore: issuer.notBefore,
    notAfter: new Date(Date.now() - 60_000),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: issuer.extensions
      .filter((one): one is Extension => one.type === '2.5.29.14')
      .map((one) => new Extension('2.5.29.35', false, keyIdentifier(one))),
  });
  const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  const late = { mspId: 'lender', cert: certificate.toString('pem'), key };
  await expect(put(network.home, late, 'k', 'v')).rejects.toMatchObject({
    details: [{ message: expect.stringMatching(/expired/) }],
  });
});

/** A subject key identifier as an authority key identifier: the same bytes under the context tag [0]. */
function keyIdentifier(subject: Extension): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(subject.value).slice(2);
  return new Uint8Array([0x30, octets.length + 2, 0x80, octets.length, ...octets]);
}

test('doctor names a key that others can read, and the cure', async () => {
  const key = join(network.home, 'users', 'lender', 'desk', 'key.pem');
  chmodSync(key, 0o644);
  await expect(network.run('doctor', '--json')).rejects.toThrow();
  chmodSync(key, 0o600);
  expect(JSON.parse(await network.run('doctor', '--json'))).toMatchObject({ ok: true });
});

test('what the ledger fixed cannot be changed by the topology', async () => {
  const topology = network.env.ROADBOOK_TOPOLOGY ?? '';
  const text = readFileSync(topology, 'utf8');
  writeFileSync(topology, text.replace(/^batchInterval: .*$/m, 'batchInterval: 250ms'));
  await expect(network.run('up')).rejects.toThrow(/founded with batchInterval "100ms"/);
  writeFileSync(topology, text);
});

test('stop ends everything that was started and no other process', async () => {
  const pids = pidsOf(await status());
  writeFileSync(
    join(network.home, 'run', 'stranger.json'),
    JSON.stringify({ id: 'stranger', pid: process.pid, born: 'long ago' }),
  );
  await network.run('stop');
  expect(pids.filter(lives)).toEqual([]);
  expect(pidsOf(await status())).toEqual([]);
});

test('a port held by a stranger is named; once it is free the network goes on', async () => {
  const { processes } = await status();
  const port = processes.find((one) => one.id === 'peer0.lender')?.port ?? 0;
  const server = createServer().listen(port, '127.0.0.1');
  await expect(network.run('up')).rejects.toThrow(`port ${port} (wanted by peer0.lender)`);
  await new Promise((done) => server.close(done));
  await network.run('up');
  expect(await read(network.home, identityOf(network.home, 'lender', 'desk'), 'kept')).toBe(
    'THROUGH THE STORM',
  );
});

test('reset removes no folder that is not a network', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'roadbook-other-'));
  writeFileSync(join(elsewhere, 'letter.txt'), 'dear');
  const before = process.env.ROADBOOK_HOME;
  await expect(raisedElsewhere(elsewhere)).rejects.toThrow(/is no network of ours/);
  expect(readdirSync(elsewhere)).toEqual(['letter.txt']);
  expect(process.env.ROADBOOK_HOME).toBe(before);
  rmSync(elsewhere, { recursive: true });
});

const raisedElsewhere = async (home: string) => {
  const door = join(__dirname, '..', '..', 'scripts', 'reset');
  execFileSync(door, ['--yes'], {
    env: { ...process.env, ROADBOOK_HOME: home },
    encoding: 'utf8',
    stdio: 'pipe',
  });
};
