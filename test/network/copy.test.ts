import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askCopy, checkInvariants, copyHome, statusOf, verifyCopy } from '@roadbook/copy';
import { openHome } from '../../scripts/home';
import { running } from '../../scripts/node/processes';
import { type RealWorld, realWorld } from './world';

jest.setTimeout(180_000);

let world: RealWorld;
const home = () => copyHome(process.env['ROADBOOK_HOME'] ?? '', 'manufacturer');
const ask = (text: string) => askCopy(home(), process.env, { text, values: [] });
const keeper = () => running(openHome(), 'copy.manufacturer');
const run = (name: string) =>
  new Promise<void>((done, fail) => {
    const env = { ...process.env, ROADBOOK_BUILT: '1' };
    execFile(join(__dirname, '../../scripts', name), { env }, (error) => (error ? fail(error) : done()));
  });

/** Waits until the copy has every block of the peer. */
async function level() {
  for (let attempt = 0; attempt < 600; attempt++, await sleep(100)) {
    const found = await statusOf(home(), process.env).catch(() => undefined);
    if (found?.following && found.lag === '0' && found.height !== '0') return found;
  }
  throw new Error('the copy does not follow');
}

/** Registers a maker's code, which nobody has registered before, and waits until the copy has it. */
async function registered(): Promise<readonly unknown[]> {
  const { on } = await world.be('registry/registrar', 'registrar');
  const { receipt } = await on.carry({
    ...{ manner: 'submit', room: 'part', name: 'registerPrefix' },
    request: JSON.stringify({
      prefix: `95${String(Date.now()).slice(-6)}`,
      party: 'manufacturer',
      company: 'Works AG',
    }),
  });
  const wanted = `SELECT caller, operations, valid FROM ledger.transactions WHERE tx_id = '${receipt?.txId}'`;
  for (let attempt = 0; attempt < 300; attempt++, await sleep(50)) {
    const rows = await ask(wanted);
    if (rows.length > 0) return rows;
  }
  throw new Error(`the copy does not get ${receipt?.txId}`);
}

beforeAll(() => {
  world = realWorld();
});
afterAll(() => world.close());

test('scripts/up started it; it has what is recorded a moment later, with who called what', async () => {
  expect(keeper()).toBeDefined();
  await level();
  expect(await registered()).toEqual([
    { caller: 'registrar', operations: ['part.registerPrefix'], valid: true },
  ]);
});

test('made once more from the first block by the peers it is the same, every row', async () => {
  await level();
  const found = await verifyCopy(home(), process.env);
  expect(found).toMatchObject({ differing: [], sameChain: true });
  expect(found.rows).toBeGreaterThan(10);
});

test('killed, it goes on from where it was', async () => {
  const [{ height }, before] = [await level(), keeper()];
  process.kill(before?.pid ?? 0, 'SIGKILL');
  await run('up');
  expect(keeper()?.pid).not.toBe(before?.pid);
  expect(BigInt((await level()).height)).toBeGreaterThanOrEqual(BigInt(height));
  expect(await verifyCopy(home(), process.env)).toMatchObject({ differing: [], sameChain: true });
});

test('figures are for everybody on this machine, questions for who can read the secret; nothing is written', async () => {
  await level();
  const { port } = JSON.parse(readFileSync(home().door, 'utf8')) as { port: number };
  const at = `http://127.0.0.1:${port}`;
  expect(await (await fetch(`${at}/metrics`)).text()).toMatch(/^roadbook_copy_following 1$/m);
  expect(statSync(home().door).mode & 0o077).toBe(0);
  for (const path of ['/query', '/forget']) {
    const body = JSON.stringify({ text: 'SELECT 1', values: [] });
    expect((await fetch(`${at}${path}`, { method: 'POST', body })).status).toBe(401);
    const headers = { Authorization: 'Bearer made-up' };
    expect((await fetch(`${at}${path}`, { method: 'POST', body, headers })).status).toBe(401);
  }
  for (const text of [
    'DELETE FROM ledger.blocks',
    'DROP SCHEMA views CASCADE',
    'SELECT 1; DELETE FROM ledger.blocks',
  ])
    await expect(ask(text)).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
  await ask('RESET ROLE').catch(() => undefined);
  await expect(ask('DELETE FROM ledger.blocks')).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
});

test('every invariant holds over all that was played on this network', async () => {
  await level();
  const checked = await checkInvariants(({ text }) => ask(text));
  expect(checked.filter(({ breaks }) => breaks.length > 0)).toEqual([]);
});
