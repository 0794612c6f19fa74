import {
  apis,
  canonical,
  clientOf,
  money,
  type Settled,
  togetherOf,
  type WireCall,
} from '@roadbook/chaincode/api';
import { enrol, founders, Ledger, type Person } from '@roadbook/ledger';
import { toyApi, toyContracts } from './toy';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const call = (name: string, request: object, more: Partial<WireCall> = {}): WireCall => ({
  ...{ manner: 'submit', room: 'toy', name, request: canonical(request) },
  ...more,
});
const fill = (jarId: string, amount = '5') => call('fill', { jarId, holds: eur(amount) });
const top = (jarId: string) => call('top', { jarId, more: eur('1') });
const spill = (jarId: string) => call('spill', { jarId });
const hide = (jarId: string, text: string, salt = '0'.repeat(32)) =>
  call('hide', { jarId }, { manner: 'keep', secret: canonical({ salt, facts: { text } }) });

async function open(batched = true) {
  const ledger = new Ledger({ batched, contracts: toyContracts });
  const on = (person: Person) => clientOf(toyApi, (one) => ledger.call(person, one));
  const admin = await enrol('registry', 'admin', {}, 'admin');
  await clientOf(apis.member, (one) => ledger.call(admin, one)).found({ organisations: founders });
  const desk = await ledger.enrol('lender', 'desk', 'lender');
  const together = async (calls: readonly WireCall[], way: 'all' | 'each' = 'all') =>
    (JSON.parse(await ledger.call(desk, togetherOf(calls, way))) as { results: unknown[] }).results;
  return { ledger, desk, admin, lender: on(desk), together };
}

describe.each([true, false])('a list of calls, with batched messages: %s', (batched) => {
  test('is one transaction: each call sees what those before it wrote, answers stand by place, facts in order', async () => {
    const { together, lender, ledger } = await open(batched);
    const results = await together([fill('a'), top('a'), fill('b', '1'), fill('a')]);
    expect(results).toMatchObject([
      { jarId: 'a', holds: eur('5') },
      { holds: eur('7') },
      { jarId: 'b' },
      { holds: eur('7') },
    ]);
    expect((await lender.read({ jarId: 'a' })).holds).toEqual(money.of(7n, 'EUR'));
    expect(ledger.events.at(-1)?.facts).toMatchObject([
      { name: 'JarFilled', jarId: 'a' },
      { name: 'JarFilled', jarId: 'b' },
    ]);
  });

  test('is all or nothing, and the refusal says which call by place and name', async () => {
    const { together, ledger } = await open(batched);
    const before = ledger.world.state.size;
    await expect(together([fill('a'), fill('b'), spill('b')])).rejects.toMatchObject({
      code: 'NOT_FOUND',
      facts: { call: 2, operation: 'toy.spill', kind: 'jar', id: 'there-is-none' },
    });
    await expect(together([fill('a'), call('fill', { jarId: 'b' })])).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      facts: { call: 1, operation: 'toy.fill', field: 'holds' },
    });
    expect(ledger.world.state.size).toBe(before);
  });

  test('by each: what a refused call wrote and told is gone, and the others count', async () => {
    const { together, lender, ledger } = await open(batched);
    const settled = (await together(
      [fill('a'), spill('a'), fill('b'), call('fill', { jarId: 'c' }), call('nothing', {}), top('a')],
      'each',
    )) as Settled[];
    expect(settled.map((one) => ('answer' in one ? 'answer' : one.refused.split(':')[0]))).toEqual([
      ...['answer', 'NOT_FOUND', 'answer', 'INVALID_REQUEST', 'UNKNOWN_OPERATION', 'answer'],
    ]);
    expect((await lender.read({ jarId: 'a' })).holds).toEqual(money.of(7n, 'EUR'));
    expect(ledger.events.at(-1)?.facts).toHaveLength(2);
    expect(settled[1]).toEqual({
      refused: expect.stringMatching(
        /^NOT_FOUND: There is no jar there-is-none\. .* \{"kind":"jar","id":"there-is-none","retry":"\w+"\}$/,
      ),
    });
  });

  test('by each with nothing but refusals writes and tells nothing', async () => {
    const { together, ledger } = await open(batched);
    const before = [ledger.world.state.size, ledger.events.length];
    expect(await together([spill('a'), top('b')], 'each')).toMatchObject(
      [{ refused: /./ }, { refused: /./ }].map(() => ({ refused: expect.any(String) })),
    );
    expect([ledger.world.state.size, ledger.events.length]).toEqual(before);
  });

  test('a batch is a call like another: its place and its item are told', async () => {
    const { together } = await open(batched);
    const many = call('fillMany', { items: ['x', 'y'].map((jarId) => ({ jarId, holds: eur('1') })) });
    expect(await together([fill('a'), many])).toMatchObject([
      { jarId: 'a' },
      { results: [{ jarId: 'x' }, { jarId: 'y' }] },
    ]);
    await expect(
      together([fill('b'), call('fillMany', { items: [{ jarId: 'b', holds: eur('2') }] })]),
    ).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
      facts: { call: 1, item: 0, operation: 'toy.fillMany' },
    });
  });

  test('repeated as a whole or call by call answers the same and changes nothing', async () => {
    const { together, lender, ledger } = await open(batched);
    const first = await together([fill('a'), fill('b')]);
    expect(await together([fill('b'), fill('a')])).toEqual(first.toReversed());
    expect(await lender.fill({ jarId: 'a', holds: money.of(5n, 'EUR') })).toMatchObject({ jarId: 'a' });
    expect(ledger.events.at(-1)?.facts).toHaveLength(2);
  });
});

test('private facts of each call are its own; two of one id in one list are the same or refused', async () => {
  const { together, lender } = await open();
  const [first, second] = (await together([hide('a', 'salt'), hide('b', 'sugar')])) as { seal: string }[];
  expect(first?.seal).not.toBe(second?.seal);
  expect(await lender.show({ org: 'lender', jarId: 'b' })).toEqual({ text: 'sugar' });
  const again = await together([hide('c', 'tea'), hide('c', 'tea', '1'.repeat(32))]);
  expect(again[0]).toEqual(again[1]);
  await expect(together([hide('d', 'tea'), hide('d', 'milk')])).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
    facts: { call: 1 },
  });
  await expect(
    together([hide('e', 'tea'), { ...hide('f', ''), secret: undefined } as never]),
  ).rejects.toMatchObject({
    code: 'PRIVATE_MISSING',
    facts: { call: 1 },
  });
});

test('what is sent in different manners does not go together', async () => {
  const { together } = await open();
  await expect(together([fill('a'), hide('b', 'x')])).rejects.toMatchObject({ code: 'CALLS_DIFFER' });
  await expect(
    together([fill('a'), call('read', { jarId: 'a' }, { manner: 'evaluate' })]),
  ).rejects.toMatchObject({
    code: 'CALLS_DIFFER',
    facts: { operation: 'toy.read', first: 'toy.fill' },
  });
});

test('queries go together too', async () => {
  const { ledger, desk, together } = await open();
  await together([fill('a'), fill('b')]);
  const reads = ['a', 'b'].map((jarId) => call('read', { jarId }, { manner: 'evaluate' }));
  const { results } = JSON.parse(await ledger.call(desk, togetherOf(reads, 'all'))) as { results: unknown[] };
  expect(results).toMatchObject([{ jarId: 'a' }, { jarId: 'b' }]);
});

test('what all calls need is read in one message, whatever their number', async () => {
  const { ledger, desk } = await open();
  const jars = Array.from({ length: 40 }, (_, at) => fill(`j${at}`));
  const { set } = await ledger.simulate(desk, togetherOf(jars, 'all'));
  expect(set.messages.filter((message) => message.startsWith('Get'))).toHaveLength(2);
});

describe('a list that cannot be read', () => {
  const send = async (request: string, secret?: string) => {
    const { ledger, desk } = await open();
    return ledger.call(desk, {
      manner: 'submit',
      room: 'together',
      name: 'all',
      request,
      ...(secret && { secret }),
    });
  };
  test.each([
    ['no list', '{}', 'INVALID_REQUEST', { field: 'calls' }],
    ['an empty list', '{"calls":[]}', 'INVALID_REQUEST', { field: 'calls' }],
    [
      'something beside the list',
      '{"calls":[{"toy.read":{}}],"way":"each"}',
      'INVALID_REQUEST',
      { field: 'calls' },
    ],
    ['a call that is a number', '{"calls":[1]}', 'INVALID_REQUEST', { field: 'calls.0' }],
    [
      'a call of two names',
      '{"calls":[{"toy.read":{},"toy.list":{}}]}',
      'INVALID_REQUEST',
      { field: 'calls.0' },
    ],
    ['a name without a room', '{"calls":[{"read":{}}]}', 'INVALID_REQUEST', { field: 'calls.0' }],
    [
      'a request that is a list',
      '{"calls":[{"toy.fill":[]}]}',
      'INVALID_REQUEST',
      { field: 'request', call: 0 },
    ],
    ['a room that there is not', '{"calls":[{"nowhere.read":{}}]}', 'UNKNOWN_OPERATION', { call: 0 }],
    ['a name of every object', '{"calls":[{"toy.constructor":{}}]}', 'UNKNOWN_OPERATION', { call: 0 }],
    ['a list within a list', '{"calls":[{"together.all":{"calls":[]}}]}', 'UNKNOWN_OPERATION', { call: 0 }],
    [
      'too many calls',
      `{"calls":[${'{"toy.read":{}},'.repeat(200)}{"toy.read":{}}]}`,
      'TOO_MANY',
      { what: 'calls', max: 200 },
    ],
    ['no JSON', 'calls', 'UNREADABLE_REQUEST', {}],
    ['too long', `{"calls":["${'x'.repeat(1_000_000)}"]}`, 'UNREADABLE_REQUEST', {}],
  ])('%s', async (_, request, code, facts) => {
    await expect(send(request)).rejects.toMatchObject({ code, facts });
  });
  test('private facts that are no list', async () => {
    await expect(send('{"calls":[{"toy.hide":{"jarId":"a"}}]}', '{"facts":"bread"}')).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      facts: { field: expect.stringMatching(/^private/) },
    });
  });
});

test('more keys than a transaction may touch are refused', async () => {
  const { ledger, desk } = await open();
  const many = Array.from({ length: 10_001 }, (_, at) => ({ jarId: `j${at}`, holds: eur('1') }));
  const lists = Array.from({ length: 200 }, (_, at) =>
    call('fillMany', { items: many.slice(at * 50, at * 50 + 50) }),
  );
  const larger = [...lists, call('fillMany', { items: many.slice(10_000) })].slice(1);
  expect(larger).toHaveLength(200);
  await expect(ledger.simulate(desk, togetherOf(lists, 'all'))).rejects.toMatchObject({
    code: 'TOO_MANY',
    facts: { what: 'keys', max: 20_000 },
  });
});

test('who is nobody learns only that, whatever the list holds', async () => {
  const { ledger, admin } = await open();
  const stranger = await enrol('elsewhere', 'x', { 'roadbook.role': 'lender' });
  const listed = togetherOf([fill('a')], 'all');
  await expect(ledger.call(stranger, { ...listed, request: '[' })).rejects.toMatchObject({
    code: 'STRANGER',
  });
  const owner = await ledger.enrol('registry', 'o', 'owner');
  await expect(ledger.call(owner, listed)).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
    facts: { call: 0, operation: 'toy.fill' },
  });
  await expect(ledger.call(admin, listed)).rejects.toMatchObject({ code: 'NO_ROLE' });
});

test('two lists of which one changes what the other read: one of them counts', async () => {
  const { ledger, desk, together } = await open();
  await together([fill('a'), fill('b')]);
  const lists = [togetherOf([top('a'), fill('c')], 'all'), togetherOf([top('b'), top('a')], 'each')];
  expect(await ledger.race(...lists.map((one) => [desk, one] as const))).toEqual([
    'VALID',
    'MVCC_READ_CONFLICT',
  ]);
});
