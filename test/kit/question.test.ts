import type { Context } from 'fabric-contract-api';
import { enrol, Ledger, Refused } from '@roadbook/ledger';
import { z } from 'zod';
import { answer } from '../../chaincode/src/kit/answer';
import { defineApi, evaluate, submit } from '../../chaincode/src/kit/api';
import { contractOf } from '../../chaincode/src/kit/fabric/contract';
import { houseOf, implement } from '../../chaincode/src/kit/implement';
import { question } from '../../chaincode/src/kit/question';
import { table } from '../../chaincode/src/kit/table';
import { id } from '../../chaincode/src/kit/value/text';
import { memberPolicy } from '../../chaincode/src/member/door';
import { memberRoom } from '../../chaincode/src/member/contract';

const by = ['lender'];
const Shelf = z.strictObject({ shelf: id, height: z.int().max(9) });
const shelves = table({ kind: 'shelf', v: 1, schema: Shelf, id: ({ shelf }) => [shelf] });
const heightOf = question<'finds', [shelf: string], number | undefined>('finds', 'how high a shelf is');
const howMany = question<'lists', [], number>('lists', 'how many shelves there are');

const low = implement(
  defineApi('low', 'Asks.', {
    measure: submit({
      says: 'Ask.',
      by,
      request: z.strictObject({ shelf: id }),
      response: z.strictObject({ height: z.int() }),
    }),
    count: evaluate({
      says: 'Ask.',
      by,
      request: z.strictObject({}),
      response: z.strictObject({ count: z.int() }),
    }),
  }),
  {},
  {
    measure: async (tx, { shelf }) => ({ height: (await tx.ask(heightOf, shelf)) ?? 0 }),
    count: async (tx) => ({ count: await tx.ask(howMany) }),
  },
);
const answers = [
  answer(heightOf, async (tx, shelf) => (await tx.enter({ shelves }).shelves.find(shelf))?.height),
  answer(howMany, async (tx) => (await tx.enter({ shelves }).shelves.list({})).items.length),
];
const high = implement(
  defineApi('high', 'Answers.', {
    build: submit({ says: 'Build.', by, request: Shelf, response: Shelf }),
    look: evaluate({
      ...{ says: 'Look.', by, request: z.strictObject({ shelf: id }), response: Shelf },
      formerly: 'low.peep',
    }),
  }),
  { shelves },
  {
    async build(tx, shelf) {
      await tx.shelves.put(shelf);
      return shelf;
    },
    look: (tx, { shelf }) => tx.shelves.get(shelf),
  },
  {},
  answers,
);

async function house(rooms = houseOf([memberRoom, low, high])) {
  const ledger = new Ledger({ contracts: rooms.map((room) => contractOf(room, memberPolicy, rooms)) });
  const found = {
    organisations: ['lender', 'registry'].map((org) => ({
      org,
      kind: org,
      confers: org === 'lender' ? ['lender'] : ['registrar'],
    })),
  };
  const founder = await enrol('registry', 'admin', {}, 'admin');
  await ledger.call(founder, {
    manner: 'submit',
    room: 'member',
    name: 'found',
    request: JSON.stringify(found),
  });
  const desk = await ledger.enrol('lender', 'desk', 'lender');
  return async (manner: 'submit' | 'evaluate', room: string, name: string, request: object) =>
    JSON.parse(await ledger.call(desk, { manner, room, name, request: JSON.stringify(request) })) as unknown;
}

test('a lower room asks what a higher one knows', async () => {
  const call = await house();
  await call('submit', 'high', 'build', { shelf: 'S-1', height: 4 });
  expect(await call('submit', 'low', 'measure', { shelf: 'S-1' })).toEqual({ height: 4 });
  expect(await call('submit', 'low', 'measure', { shelf: 'S-2' })).toEqual({ height: 0 });
  expect(await call('evaluate', 'low', 'count', {})).toEqual({ count: 1 });
});

test('a question that nobody answers is a mistake of the house, and so is one that two answer', async () => {
  const call = await house([memberRoom, low]);
  await expect(call('submit', 'low', 'measure', { shelf: 'S-1' })).rejects.toMatchObject({ code: 'BROKEN' });
  expect(() => houseOf([low, high, high])).toThrow('two rooms answer: how high a shelf is');
});

test('an operation that moved is called by its former name too, and by no other', async () => {
  const call = await house();
  await call('submit', 'high', 'build', { shelf: 'S-1', height: 4 });
  expect(await call('evaluate', 'low', 'peep', { shelf: 'S-1' })).toEqual({ shelf: 'S-1', height: 4 });
  await expect(call('evaluate', 'low', 'look', { shelf: 'S-1' })).rejects.toBeInstanceOf(Refused);
  const rooms = houseOf([memberRoom, low, high]);
  const contract = new (contractOf(low, memberPolicy, rooms))() as unknown as Record<
    string,
    (ctx: Context) => unknown
  >;
  expect(typeof contract['peep']).toBe('function');
});
