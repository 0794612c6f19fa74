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
