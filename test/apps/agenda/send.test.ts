import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WireCall } from '@roadbook/chaincode/api';
import { List, placeOf, readAgenda } from '@roadbook/agenda';
import { RefusedByContract } from '@roadbook/gateway';
import { callFor, Sender } from '../../../apps/agenda/src/send';
import { readList, writeWhole } from '../../../apps/agenda/src/store';
import { at, eur, openBank } from '../../chaincode/payment/cast';
import { agendaOn } from './memory';

const folder = mkdtempSync(join(tmpdir(), 'roadbook-agenda-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ANA = 'registry/ana';
const HOUR = 3_600_000;

/** So many holds of one payer that end in an hour, and an agenda that knows them. */
async function holds(count: number) {
  const bank = await openBank();
  for (let no = 1; no <= count; no++)
    await bank.ana.on.payment.authorise({
      ...{ holdId: `H-${no}`, paymentId: `P-${no}`, from: ANA, payee: 'registry/wash' },
      ...{ lots: [await bank.issue(ANA, 100n)], amount: eur(100n), until: at(bank.ledger, HOUR) },
    });
  const agenda = await agendaOn(bank.ledger);
  bank.ledger.pass(HOUR + 20_000);
  const carried: WireCall[] = [];
  const lines: { readonly level: string; readonly what: string }[] = [];
  const desk = (answer: (call: WireCall) => Promise<string>) => ({
    org: 'registry',
    async carry(call: WireCall) {
      carried.push(call);
      return { text: await answer(call) };
    },
  });
  const sender = (answer: (call: WireCall) => Promise<string>, rate = 20) =>
    new Sender(agenda.list, desk(answer), {
      pace: { rate, width: 100, spread: 0 },
      log: (line) => lines.push(line),
    });
  const real = (call: WireCall) => bank.ledger.call(agenda.agenda, call);
  return { ...bank, ...agenda, carried, lines, sender, real };
}

test('no more is sent in a second than it may, and in the end everything', async () => {
  const { sender, real, carried, ledger, list } = await holds(12);
  const sends = sender(real, 5);
  await sends.round(ledger.now);
  expect(carried).toHaveLength(5);
  await sends.round(ledger.now + 200);
  expect(carried).toHaveLength(6);
  await sends.round(ledger.now + 1_200);
  await sends.round(ledger.now + 2_200);
  expect(carried).toHaveLength(12);
  expect(list.items()).toEqual([]);
  expect(sends.counts).toEqual({ sent: 12, refused: 0, failed: 0 });
});

test('what another sent first is no error in the log, and rests until its record tells', async () => {
  const { sender, ledger, lines, list } = await holds(1);
  const told = {
    stage: 'endorse',
    code: 'WRONG_STATUS',
    says: '',
    cure: '',
    txId: '',
    safeToRetry: false,
  } as const;
  const sends = sender(async () => {
    throw new RefusedByContract({ ...told, retry: 'later' });
  });
  await sends.round(ledger.now);
  expect(lines).toMatchObject([{ level: 'info', what: 'another was first' }]);
  expect(sends.due(ledger.now)).toEqual([]);
  expect(list.items()).toHaveLength(1);
});

test('what the network does not take is sent again as it was; after a refusal with another payment id', async () => {
  const { sender, ledger, carried, lines, list } = await holds(1);
  const [item] = list.items();
  if (!item) throw new Error('nothing is due');
  const sends = sender(async () => {
    throw new Error('no peer answers');
  });
  await sends.round(Date.now());
  expect(lines).toMatchObject([{ level: 'warn', what: 'not taken' }]);
  await sends.round(Date.now() + 40_000);
  expect(carried[1]).toEqual(carried[0]);
  const now = new Date(ledger.now).toISOString();
  expect(callFor(item, now, 1)).not.toEqual(callFor(item, now, 0));
  // The same in every organisation, so that the second of two is answered.
  expect(callFor(item, now, 0)).toEqual(carried[0]);
});

test('the list survives a power cut: whole or as it was before, and it is read from the ledger again when it is lost', async () => {
  const { list, ledger } = await holds(2);
  const { list: file } = placeOf(folder, 'registry');
  list.next = 7n;
  writeWhole(file, JSON.stringify(list.kept()));
  expect(readdirSync(join(folder, 'agenda', 'registry'))).toEqual(['list.json']);
  const again = new List('registry', readList(file));
  expect(again.next).toBe(7n);
  expect(again.items().map(({ key }) => key)).toEqual(list.items().map(({ key }) => key));
  const sheet = readAgenda(folder, 'registry', ledger.now);
  expect(sheet?.items.map(({ operation, of, isDue }) => `${operation} ${of} ${isDue}`)).toEqual([
    'payment.endHold H-1 true',
    'payment.endHold H-2 true',
  ]);
  writeFileSync(file, readFileSync(file).subarray(0, 40));
  expect(readList(file)).toBeUndefined();
  expect(readAgenda(folder, 'registry')).toBeUndefined();
  expect(existsSync(file)).toBe(true);
});
