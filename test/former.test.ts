import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, everyApi, formersOf, operationNamed } from '@roadbook/chaincode/api';
import { openWorld } from '@roadbook/ledger';
import { z } from 'zod';
import { rooms } from '../chaincode/src/rooms';
import { facts } from './chaincode/loan/cast';
import { termsOf } from './chaincode/loan/terms';

/** Lines of a file of what the version before knew and wrote. */
const linesOf = <T>(name: string): T[] =>
  readFileSync(join(__dirname, 'former', name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

type Former = readonly [name: string, manner: string, many: number, fields: string];
const formers = linesOf<Former>('requests.jsonl');
const apiOf = (room: string): Api | undefined => everyApi.find((api) => api.room === room);

/** The operation that answers under a name of the version before, wherever it stands now. */
function foundUnder(called: string) {
  const [room = '', name = ''] = called.split('.');
  const own = apiOf(room);
  const here = own && operationNamed(own, name)?.operation;
  if (here) return here;
  for (const api of everyApi)
    for (const [former, now] of formersOf(api, room)) if (former === name) return api.operations[now];
  return undefined;
}

interface Shape {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

/** What the request of the version before and that of now do not agree in. */
function differenceIn([called, manner, many, fields]: Former): string[] {
  const operation = foundUnder(called);
  if (!operation) return [`${called} is gone`];
  const shape = z.toJSONSchema(operation.request, { io: 'input', unrepresentable: 'any' }) as Shape;
  const named = fields.split(' ').filter(Boolean);
  const plain = named.map((field) => field.replace('?', ''));
  const now = Object.keys(shape.properties ?? {});
  return [
    ...(operation.manner === manner ? [] : [`${called} is sent by ${operation.manner}`]),
    ...((operation.many ?? 0) >= many ? [] : [`${called} takes ${operation.many ?? 0} at once`]),
    ...(now.length === 0
      ? []
      : plain.filter((field) => !now.includes(field)).map((field) => `${called} takes no ${field}`)),
    ...(shape.required ?? [])
      .filter((field) => !named.includes(field))
      .map((field) => `${called} needs ${field}`),
  ];
}

/** What a client of the version before must change, and why. */
const CHANGED: Readonly<Record<string, string>> = {
  'vehicle.replaceOdometer needs work':
    'a new meter without a record of the work is how a reading is wound back',
};

test('what a client of the version before called is called so still, but for a few', () => {
  expect(formers.length).toBe(535);
  expect(formers.flatMap(differenceIn).filter((one) => !(one in CHANGED))).toEqual([]);
});

type Entry = readonly [key: string, value: string];
const tables = new Map(
  rooms.flatMap(({ tables: of }) => Object.values(of)).map((table) => [table.kind, table] as const),
);

test.each(['ledger.jsonl', 'records.jsonl'])('each record of the version before is read (%s)', (file) => {
  const records = linesOf<Entry>(file).filter(([, value]) => value.startsWith('{'));
  expect(records.length).toBeGreaterThan(50);
  const unread = records.flatMap(([key, value]) => {
    const { kind, record } = JSON.parse(value) as { kind: string; record: unknown };
    const table = tables.get(kind);
    if (!table) return [`${kind}: no table`];
    const read = z.safeDecode(table.schema, record as never);
    return read.success ? [] : [`${key}: ${read.error.message}`];
  });
  expect(unread).toEqual([]);
});

const VIN = '1RBGDMAA8TA000001';
/** When the version before told its story: afterwards time goes on. */
const AFTER = Date.parse('2026-11-30T12:00:00.000Z');

/** A ledger that the version before founded, with the story of a car and its next owner. */
async function inherited() {
  const { ledger, be } = await openWorld({ at: AFTER });
  const { state } = ledger.world;
  state.clear();
  for (const [key, value] of linesOf<Entry>('ledger.jsonl'))
    state.set(key, { value: Buffer.from(value, 'latin1'), version: '0.0' });
  return {
    lender: (await be('lender/desk', 'lender')).on,
    buyer: (await be('registry/buyer', 'owner')).on,
    auditor: (await be('registry/auditor', 'auditor')).on,
  };
}

test('a ledger that the version before founded is read: the car, its loan, its claim, its sale', async () => {
  const { lender, buyer, auditor } = await inherited();
  expect(await buyer.vehicle.read({ vin: VIN })).toMatchObject({ owner: 'registry/buyer', owners: 2 });
  expect((await lender.loan.read({ loanId: 'L-1' })).status).toBe('settled');
  expect((await auditor.claim.read({ claimId: 'K-1' })).status).toBe('closed');
  expect((await buyer.sale.readTrade({ tradeId: 'TR-1' })).status).toBe('settled');
  const { technical, economic } = await buyer.trust.read({ vin: VIN });
  expect([technical.parts.items.length, economic.loans.items.length]).toEqual([2, 1]);
});

test('and gone on with: its next owner borrows on the car by the scorecard of before, and pays', async () => {
  const { lender, buyer } = await inherited();
  const terms = termsOf({ startOn: '2026-11-30', firstDueOn: '2026-12-30' });
  const ids = { applicationId: 'A-2', decisionId: 'D-2' };
  const asked = { applicationId: 'A-2', vin: VIN, amount: terms.principal, instalments: 6, consentId: 'C-2' };
  await buyer.loan.apply(asked);
  const { seal } = await lender.loan.underwrite(ids, facts);
  const offer = { ...ids, outcome: 'approve', scorecardVersion: 1, seal, terms, validDays: 14 } as const;
  await lender.loan.decide(offer);
  await buyer.loan.accept({ ...ids, loanId: 'L-2' });
  await lender.loan.disburse({ loanId: 'L-2', on: terms.startOn });
  expect((await buyer.vehicle.read({ vin: VIN })).liens).toHaveLength(2);
  const amount = terms.principal;
  await lender.loan.repay({ loanId: 'L-2', paymentId: 'Z-2', amount, on: terms.startOn });
  expect((await buyer.loan.read({ loanId: 'L-2' })).status).not.toBe('agreed');
});
