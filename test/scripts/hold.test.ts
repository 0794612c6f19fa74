import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hold } from '../../scripts/before/lock';

const folder = mkdtempSync(join(tmpdir(), 'roadbook-hold-'));
const lockModule = join(__dirname, '../../scripts/before/lock.js');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Adds one to a number in a file, slowly: whoever is inside at the same time as another loses a count. */
const adds = (lock: string, count: string) => `
  const { readFileSync, writeFileSync } = require('node:fs');
  const { hold } = require(${JSON.stringify(lockModule)});
  hold(${JSON.stringify(lock)}, () => undefined, 60000).then(({ free }) => {
    const seen = Number(readFileSync(${JSON.stringify(count)}, 'utf8'));
    setTimeout(() => { writeFileSync(${JSON.stringify(count)}, String(seen + 1)); free(); }, 50);
  });`;

test('of six processes that come in the same instant each is inside alone, also when a dead one left the lock', async () => {
  const [lock, count] = [join(folder, 'lock.json'), join(folder, 'count')];
  writeFileSync(count, '0');
  writeFileSync(lock, JSON.stringify({ pid: process.pid, born: 'long ago' }));
  await Promise.all(
    Array.from({ length: 6 }, () => promisify(execFile)(process.execPath, ['-e', adds(lock, count)])),
  );
  expect(readFileSync(count, 'utf8')).toBe('6');
  expect(existsSync(lock)).toBe(false);
}, 120_000);

test.each(['', '{', '{}'])('a lock file that a power cut left as %j holds nobody up', async (left) => {
  const lock = join(folder, 'cut.json');
  writeFileSync(lock, left);
  const { free } = await hold(lock, () => undefined, 10_000);
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid });
  free?.();
  expect(existsSync(lock)).toBe(false);
});

test('who waits longer than wanted is told who holds it; within a process it is held once, and given back by the first', async () => {
  const lock = join(folder, 'held.json');
  const { free } = await hold(lock, () => undefined, 10_000);
  const again = await hold(lock, () => undefined, 0);
  again.free?.();
  expect(existsSync(lock)).toBe(true);
  const line = `require(${JSON.stringify(lockModule)}).hold(${JSON.stringify(lock)}, console.log, 0).then((got) => console.log(got.holder))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', line]);
  expect(stdout).toBe(
    `waiting for process ${process.pid}, which is at work on the same thing\n${process.pid}\n`,
  );
  free?.();
  expect(existsSync(lock)).toBe(false);
});
