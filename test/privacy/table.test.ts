import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyApi } from '@roadbook/chaincode/api';
import { ofNobody, ofSides, questions } from './questions';
import { keptTable, openQueries, readAll, tableOf } from './table';

const page = join(__dirname, '../../docs/privacy.md');
const between = (name: string) => new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);

/** The page with a table between its markers; `PRIVACY=write` puts it there. */
function held(name: string, table: string): void {
  const text = readFileSync(page, 'utf8');
  const wanted = text.replace(between(name), (_, begin: string, end: string) => `${begin}${table}\n${end}`);
  if (process.env['PRIVACY'] === 'write') writeFileSync(page, wanted);
  else expect(text).toBe(wanted);
}

test('private facts travel with nothing but what keeps them, which the own organisation alone endorses', () => {
  const secret = everyApi.flatMap(({ room, operations }) =>
    Object.entries(operations).flatMap(([name, { secret: facts, manner }]) =>
      facts ? [[`${room}.${name}`, manner]] : [],
    ),
  );
  expect(secret.length).toBeGreaterThan(10);
  expect(secret.filter(([, manner]) => manner !== 'keep')).toEqual([]);
});

let all: Awaited<ReturnType<typeof readAll>>;
beforeAll(async () => {
  all = await readAll();
}, 120_000);

test('every query that is open to every role is asked as everybody, or stated to be about nobody or for its sides', () => {
  // `next` of every room is one word of the kit, which tells it to sides alone; one of them is asked.
  const next = openQueries().filter((name) => name.endsWith('.next') && !(name in questions));
  const stated = [...Object.keys(questions), ...ofNobody, ...ofSides, ...next];
  expect([...stated].sort()).toEqual(openQueries().sort());
  expect(new Set(stated).size).toBe(stated.length);
});

test('the page says what each of them reads', () => {
  held('read', tableOf(all));
});

test('the page says what is kept in private', () => {
  held('kept', keptTable());
});

const fields = (
  query: string,
  reader: Parameters<NonNullable<ReturnType<typeof all.get>>['get']>[0],
): string[] => {
  const answer = all.get(query)?.get(reader);
  return answer && 'fields' in answer ? [...answer.fields.keys()].sort() : [];
};

test('a buyer sees that a lien is open and who holds it, not for which loan nor how much', () => {
  expect(fields('trust.read', 'buyer').filter((path) => path.startsWith('institutional.liens'))).toEqual([
    'institutional.liens.holder',
    'institutional.liens.rank',
  ]);
  expect(fields('trust.read', 'buyer').filter((path) => path.startsWith('economic.loans'))).toEqual([]);
  expect(fields('trust.read', 'buyer').filter((path) => path.startsWith('institutional.cover'))).toEqual([
    'institutional.cover.items.status',
  ]);
});

test.each(['owner', 'grantee', 'registrar', 'auditor'] as const)('%s sees all of the chain', (reader) => {
  expect(fields('trust.read', reader)).toEqual(
    expect.arrayContaining([
      'institutional.liens.amount',
      'institutional.liens.loanId',
      'institutional.cover.items.insurer',
    ]),
  );
  expect(fields('trust.read', reader)).toContain('economic.loans.items.status');
});

test('an institution sees what is its own', () => {
  expect(fields('trust.read', 'lender')).toEqual(expect.arrayContaining(['institutional.liens.amount']));
  expect(fields('trust.read', 'lender')).not.toContain('institutional.cover.items.insurer');
  expect(fields('trust.read', 'insurer')).toContain('institutional.cover.items.insurer');
  expect(fields('trust.read', 'insurer')).not.toContain('institutional.liens.amount');
  expect(fields('trust.read', 'maker')).not.toContain('institutional.liens.amount');
});

test.each(['buyer', 'lender', 'insurer', 'workshop'] as const)(
  '%s does not learn when and how long somebody drove',
  (reader) => {
    const seen = fields('evidence.listAnchors', reader);
    expect(seen.filter((path) => /\b(t0|t1|trip|count|anchoredAt|cellSeal)$/.test(path))).toEqual([]);
    expect(seen).toEqual(expect.arrayContaining(['items.seq', 'items.tamper']));
    const times = all.get('vehicle.listReadings')?.get('buyer');
    expect(times && 'fields' in times && times.fields.get('items.at')).toMatch(/T00:00:00\.000Z$/);
  },
);

test('who was issued how much is for the issuer, who watches, and whose money it is', () => {
  expect(fields('payment.listOrders', 'buyer')).toEqual([]);
  expect(fields('payment.listOrders', 'insurer')).toEqual([]);
  for (const reader of ['owner', 'lender', 'registrar', 'auditor'] as const)
    expect(fields('payment.listOrders', reader)).toContain('items.amount');
});
