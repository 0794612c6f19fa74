import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RefusedByContract } from '@roadbook/gateway';
import { openDatabase, Projection, within } from '../../../apps/api/src/epcis/store/projection';
import { readQuery } from '../../../apps/api/src/epcis/query/query';
import { documentOf, event, eventsIn, openNetwork, openServer, type Server } from './server';

const folderOf = () => mkdtempSync(join(tmpdir(), 'roadbook-api-'));
const idsOf = async (server: Server): Promise<string[]> =>
  eventsIn(await server.ask('plant', 'GET /epcis/events?perPage=100')).map(
    (one: { eventID: string }) => one.eventID,
  );
const until = async (holds: () => boolean) => {
  for (let at = 0; !holds() && at < 500; at++) await new Promise((next) => setTimeout(next, 10));
  expect(holds()).toBe(true);
};

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
  const reads = () => network.calls.filter(({ name }) => name === 'readEvent').length;
  const readsBefore = reads();
  await until(() => second.projection.size() === 3);
  expect(reads() - readsBefore).toBe(1);
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
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `projection.sqlite${end}`), { force: true });
  const second = await openServer({ network, folder });
  await until(() => second.projection.size() === 4);
  expect(eventsIn(await second.ask('plant', 'GET /epcis/events'))).toEqual(before);
  await second.close();
});

test('a copy of another ledger is thrown away', async () => {
  const [one, other, folder] = [await openNetwork(), await openNetwork(), folderOf()];
  other.first = 'another first block';
  const first = await openServer({ network: one, folder });
  await first.capture('plant', documentOf(event(), event()));
  await first.close();
  const second = await openServer({ network: other, folder });
  await until(() => second.projection.ledger() !== undefined && second.projection.size() === 0);
  await second.capture('plant', documentOf(event()));
  expect(await idsOf(second)).toHaveLength(1);
  await second.close();
});

test('an event and the checkpoint after it are written together or not at all', () => {
  const file = join(folderOf(), 'projection.sqlite');
  const projection = new Projection(file);
  const recorded = (id: string, eventAt: unknown) => ({
    eventId: id,
    event: event() as never,
    namespaces: {},
    eventAt: eventAt as string,
    recordedAt: '2026-01-01T00:00:00.000Z',
    declarations: [],
  });
  projection.record([recorded('one', '2026-01-01T00:00:00.000Z')], { blockNumber: '7', txId: 'a' });
  const broken = [recorded('two', '2026-01-01T00:00:00.000Z'), recorded('three', null)];
  expect(() => projection.record(broken, { blockNumber: '8', txId: 'b' })).toThrow();
  projection.close();
  const again = new Projection(file);
  expect(again.checkpoint()).toEqual({ blockNumber: '7', txId: 'a' });
  expect(again.find(readQuery({}), undefined, 10).found.map(({ recorded: { eventId } }) => eventId)).toEqual([
    'one',
  ]);
  again.close();
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

test('a copy of another form is thrown away, any other file is not touched', async () => {
  const folder = folderOf();
  const file = join(folder, 'projection.sqlite');
  new DatabaseSync(file).exec('PRAGMA user_version = 99');
  expect(() => new Projection(file)).toThrow();
  const text = join(folder, 'letter.sqlite');
  writeFileSync(text, 'this is a letter, not a database, and it is long enough to be read as a page of one');
  expect(() => new Projection(text)).toThrow();
});

test('while the ledger is silent the server says that its copy does not follow, and goes on by itself', async () => {
  const network = await openNetwork();
  network.fail = ({ name }) => (name === 'whoAmI' ? new Error('nobody answers') : undefined);
  const server = await openServer({ network });
  await until(() =>
    server.logged.some(({ what, why }) => what === 'projection' && String(why).includes('nobody answers')),
  );
  expect((await server.ask('', 'GET /health')).body).toMatchObject({
    status: 'degraded',
    projection: { following: false, events: 0 },
  });
  network.fail = undefined;
  await until(() => server.epcis.health().following);
  await server.capture('plant', documentOf(event()));
  expect((await server.ask('', 'GET /health')).body).toMatchObject({
    status: 'ok',
    projection: { following: true, events: 1 },
  });
  await server.close();
});

test('an event that a peer tells before another has it is waited for', async () => {
  const network = await openNetwork();
  const server = await openServer({ network });
  let behind = 2;
  const missing = await server.ask('plant', 'POST /rooms/part/readEvent', {
    eventId: `ni:///sha-256;${'0'.repeat(64)}?ver=CBV2.0`,
  });
  expect(missing.status).toBe(404);
  const notYet = new RefusedByContract({
    ...{ stage: 'evaluate', code: 'NOT_FOUND', says: 'There is none.', cure: 'Wait.' },
    ...{ txId: '', safeToRetry: false, retry: 'never' },
  });
  network.fail = ({ name }) => (name === 'readEvent' && behind-- > 0 ? notYet : undefined);
  expect(await server.capture('plant', documentOf(event()))).toMatchObject({ success: true });
  expect(await idsOf(server)).toHaveLength(1);
  await server.close();
});

test('an event that no peer has is not waited for in silence', async () => {
  const network = await openNetwork();
  const server = await openServer({ network });
  const missing = new RefusedByContract({
    ...{ stage: 'evaluate', code: 'NOT_FOUND', says: 'There is none.', cure: 'Wait.' },
    ...{ txId: '', safeToRetry: false, retry: 'never' },
  });
  network.fail = ({ name }) => (name === 'readEvent' ? missing : undefined);
  await server.ask('plant', 'POST /rooms/part/capture', {
    event: event(),
    context: documentOf()['@context'],
  });
  await until(() =>
    server.logged.some(({ what, why }) => what === 'projection' && String(why).includes('There is none')),
  );
  expect(server.epcis.following()).toBe(false);
  network.fail = undefined;
  await until(() => server.epcis.following() && server.projection.size() === 1);
  await server.close();
});
