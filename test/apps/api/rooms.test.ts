import { EndorsementFailed, OrderingFailed, OutcomeUnknown } from '@roadbook/gateway';
import { everyEntry, pathOf } from '../../../apps/api/src/rooms';
import { event, openServer, type Server } from './server';

let server: Server;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());
afterEach(() => {
  server.network.fail = undefined;
});

const epc = 'urn:epc:id:sgtin:4012345.011111.7';

test('an operation is called with JSON and answers JSON, the transaction is named in the head', async () => {
  const { status, body, headers } = await server.ask('plant', 'POST /rooms/part/capture', {
    event: event({ epcList: [epc] }),
  });
  expect([status, body.recorded]).toEqual([200, 'new']);
  expect(headers.get('Roadbook-Transaction')).toMatch(/^[0-9a-f]{64}$/);
  expect(headers.get('Roadbook-Block')).toMatch(/^\d+$/);
  const outcome = await server.ask('plant', `GET /transactions/${headers.get('Roadbook-Transaction')}`);
  expect(outcome.body).toMatchObject({ code: 'VALID', valid: true });
});

test('a query whose request is flat may be asked with GET', async () => {
  const asked = await server.ask('plant', `GET /rooms/part/listEvents?epc=${encodeURIComponent(epc)}&size=5`);
  expect(asked.body.items).toHaveLength(1);
  expect(await server.ask('plant', 'GET /rooms/part/listEvents?epc=a:b&epc=a:c')).toMatchObject({
    status: 400,
  });
});

test('a batch is an operation of its own', async () => {
  const items = [{ event: event() }, { event: event() }];
  expect((await server.ask('plant', 'POST /rooms/part/captureMany', { items })).body.results).toHaveLength(2);
});

test('private facts travel apart from the request and come back only as a seal', async () => {
  const price = { amount: '123456', currency: 'EUR' };
  const kept = await server.ask('plant', 'POST /rooms/part/keepPrice', {
    request: { epc },
    private: { epc, price },
  });
  expect(kept.body).toEqual({ seal: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const call = server.network.calls.at(-1);
  expect(call?.request).not.toContain('123456');
  expect(call?.secret).toContain('123456');
  expect(await server.ask('plant', `GET /rooms/part/revealPrice?epc=${epc}&org=manufacturer`)).toMatchObject({
    body: { price },
  });
});

test('a wrong private fact is refused without being quoted anywhere', async () => {
  const wrong = {
    request: { epc },
    private: { epc, price: { amount: 'secret-1234', currency: 'EUR' }, hidden: 'secret-1234' },
  };
  const refused = await server.ask('plant', 'POST /rooms/part/keepPrice', wrong);
  expect(refused).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  expect(refused.text + JSON.stringify(server.logged)).not.toContain('secret-1234');
});

test.each([
  ['a stranger to the room', 'desk', { event: event() }, 403, 'NOT_ALLOWED'],
  ['a wrong field', 'plant', { event: { ...event(), action: 'MOVE' } }, 400, 'INVALID_REQUEST'],
  ['an unknown field', 'plant', { event: event(), more: 1 }, 400, 'INVALID_REQUEST'],
  ['a broken rule', 'plant', { event: event({ eventTime: '2099-01-01T00:00:00Z' }) }, 422, 'EVENT_IN_FUTURE'],
  ['text that is no JSON', 'plant', '{"event":', 400, 'UNREADABLE_REQUEST'],
  ['a member given twice', 'plant', '{"event":{},"event":{}}', 400, 'UNREADABLE_REQUEST'],
  ['a dangerous member', 'plant', '{"__proto__":{}}', 400, 'UNREADABLE_REQUEST'],
  ['half of a character', 'plant', '{"event":"\\ud800"}', 400, 'INVALID_REQUEST'],
])('%s is refused as a problem with code and cure', async (_, user, body, status, code) => {
  const refused = await server.ask(user, 'POST /rooms/part/capture', body);
  expect(refused).toMatchObject({
    status,
    body: { status, code, cure: expect.stringMatching(/\w/), retry: 'never' },
  });
  expect(refused.headers.get('Content-Type')).toBe('application/problem+json');
  expect(refused.body).toMatchObject({
    type: `urn:roadbook:problem:${code}`,
    instance: expect.stringMatching(/^urn:uuid:/),
  });
});

test('what is missing on the ledger is not found', async () => {
  const missing = await server.ask('plant', 'POST /rooms/part/read', {
    epc: 'urn:epc:id:sgtin:4012345.011111.0',
  });
  expect(missing).toMatchObject({ status: 404, body: { code: 'NOT_FOUND', facts: { kind: 'part' } } });
});

test.each([
  [
    'may be sent again',
    new OrderingFailed({
      stage: 'order',
      code: 'UNAVAILABLE',
      says: 'No orderer.',
      cure: 'Wait.',
      txId: 'a1',
      safeToRetry: true,
    }),
    503,
    'now',
  ],
  [
    'cannot be helped by sending it again',
    new EndorsementFailed({
      stage: 'endorse',
      code: 'NOT_FOUND',
      says: 'No channel.',
      cure: 'Look.',
      txId: 'a3',
      safeToRetry: false,
    }),
    502,
    'never',
  ],
  [
    'must not be sent again',
    new OutcomeUnknown({
      stage: 'commit',
      code: 'X',
      says: 'Nobody knows.',
      cure: 'Ask.',
      txId: 'a2',
      safeToRetry: false,
    }),
    504,
    'never',
  ],
])('a failure of the network tells its transaction and that it %s', async (_, failure, status, retry) => {
  server.network.fail = () => failure;
  const failed = await server.ask('plant', 'POST /rooms/part/capture', { event: event() });
  expect(failed).toMatchObject({ status, body: { txId: failure.txId, retry } });
});

test('a failure that nobody foresaw tells nothing but its id, under which the log has it', async () => {
  server.network.fail = () => new Error('the password is 1234');
  const failed = await server.ask('plant', 'POST /rooms/part/capture', { event: event() });
  expect(failed).toMatchObject({ status: 500, body: { code: 'SERVER_FAILED' } });
  expect(failed.text).not.toContain('password');
  expect(
    server.logged.find(({ what, id }) => what === 'failure' && id === failed.headers.get('Request-Id')),
  ).toBeDefined();
});

test('other methods, addresses and media types are refused', async () => {
  expect(await server.ask('plant', 'GET /rooms/part/capture')).toMatchObject({ status: 405 });
  expect(await server.ask('plant', 'DELETE /rooms/part/read')).toMatchObject({ status: 405 });
  expect(await server.ask('plant', 'POST /rooms/part/nothing', {})).toMatchObject({
    status: 404,
    body: { code: 'NO_SUCH_ADDRESS' },
  });
  const xml = { 'Content-Type': 'application/xml' };
  expect(await server.ask('plant', 'POST /rooms/part/read', '<a/>', xml)).toMatchObject({ status: 415 });
  const zipped = { 'Content-Encoding': 'gzip' };
  expect(await server.ask('plant', 'POST /rooms/part/read', '{}', zipped)).toMatchObject({ status: 415 });
});

test('nobody without a token calls any operation of any room', async () => {
  expect(everyEntry.length).toBeGreaterThan(200);
  for (const entry of everyEntry)
    expect(await server.ask('', `POST ${pathOf(entry)}`, {})).toMatchObject({ status: 401 });
});

describe('calls together', () => {
  const sent = (serial: string) => ({ 'part.capture': { event: event({ epcList: [`${epc}${serial}`] }) } });
  const price = { amount: '5', currency: 'EUR' };
  const keep = (serial: string) => ({
    'part.keepPrice': { request: { epc: `${epc}${serial}` }, private: { epc: `${epc}${serial}`, price } },
  });

  test('are one transaction, answered by place', async () => {
    const { status, body, headers } = await server.ask('plant', 'POST /together', {
      calls: [sent('a'), sent('b')],
    });
    expect([status, body.results.length]).toEqual([200, 2]);
    expect(body.results[1]).toMatchObject({ recorded: 'new' });
    expect(headers.get('Roadbook-Transaction')).toMatch(/^[0-9a-f]{64}$/);
    const list = server.network.calls.findLast(({ room }) => room === 'together');
    expect(list).toMatchObject({ name: 'all', manner: 'submit' });
  });

  test('are refused as a whole, and the problem says which call', async () => {
    const late = { 'part.capture': { event: event({ eventTime: '2099-01-01T00:00:00Z' }) } };
    expect(await server.ask('plant', 'POST /together', { calls: [sent('c'), late] })).toMatchObject({
      status: 422,
      body: { code: 'EVENT_IN_FUTURE', facts: { call: 1, operation: 'part.capture' } },
    });
    expect((await server.ask('plant', `GET /rooms/part/read?epc=${epc}c`)).status).toBe(404);
  });

  test('keep private facts each of its own, which stand in no answer', async () => {
    const kept = await server.ask('plant', 'POST /together', { calls: [keep('a'), keep('b')] });
    expect(new Set(kept.body.results.map(({ seal }: { seal: string }) => seal)).size).toBe(2);
    expect(kept.text).not.toContain('amount');
    expect(server.network.calls.findLast(({ room }) => room === 'together')).toMatchObject({
      manner: 'keep',
      request: expect.not.stringContaining('amount'),
    });
  });

  test.each([
    ['no list', {}, 400, 'INVALID_REQUEST'],
    ['an empty list', { calls: [] }, 400, 'INVALID_REQUEST'],
    ['a list that is no list', { calls: 'part.capture' }, 400, 'INVALID_REQUEST'],
    ['a call that is nothing', { calls: [null] }, 400, 'INVALID_REQUEST'],
    ['a call of two operations', { calls: [{ ...sent('d'), ...keep('d') }] }, 400, 'INVALID_REQUEST'],
    ['an operation that there is not', { calls: [{ 'part.nothing': {} }] }, 404, 'UNKNOWN_OPERATION'],
    ['a name of every object', { calls: [{ 'part.constructor': {} }] }, 404, 'UNKNOWN_OPERATION'],
    ['a wrong request', { calls: [{ 'part.capture': {} }] }, 400, 'INVALID_REQUEST'],
    [
      'what the caller may not do',
      { calls: [{ 'loan.disburse': { loanId: 'L', on: '2026-01-01' } }] },
      403,
      'NOT_ALLOWED',
    ],
    ['what is public and what is private', { calls: [sent('e'), keep('e')] }, 400, 'CALLS_DIFFER'],
    ['more calls than fit', { calls: Array.from({ length: 201 }, () => keep('f')) }, 413, 'TOO_MANY'],
  ])('%s is refused', async (_, body, status, code) => {
    expect(await server.ask('plant', 'POST /together', body)).toMatchObject({ status, body: { code } });
  });

  test('are asked by no other method', async () => {
    expect((await server.ask('plant', 'GET /together')).status).toBe(405);
  });
});

describe('F1: Roadbook-After', () => {
  const heads = (after: string) => ({ 'Roadbook-After': after });
  test('names a transaction that must be seen first', async () => {
    const after = 'ab'.repeat(32);
    await server.ask('plant', 'POST /rooms/member/whoAmI', {}, heads(after));
    expect(server.network.hows.at(-1)).toEqual({ after });
  });
  test('that is no transaction id is refused', async () => {
    expect(await server.ask('plant', 'POST /rooms/member/whoAmI', {}, heads('x'))).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', facts: { field: 'Roadbook-After' } },
    });
  });
});
