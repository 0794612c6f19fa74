import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enrol } from '@roadbook/ledger/identity';
import { openHome, readJson, writePrivate } from '../scripts/home';
import { once, plainPair } from '../scripts/identity/files';
import { launch, running } from '../scripts/node/processes';

const folder = mkdtempSync(join(tmpdir(), 'roadbook-disk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const root = join(__dirname, '..');
const sources = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', 'scripts', 'apps'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((path) => path.endsWith('.ts') && existsSync(join(root, path)));

/** What may be lost: pages for people, measurements, a log that is put aside, a key that is put away. */
const MAY_BE_LOST = /^scripts\/(release|measure)\/|\/docs\.ts$|commands\/package\.ts$/;

test('whatever is written is on the disk before it has its name (case P6: a power cut leaves a file of length 0)', () => {
  const written = sources
    .filter((path) => !MAY_BE_LOST.test(path))
    .flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split(/;\n/)
        .filter((statement) => /\bwriteFileSync\(/.test(statement) && !/flush: true/.test(statement))
        .map((statement) => `${path}: ${statement.trim().slice(-80)}`),
    );
  expect(written).toEqual([]);
});

test('a file that was cut is named with its cure; one that can be made anew says so', () => {
  for (const [name, cure] of [
    ['network.json', 'put back a copy of it'],
    ['chaincodes.json', 'remove it, then scripts/up: it deploys again what the topology names'],
  ] as const) {
    const file = join(folder, name);
    writeFileSync(file, '');
    expect(() => readJson(file)).toThrow(`${file} is not whole`);
    expect(() => readJson(file)).toThrow(expect.objectContaining({ cure }));
    writePrivate(file, '{"whole":true}');
    expect(readJson(file)).toEqual({ whole: true });
  }
});

test('a pair of key and certificate of which one was cut is made anew', async () => {
  const directory = join(folder, 'pair');
  const { pem, key } = await enrol('lender', 'ann', { 'roadbook.role': 'owner' });
  const fresh = { cert: pem, key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
  expect(await once(directory, plainPair, async () => fresh)).toEqual(fresh);
  writeFileSync(join(directory, plainPair.key), '');
  let asked = 0;
  const again = async () => {
    asked++;
    return fresh;
  };
  expect(await once(directory, plainPair, again)).toEqual(fresh);
  expect(await once(directory, plainPair, again)).toEqual(fresh);
  expect(asked).toBe(1);
});

test('a file that names a process and was cut names none', () => {
  process.env['ROADBOOK_HOME'] = join(folder, 'home');
  const home = openHome();
  mkdirSync(home.path('run'), { recursive: true });
  writeFileSync(home.path('run', 'peer0.lender.json'), '');
  expect(running(home, 'peer0.lender')).toBeUndefined();
  expect(existsSync(home.path('run', 'peer0.lender.json'))).toBe(false);
  const command = { id: 'x', command: process.execPath, args: ['-e', ''], env: {}, cwd: folder };
  expect(launch(home, command)).toBe(true);
  delete process.env['ROADBOOK_HOME'];
});
