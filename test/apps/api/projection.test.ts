import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Store } from '@roadbook/copy';
import { openDatabase, within } from '../../../apps/api/src/epcis/store/database';
import { until } from '../copy/network';
import { documentOf, event, eventsIn, openNetwork, openServer, type Server } from './server';

const folderOf = () => mkdtempSync(join(tmpdir(), 'roadbook-api-'));
const idsOf = async (server: Server): Promise<string[]> =>
  eventsIn(await server.ask('plant', 'GET /epcis/events?perPage=100')).map(
    (one: { eventID: string }) => one.eventID,
  );
test('a server that begins again goes on where it stopped; what was told meanwhile is heard once', async () => {
  const [network, folder] = [await openNetwork(), folderOf()];
  const first = await openServer({ network, folder });
  await first.capture('plant', documentOf(event(), event()));
  const before = await idsOf(first);
  await first.close();
  const other = await openServer({ network });
  await other.capture('plant', documentOf(event()));
  await other.close();
  const second = await openServer({ network, folder });
  await until(async () => (await second.projection.size()) === 3);
  // Events come out of blocks: the ledger is asked for none.
  expect(network.calls.filter(({ name }) => name === 'readEvent')).toEqual([]);
  expect((await idsOf(second)).slice(1)).toEqual(before);
  await second.close();
});

test('a copy that was deleted is made anew from the ledger, the same in every place', async () => {
  const [network, folder] = [await openNetwork(), folderOf()];
  const first = await openServer({ network, folder });
  const wrong = event();
  const declaration = {
    declarationTime: '2026-02-01T00:00:00Z',
    reason: 'did_not_occur',
    correctiveEventIDs: [],
  };
  await first.capture('plant', documentOf(event(), wrong, event()));
  await first.capture('plant', documentOf({ ...wrong, errorDeclaration: declaration }, event()));
  const before = eventsIn(await first.ask('plant', 'GET /epcis/events'));
  await first.close();
  rmSync(join(folder, 'copy'), { recursive: true });
  const second = await openServer({ network, folder });
  await until(async () => (await second.projection.size()) === 4);
  expect(eventsIn(await second.ask('plant', 'GET /epcis/events'))).toEqual(before);
  await second.close();
});

test('a copy of another ledger is thrown away', async () => {
  const [one, other, folder] = [await openNetwork(), await openNetwork('another first block'), folderOf()];
  const first = await openServer({ network: one, folder });
  await first.capture('plant', documentOf(event(), event()));
  await first.close();
  const second = await openServer({ network: other, folder });
  await until(async () => second.epcis.following() && (await second.projection.size()) === 0);
  await second.capture('plant', documentOf(event()));
  expect(await idsOf(second)).toHaveLength(1);
  await second.close();
});

test('a full disk is told as such, and what was under way is taken back', () => {
  const database = openDatabase(
    join(folderOf(), 'small.sqlite'),
    1,
    'CREATE TABLE notes (text TEXT) STRICT; PRAGMA user_version = 1;',
  );
  database.exec('PRAGMA cache_size = 1; PRAGMA max_page_count = 20;');
  const insert = database.prepare('INSERT INTO notes VALUES (?)');
  const fill = () => within(database, () => Array.from({ length: 100 }, () => insert.run('x'.repeat(3_000))));
  expect(fill).toThrow('database or disk is full');
  expect(database.prepare('SELECT count(*) AS count FROM notes').get()).toEqual({ count: 0 });
  within(database, () => insert.run('short'));
  database.close();
});

test('tables of another release are told as such, and a file of another form of the desk is not touched', async () => {
  const folder = folderOf();
  const where = { folder: join(folder, 'copy') };
  const store = await Store.open(where);
  await store.database.updateTable('ledger.copy').set({ form: 'another' }).execute();
  await store.close();
  await expect(Store.open(where)).rejects.toMatchObject({
    code: 'SCHEMA_CHANGED',
    cure: expect.stringContaining('roadbook copy rebuild'),
  });
  const file = join(folder, 'desk.sqlite');
  new DatabaseSync(file).exec('PRAGMA user_version = 99');
  expect(() => openDatabase(file, 1, '')).toThrow();
  const text = join(folder, 'letter.sqlite');
  writeFileSync(text, 'this is a letter, not a database, and it is long enough to be read as a page of one');
  expect(() => openDatabase(text, 1, '')).toThrow();
});

test('while the ledger is silent the server says that its copy does not follow, and goes on by itself', async () => {
  const network = await openNetwork();
  network.silence = new Error('nobody answers');
  const server = await openServer({ network });
  await until(() =>
    server.logged.some(({ what, why }) => what === 'projection' && String(why).includes('nobody answers')),
  );
  expect((await server.ask('', 'GET /health')).body).toMatchObject({
    status: 'degraded',
    projection: { following: false, events: 0 },
  });
  network.silence = undefined;
  await until(() => server.epcis.following());
  await server.capture('plant', documentOf(event()));
  expect((await server.ask('', 'GET /health')).body).toMatchObject({
    status: 'ok',
    projection: { following: true, events: 1 },
  });
  await server.close();
});
