import { differencesOf, readOnly, snapshotOf, Store, type Where } from '@roadbook/copy';
import { sql } from 'kysely';
import { copyTables } from '../../../apps/copy/src/schema/table';
import { copyAll, openChain, startFollowing, until } from './network';
import { ifPostgres, openPostgres, type Postgres } from './postgres';
import { tellStory } from './story';

type Rows = Record<string, unknown>[];
const rowsOf = async (store: Store, text: string) =>
  (await sql.raw(text).execute(store.database)).rows as Rows;
const snapshot = (store: Store) => snapshotOf((question) => readOnly(store.database, question));

let told: Awaited<ReturnType<typeof openChain>> & { followed: Store };
beforeAll(async () => {
  const opened = await openChain();
  const followed = await Store.open({ memory: true });
  const follower = startFollowing(followed, opened.source);
  await tellStory(opened.world);
  await until(async () => (await followed.position()).block === (await opened.source.height()) - 1n);
  await follower.stop();
  told = { ...opened, followed };
}, 120_000);
afterAll(async () => await told.followed.close());

test('every record of the ledger is a row, and nothing else is (design: one row for each current record of each table)', async () => {
  const kinds = new Map<string, number>();
  for (const key of told.world.ledger.world.state.keys()) {
    const kind = key.split('\u0000')[1] ?? '';
    if (!kind.includes('~')) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const { tables } = await snapshot(told.followed);
  const rows = copyTables.map(
    (table) => [table.kind, tables.get(`${table.schema}.${table.name}`)?.rows ?? 0] as const,
  );
  expect(Object.fromEntries(rows.filter(([, count]) => count > 0))).toEqual(Object.fromEntries(kinds));
  expect(tables.get('ledger.blocks')?.rows).toBe(told.chain.blocks.length);
});

test('a record is there in full, with its scalars and amounts as columns, and where it was written', async () => {
  const [loan] = await rowsOf(told.followed, `SELECT * FROM loan.loans`);
  expect(loan).toMatchObject({
    ...{ key: 'L-1', loan_id: 'L-1', lender: 'lender', borrower: 'registry/owner', status: 'settled' },
    record: { loanId: 'L-1', terms: { principal: { amount: '2400000', currency: 'EUR' } } },
  });
  const [lot] = await rowsOf(
    told.followed,
    `SELECT amount_amount, amount_currency, record FROM payment.lots LIMIT 1`,
  );
  expect(lot).toMatchObject({
    record: { amount: { amount: lot?.['amount_amount'], currency: lot?.['amount_currency'] } },
  });
});

test('following block by block and replaying from the first give the same rows, to the byte', async () => {
  const replayed = await copyAll({ memory: true }, told.source);
  expect(differencesOf(await snapshot(told.followed), await snapshot(replayed))).toEqual([]);
  // Rows that a person would see, not hashes alone.
  const all = 'SELECT held::text AS row FROM payment.transfers AS held ORDER BY key';
  expect(await rowsOf(replayed, all)).toEqual(await rowsOf(told.followed, all));
  await replayed.close();
});

test('the caller, the operations and the validity of every transaction are told', async () => {
  const found = await rowsOf(
    told.followed,
    `SELECT org, caller, role, operations, valid FROM ledger.transactions WHERE operations @> ARRAY['loan.disburse'] OR block = 1`,
  );
  expect(found[0]).toEqual({
    org: 'registry',
    caller: 'admin',
    role: null,
    operations: ['member.found'],
    valid: true,
  });
  expect(found).toContainEqual(expect.objectContaining({ org: 'lender', caller: 'desk', role: 'lender' }));
});

ifPostgres('in PostgreSQL', () => {
  let server: Postgres;
  const open: Store[] = [];
  beforeAll(async () => {
    server = await openPostgres();
  });
  afterAll(async () => {
    for (const store of open) await store.close();
    await server.close();
  });
  const copyIn = async (where: Where) => {
    const store = await copyAll(where, told.source);
    open.push(store);
    return store;
  };

  test('the same ledger gives the same rows as in the embedded one, to the byte', async () => {
    const store = await copyIn({ postgres: await server.address() });
    expect(differencesOf(await snapshot(told.followed), await snapshot(store))).toEqual([]);
  });

  test('the role of readers reads everything and writes nothing', async () => {
    const address = await server.address();
    await copyIn({ postgres: address });
    const name = address.split('/').at(-1) ?? '';
    const as = (text: string) => server.ask(name, `SET ROLE roadbook_reader; ${text}`);
    await expect(as('DELETE FROM loan.loans')).rejects.toThrow('permission denied');
    await expect(as('CREATE TABLE views.mine (a int)')).rejects.toThrow('permission denied');
    const asked = (await as('SELECT count(*) AS loans FROM loan.loans')) as unknown;
    expect(asked).toBeUndefined();
  });
});
