import { checkInvariants, invariants, readOnly, type Store } from '@roadbook/copy';
import { sql } from 'kysely';
import { copyAll, openChain } from './network';
import { freshStore } from './store';
import { tellStory } from './story';

let store: Store;
let vin: string;
beforeAll(async () => {
  const { world, source } = await openChain();
  vin = await tellStory(world);
  store = await copyAll({ folder: '' }, source, await freshStore());
}, 120_000);
afterAll(async () => await store.close());

const broken = async () =>
  (await checkInvariants((question) => readOnly(store.database, question)))
    .filter(({ breaks }) => breaks.length > 0)
    .map(({ name, breaks }) => [name, breaks] as const);

/** Does something to the rows, looks, and takes it back. */
async function planted(...statements: readonly string[]) {
  const undo = new Error('undo');
  let found: Awaited<ReturnType<typeof broken>> = [];
  await store.database
    .transaction()
    .execute(async (work) => {
      for (const statement of statements) await sql.raw(statement).execute(work);
      const ask = async ({ text }: { text: string }) =>
        (await sql.raw(text).execute(work)).rows as Record<string, unknown>[];
      found = (await checkInvariants(ask))
        .filter(({ breaks }) => breaks.length > 0)
        .map(({ name, breaks }) => [name, breaks] as const);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return found.map(([name]) => name);
}

test('both stories keep every invariant', async () => {
  expect(await broken()).toEqual([]);
  expect(invariants.length).toBeGreaterThanOrEqual(10);
});

const COPY_OF = (table: string, key: string, change: string) =>
  `INSERT INTO ${table} SELECT (jsonb_populate_record(held, ${change})).* FROM ${table} AS held WHERE key = (SELECT min(key) FROM ${table}) AND '${key}' <> ''`;

/** Faults of the page of the auditor, each in the rows, and what must name it (domain: audit, "must come out"). */
test.each<[string, string[], readonly string[]]>([
  [
    'money without a record of its supply',
    ['money_has_an_origin'],
    [COPY_OF('payment.lots', 'x', `'{"key":"forged/Z-forged:0","lot_id":"Z-forged:0"}'`)],
  ],
  [
    'an amount that grew by itself',
    ['money_has_an_origin'],
    [
      `UPDATE payment.lots SET amount_amount = amount_amount + 1 WHERE key = (SELECT min(key) FROM payment.lots AS lot WHERE NOT EXISTS (SELECT 1 FROM payment.escrows AS e WHERE e.lot = lot.lot_id))`,
    ],
  ],
  [
    'money that is gone',
    ['money_does_not_vanish'],
    [
      `DELETE FROM payment.lots WHERE key = (SELECT min(key) FROM payment.lots AS lot WHERE NOT EXISTS (SELECT 1 FROM payment.escrows AS e WHERE e.lot = lot.lot_id AND e.left_amount > 0))`,
    ],
  ],
  [
    'a second pledge of one loan',
    ['one_pledge_a_loan'],
    [
      `UPDATE vehicle.vehicles SET record = jsonb_set(record, '{liens}', '[{"loanId":"L-9","rank":1,"holder":"lender","lienId":"a"}]')`,
      `INSERT INTO vehicle.vehicles SELECT (jsonb_populate_record(held, '{"key":"V2","vin":"V2","owner":null}')).* FROM vehicle.vehicles AS held LIMIT 1`,
    ],
  ],
  [
    'a title that another holds',
    ['one_title_a_vehicle'],
    [`UPDATE vehicle.vehicles SET owner = 'registry/thief'`],
  ],
  [
    'a read without a grant',
    ['accesses_have_a_ground'],
    [
      `INSERT INTO consent.accesses (key, vin, access_id, basis, reference, reader, record, ledger_block, ledger_tx, ledger_time)
       VALUES ('x', 'V1', 'X-1', 'grant', 'none', 'insurer', '{}', 1, 'x', now())`,
    ],
  ],
  [
    'a brand that was deleted',
    ['brands_stay'],
    [
      `INSERT INTO ledger.facts VALUES (0, 0, 99, 'x', now(), 'TitleBranded', '{"vin":"1RBGDMAA8TA000001","brandId":"B-1","brand":"flood"}')`,
    ],
  ],
  [
    'an entry of a loan that was changed',
    ['loan_entries_sum_to_the_balance'],
    [`UPDATE loan.entries SET principal_amount = principal_amount - 100 WHERE number = 3`],
  ],
  [
    'an entry of a loan that is gone',
    ['loan_entries_are_whole', 'loan_entries_sum_to_the_balance'],
    [`DELETE FROM loan.entries WHERE number = 3`],
  ],
  [
    'a bay that is booked twice',
    ['bays_are_booked_once'],
    [
      `UPDATE service.bookings SET status = 'confirmed' WHERE key = (SELECT min(key) FROM service.bookings)`,
      COPY_OF('service.bookings', 'x', `'{"key":"zz","booking_id":"zz"}'`),
    ],
  ],
  [
    'a block that was changed',
    ['blocks_are_chained'],
    [`UPDATE ledger.blocks SET hash = 'another' WHERE number = 3`],
  ],
  ['a fact that is missing', ['transactions_are_counted'], [`DELETE FROM ledger.facts WHERE block = 5`]],
])('%s is named, and nothing else is', async (_, names, statements) => {
  expect(vin).toBe('1RBGDMAA8TA000001');
  expect(await planted(...statements)).toEqual(names);
});
