import { existsSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  copyHome,
  keepCopy,
  readOnly,
  remoteCopy,
  snapshotOf,
  type Source,
  Store,
  whereOf,
} from '@roadbook/copy';
import { Chain } from '@roadbook/ledger';
import { sql } from 'kysely';
import { copyAll, openChain, sourceOf, startFollowing, until } from './network';
import { freshStore } from './store';

/** What a follower says of a source, once it says something. */
async function saidOf(store: Store, source: Source): Promise<{ code: string | undefined; why: string }> {
  const said: string[] = [];
  const follower = startFollowing(store, source, 'refuse', (why) => said.push(why));
  await until(() => said.length > 0);
  const { code } = follower.progress();
  await follower.stop();
  return { code, why: said[0] ?? '' };
}

describe('what is no longer the ledger that was copied', () => {
  let store: Store;
  let chain: Awaited<ReturnType<typeof openChain>>;
  beforeAll(async () => {
    chain = await openChain();
    store = await copyAll({ folder: '' }, chain.source, await freshStore());
  });
  afterAll(async () => await store.close());

  test('another ledger is refused, and nothing of the copy is touched until it is told to', async () => {
    const other = await openChain('another first block');
    const rows = (await snapshotOf((question) => readOnly(store.database, question))).tables;
    expect(await saidOf(store, other.source)).toMatchObject({
      code: 'OTHER_LEDGER',
      why: expect.stringContaining('roadbook copy rebuild'),
    });
    expect((await snapshotOf((question) => readOnly(store.database, question))).tables).toEqual(rows);
  });

  test('a peer that was made anew and has fewer blocks is waited for', async () => {
    const behind = sourceOf(chain.chain.blocks.slice(0, 1));
    expect(await saidOf(store, behind)).toMatchObject({ code: 'PEER_BEHIND' });
    await copyAll({ folder: '' }, chain.source, store);
  });

  test('a ledger that begins alike and goes on otherwise is refused', async () => {
    const forked = new Chain();
    for (const _ of chain.chain.blocks.slice(1)) forked.addRaw([], []);
    expect(await saidOf(store, sourceOf(forked.blocks))).toMatchObject({ code: 'LEDGER_DIFFERS' });
  });

  test('a block that does not name the one before it, or is not over its transactions, is not copied', async () => {
    const [first = new Uint8Array()] = chain.chain.blocks;
    const fresh = await freshStore();
    const own = new Chain('a third first block');
    own.addRaw([], []);
    const second = own.blocks[1] ?? new Uint8Array();
    expect(await saidOf(fresh, sourceOf([first, second]))).toMatchObject({ code: 'LEDGER_DIFFERS' });
    expect((await saidOf(fresh, sourceOf([Buffer.from('no block at all')]))).code).toBe('BLOCK_BROKEN');
    expect((await fresh.position()).block).toBeUndefined();
    await fresh.close();
  });
});

test('where it may, it begins anew with another ledger by itself', async () => {
  const [one, other] = [await openChain(), await openChain('another first block')];
  const store = await copyAll({ folder: '' }, one.source, await freshStore());
  const { first } = await store.position();
  const follower = startFollowing(store, other.source, 'anew');
  await until(async () => (await store.position()).first !== first && follower.progress().following);
  await follower.stop();
  await store.close();
});

test('a record of a newer release stops the copy before its block, and names the record and the cure', async () => {
  const { chain, world } = await openChain();
  const registrar = await world.be('registry/registrar', 'registrar');
  const transaction = await world.ledger.simulate(registrar, {
    ...{ manner: 'evaluate', room: 'member', name: 'whoAmI', request: '{}' },
  });
  const newer = { kind: 'vehicle', v: 99, record: { vin: 'a form of tomorrow' } };
  transaction.set.writes.set(
    '\u0000vehicle\u00001M8GDM9AXKP042788\u0000',
    Buffer.from(JSON.stringify(newer)),
  );
  chain.add([{ transaction, verdict: 'VALID' }]);
  const store = await freshStore();
  expect(await saidOf(store, sourceOf(chain.blocks))).toMatchObject({
    code: 'RECORD_UNKNOWN',
    why: expect.stringMatching(/1M8GDM9AXKP042788 of vehicle\.vehicles.*roadbook copy rebuild/),
  });
  await store.close();
});

test('what a stranger hands to the orderers, and no peer counts, does not stop the copy', async () => {
  const { chain } = await openChain();
  const bytes = (text: string) => Buffer.from(text, 'latin1');
  const envelopes = [
    '',
    'x',
    '\u0000\u0000',
    '\u000a\u00ff\u00ff\u00ff\u00ff\u000f',
    '\u0012\u0001a\u000a\u0002\u0008\u0003',
  ];
  chain.addRaw(
    envelopes.map(bytes),
    envelopes.map(() => 2),
  );
  const store = await copyAll({ folder: '' }, sourceOf(chain.blocks), await freshStore());
  expect((await store.position()).block).toBe(BigInt(chain.blocks.length - 1));
  await store.close();
});

describe('who keeps a copy', () => {
  function homeIn() {
    const root = mkdtempSync(join(tmpdir(), 'roadbook-copy-home-'));
    mkdirSync(join(root, 'profiles'));
    const profile = { org: 'lender', channel: 'roadbook', chaincode: 'roadbook', peers: [] };
    writeFileSync(join(root, 'profiles', 'lender.json'), JSON.stringify(profile));
    return copyHome(root, 'lender');
  }

  test('is one program; it answers who can read its secret, and only questions that read', async () => {
    const [home, { source, chain }] = [homeIn(), await openChain()];
    await (await freshStore(home.data)).close();
    const keeping = { home, env: {}, port: 0, warn: () => {}, source: async () => source };
    const kept = await keepCopy(keeping);
    await expect(keepCopy(keeping)).rejects.toMatchObject({ code: 'COPY_HELD' });
    await until(() => kept.follower.progress().height === BigInt(chain.blocks.length));
    const remote = remoteCopy(home);
    expect(statSync(home.door).mode & 0o077).toBe(0);
    expect(await remote.health()).toMatchObject({ following: true, height: String(chain.blocks.length) });
    expect(await remote.metrics()).toMatch(/^roadbook_copy_lag_blocks 0$/m);
    const ask = (text: string) => remote.query({ text, values: [] });
    expect(await ask('SELECT count(*) AS count FROM member.organisations')).toEqual([{ count: '4' }]);
    for (const text of [
      'DELETE FROM member.organisations',
      'TRUNCATE member.organisations',
      'SELECT 1; DELETE FROM member.organisations',
      'COMMIT; DELETE FROM member.organisations',
      'CREATE TABLE views.mine (a int)',
      'SET ROLE postgres; DELETE FROM member.organisations',
    ])
      await expect(ask(text)).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
    for (const text of [
      'COMMIT',
      'ROLLBACK',
      'RESET ROLE',
      'SET ROLE postgres',
      'SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE',
    ])
      await ask(text).catch(() => undefined);
    await expect(ask('DELETE FROM member.organisations')).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
    expect(await ask('SELECT count(*) AS count FROM member.organisations')).toEqual([{ count: '4' }]);
    await kept.close();
    expect(existsSync(home.door)).toBe(false);
    await expect(remote.health()).rejects.toMatchObject({ code: 'COPY_STOPPED' });
  });

  test('an address is read from the environment or a file of its owner, and is in no message', async () => {
    const home = homeIn();
    mkdirSync(join(home.setting, '..'), { recursive: true });
    expect(whereOf(home, {})).toEqual({ folder: home.data });
    writeFileSync(home.setting, 'postgres://me:secret@127.0.0.1:9/none\n', { mode: 0o600 });
    expect(whereOf(home, {})).toEqual({ postgres: 'postgres://me:secret@127.0.0.1:9/none' });
    await expect(Store.open(whereOf(home, {}))).rejects.toMatchObject({ code: 'DATABASE_UNUSABLE' });
    const message = await Store.open(whereOf(home, {})).catch((error: Error) => error.message);
    expect(message).not.toContain('secret');
    writeFileSync(home.setting, 'postgres://x', { mode: 0o644 });
    expect(() => whereOf(homeIn(), { ROADBOOK_COPY_DATABASE: 'mysql://x' })).toThrow(
      'no address of PostgreSQL',
    );
  });

  test('a database in which something else lives is left alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'roadbook-taken-'));
    const store = await freshStore(folder);
    await sql.raw('DROP SCHEMA ledger CASCADE').execute(store.database);
    await store.close();
    for (const open of [() => Store.open({ folder }), () => Store.anew({ folder })])
      await expect(open()).rejects.toMatchObject({ code: 'DATABASE_TAKEN' });
  });
});
