import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openHome } from '../../scripts/home';
import { enrolMember } from '../../scripts/identity/identities';

jest.setTimeout(900_000);

const root = join(__dirname, '../..');
const run = promisify(execFile);
const place = mkdtempSync(join(tmpdir(), 'roadbook-bare-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const find = async (program: string) => (await run('sh', ['-c', `command -v ${program}`])).stdout.trim();

/** Whether a program of Linux asks for a loader, as every one does that needs a library of C. */
function isDynamic(file: string): boolean {
  const bytes = readFileSync(file);
  const [at, size, count] = [
    Number(bytes.readBigUInt64LE(32)),
    bytes.readUInt16LE(54),
    bytes.readUInt16LE(56),
  ];
  return Array.from({ length: count }, (_, index) => bytes.readUInt32LE(at + index * size)).includes(3);
}

test('where Go is the only program Fabric and its CA are built, and need no library of C', async () => {
  const bin = join(place, 'bin');
  mkdirSync(bin);
  symlinkSync(await find('go'), join(bin, 'go'));
  const line = `
    const { build, releases } = require('./scripts/before/fabric.js');
    (async () => {
      for (const release of releases) console.log(JSON.stringify((await build(release, '.', () => undefined)) ?? 'built'));
    })();`;
  const caches = JSON.parse(
    (await run('go', ['env', '-json', 'GOCACHE', 'GOMODCACHE', 'GOPROXY', 'GOSUMDB'])).stdout,
  );
  const env = { PATH: bin, HOME: place, XDG_CACHE_HOME: join(place, 'cache'), ...caches };
  const { stdout } = await run(process.execPath, ['-e', line], { cwd: root, env });
  expect(stdout).toBe('"built"\n"built"\n');
  const built = join(place, 'cache', 'roadbook');
  const programs = readdirSync(built).flatMap((one) =>
    readdirSync(join(built, one, 'bin')).map((name) => join(built, one, 'bin', name)),
  );
  expect(programs.map((path) => path.replace(/.*\//, '')).sort()).toEqual(
    ['configtxgen', 'fabric-ca-server', 'orderer', 'osnadmin', 'peer'].sort(),
  );
  if (process.platform === 'linux') expect(programs.filter(isDynamic)).toEqual([]);
});

const books = (org: string) =>
  join(process.env['ROADBOOK_HOME'] ?? '', 'organisations', org, 'ca', 'identity', 'ca.db');

test('the CA writes times as the C driver did, so that SQL compares old and new ones', () => {
  using book = new DatabaseSync(books('insurer'), { readOnly: true });
  const rows = book.prepare('SELECT expiry, revoked_at FROM certificates').all() as {
    expiry: string;
    revoked_at: string;
  }[];
  expect(rows.length).toBeGreaterThan(2);
  for (const { expiry, revoked_at } of rows) {
    expect(expiry).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00:00$/);
    expect(revoked_at).toBe('0001-01-01 00:00:00+00:00');
  }
});

test('eight enrolments at once, while another process holds the books for a second, all succeed', async () => {
  const home = openHome();
  const org = home.topology.organisations.find(({ name }) => name === 'insurer');
  if (!org) throw new Error('no insurer');
  const names = Array.from({ length: 8 }, (_, index) => `hasty${index}-${process.pid}`);
  const book = new DatabaseSync(books('insurer'));
  book.exec('BEGIN EXCLUSIVE');
  const all = Promise.all(names.map((name) => enrolMember(home, org, { name, role: 'owner' })));
  await sleep(1000);
  book.exec('ROLLBACK');
  book.close();
  expect(await all).toEqual(names.map(() => true));
  for (const name of names) expect(existsSync(join(home.user('insurer', name), 'cert.pem'))).toBe(true);
});
