import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differencesOf, readOnly, type Snapshot, snapshotOf, type Store, type Where } from '@roadbook/copy';
import { copyAll, openChain } from './network';
import { ifPostgres, openPostgres, type Postgres } from './postgres';
import { freshStore } from './store';
import { tellStory } from './story';

const snapshot = (store: Store) => snapshotOf((question) => readOnly(store.database, question));

/** A follower in a process of its own that kills itself after so many statements; answers whether it was killed. */
function followUntilKilled(where: Where, blocks: string, statements: number): Promise<boolean> {
  const script = join(__dirname, 'killed.mjs');
  const child = spawn(process.execPath, [script, JSON.stringify(where), blocks, String(statements)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((done) => child.once('exit', (_, signal) => done(signal === 'SIGKILL')));
}

let chain: Awaited<ReturnType<typeof openChain>>;
let right: Snapshot;
let file: string;
beforeAll(async () => {
  chain = await openChain();
  await tellStory(chain.world);
  const store = await copyAll({ folder: '' }, chain.source, await freshStore());
  right = await snapshot(store);
  await store.close();
  file = join(mkdtempSync(join(tmpdir(), 'roadbook-chain-')), 'blocks.json');
  writeFileSync(
    file,
    JSON.stringify(chain.chain.blocks.map((block) => Buffer.from(block).toString('base64'))),
  );
}, 120_000);

/** Numbers of statements after which it dies: in the first transactions each, then here and there. */
const STEPS = [1, 2, 3, 5, 8, 9, 10, 12, 20, 40, 41, 77, 150];

async function survives(where: Where): Promise<void> {
  let killed = 0;
  for (const step of STEPS) if (await followUntilKilled(where, file, step)) killed++;
  expect(killed).toBeGreaterThan(STEPS.length / 2);
  const store = await copyAll(where, chain.source);
  expect(differencesOf(await snapshot(store), right)).toEqual([]);
  await store.close();
}

test('killed after any statement it goes on with nothing lost and nothing twice: the same rows as without', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roadbook-copy-'));
  await (await freshStore(folder)).close();
  await survives({ folder });
  rmSync(folder, { recursive: true });
}, 300_000);

ifPostgres('in PostgreSQL', () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await openPostgres();
  });
  afterAll(async () => await server.close());

  test('killed after any statement it goes on with nothing lost and nothing twice', async () => {
    await survives({ postgres: await server.address() });
  }, 300_000);
});
