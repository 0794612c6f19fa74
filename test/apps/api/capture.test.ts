import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OrderingFailed } from '@roadbook/gateway';
import { documentOf, event, eventsIn, openNetwork, openServer, type Server } from './server';

let server: Server;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

const captureEvents = (...events: object[]) => server.capture('plant', documentOf(...events));
const future = { eventTime: '2099-01-01T00:00:00Z' };

test('a document is taken with a place to ask, and its job tells what became of it', async () => {
  const taken = await server.ask('plant', 'POST /epcis/capture', documentOf(event(), event()));
  expect(taken.status).toBe(202);
  expect(taken.headers.get('Location')).toMatch(/^\/epcis\/capture\/[0-9a-f-]{36}$/);
  expect(taken.headers.get('GS1-Capture-Error-Behaviour')).toBe('rollback');
  await server.epcis.captures.idle();
  const { body } = await server.ask('plant', `GET ${taken.headers.get('Location')}`);
  expect(body).toEqual({
    captureID: taken.headers.get('Location')?.slice('/epcis/capture/'.length),
    createdAt: expect.stringMatching(/Z$/),
    finishedAt: expect.stringMatching(/Z$/),
    running: false,
    success: true,
    captureErrorBehaviour: 'rollback',
    errors: [],
    recorded: { new: 2, exists: 0, declared: 0 },
    refused: 0,
  });
});

test('when its job is finished, the events of a document are found', async () => {
  const one = event();
  await captureEvents(one);
  expect(eventsIn(await server.ask('plant', `GET /epcis/epcs/${one.epcList[0]}/events`))).toMatchObject([
    one,
  ]);
});

test('a document sent again is recognised, whatever order its members have', async () => {
  const one = event({ 'ext:colour': 'red' });
  expect(await captureEvents(one)).toMatchObject({ recorded: { new: 1 } });
  const turned = Object.fromEntries(Object.entries(one).reverse());
  expect(await captureEvents(turned)).toMatchObject({
    success: true,
    recorded: { new: 0, exists: 1, declared: 0 },
  });
});

test('an event that is declared wrong is counted as declared', async () => {
  const one = event();
  const declaration = {
    declarationTime: '2026-02-20T00:00:00Z',
    reason: 'did_not_occur',
    correctiveEventIDs: [],
  };
  expect(await captureEvents(one, { ...one, errorDeclaration: declaration })).toMatchObject({
    success: true,
    recorded: { new: 1, exists: 0, declared: 1 },
  });
});

test('rollback: one bad event and nothing of the document is recorded', async () => {
  const good = event();
  const job = await captureEvents(good, event(future), event());
  expect(job).toMatchObject({ running: false, success: false, recorded: { new: 0 } });
  expect(job.errors).toMatchObject([
    { type: 'epcisException:ValidationException', code: 'EVENT_IN_FUTURE', event: 1 },
  ]);
  expect(await server.ask('plant', `GET /epcis/epcs/${good.epcList[0]}`)).toMatchObject({ status: 404 });
});

test('proceed: the good events are recorded and each bad one is named', async () => {
  const events = [event(), event(future), event(), event({ action: 'MOVE' }), event(future), event()];
  const job = await server.capture('plant', documentOf(...events), 'proceed');
  expect(job).toMatchObject({
    running: false,
    success: false,
    captureErrorBehaviour: 'proceed',
    recorded: { new: 3 },
  });
  expect(job.errors.map((error: { event: number; code: string }) => [error.event, error.code])).toEqual([
    [1, 'EVENT_IN_FUTURE'],
    [3, 'INVALID_REQUEST'],
    [4, 'EVENT_IN_FUTURE'],
  ]);
});

test('a document of more than one transaction can only proceed, and is refused with the cure otherwise', async () => {
  const events = Array.from({ length: 201 }, () => event());
  const refused = await server.ask('plant', 'POST /epcis/capture', documentOf(...events));
  expect(refused).toMatchObject({
    status: 413,
    body: { type: 'epcisException:CaptureLimitExceededException' },
  });
  expect(refused.body.cure).toContain('proceed');
  expect(refused.headers.get('GS1-EPCIS-Capture-Limit')).toMatch(/^\d+$/);
  const before = server.network.calls.length;
  expect(await server.capture('plant', documentOf(...events), 'proceed')).toMatchObject({
    success: true,
    recorded: { new: 201 },
  });
  const sent = server.network.calls.slice(before).filter(({ name }) => name === 'captureMany');
  expect(sent.map(({ request }) => JSON.parse(request).items.length)).toEqual([200, 1]);
});

test('a document of large events is split by size', async () => {
  const long = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`ext:f${at}`, 'x'.repeat(450)]));
  const events = Array.from({ length: 80 }, () => event(long));
  const before = server.network.calls.length;
  expect(await server.capture('plant', documentOf(...events), 'proceed')).toMatchObject({
    success: true,
    recorded: { new: 80 },
  });
  const sent = server.network.calls.slice(before).filter(({ name }) => name === 'captureMany');
  expect(sent.length).toBeGreaterThan(1);
  expect(Math.max(...sent.map(({ request }) => request.length))).toBeLessThan(1_000_000);
});

test('a document that names many things is split by their number', async () => {
  const epcs = (start: number) =>
    Array.from({ length: 200 }, (_, at) => `urn:epc:id:sgtin:4012345.011111.many${start + at}`);
  const events = Array.from({ length: 25 }, (_, at) => event({ epcList: epcs(200 * at) }));
  expect(await server.ask('plant', 'POST /epcis/capture', documentOf(...events))).toMatchObject({
    status: 413,
  });
  const before = server.network.calls.length;
  expect(await server.capture('plant', documentOf(...events), 'proceed')).toMatchObject({
    success: true,
    recorded: { new: 25 },
  });
  const sent = server.network.calls.slice(before).filter(({ name }) => name === 'captureMany');
  expect(sent.map(({ request }) => JSON.parse(request).items.length)).toEqual([19, 6]);
});

test('a document of nothing but wrong events is told so, and nothing is sent', async () => {
  const before = server.network.calls.length;
  const job = await server.capture(
    'plant',
    documentOf({ type: 'ObjectEvent' }, { type: 'Nothing' }),
    'proceed',
  );
  expect(job).toMatchObject({
    running: false,
    success: false,
    refused: 2,
    recorded: { new: 0 },
    errors: [{ event: 0 }, { event: 1 }],
  });
  expect(server.network.calls.slice(before)).toEqual([]);
});

test.each([
  ['no document', { hello: 1 }],
  ['an empty list', documentOf()],
  ['an event that is none, when all or nothing is asked', documentOf(event(), { type: 'ObjectEvent' })],
])('%s is refused at once', async (_, body) => {
  const refused = await server.ask('plant', 'POST /epcis/capture', body);
  expect(refused).toMatchObject({ status: 400, body: { type: 'epcisException:ValidationException' } });
  expect(refused.body.errors[0].field).toMatch(/^\w/);
});

test('the events of an EPCISQueryDocument are taken too', async () => {
  const { epcisBody, ...rest } = documentOf(event());
  const queryResults = { queryName: 'mine', resultsBody: epcisBody };
  const body = { ...rest, type: 'EPCISQueryDocument', epcisBody: { queryResults } };
  expect(await server.capture('plant', body)).toMatchObject({ success: true, recorded: { new: 1 } });
});

test('an unknown behaviour is refused', async () => {
  const header = { 'GS1-Capture-Error-Behaviour': 'perhaps' };
  expect(await server.ask('plant', 'POST /epcis/capture', documentOf(event()), header)).toMatchObject({
    status: 400,
  });
});

test('who may not capture is told so before the document is read', async () => {
  const refused = { status: 403, body: { code: 'NOT_ALLOWED', type: 'epcisException:SecurityException' } };
  expect(await server.ask('desk', 'POST /epcis/capture', documentOf(event()))).toMatchObject(refused);
  expect(await server.ask('desk', 'POST /epcis/capture', 'no JSON at all')).toMatchObject(refused);
  expect(await server.ask('desk', 'POST /epcis/events', 'no JSON at all')).toMatchObject(refused);
});

test('jobs are seen by who sent them only, newest first, page by page', async () => {
  const location = (await server.ask('supplier', 'POST /epcis/capture', documentOf(event()))).headers.get(
    'Location',
  );
  await server.ask('supplier', 'POST /epcis/capture', documentOf(event()));
  expect(await server.ask('plant', `GET ${location}`)).toMatchObject({ status: 404 });
  const first = await server.ask('supplier', 'GET /epcis/capture?perPage=1');
  expect(first.body).toHaveLength(1);
  const [, next] = /<(.+)>; rel="next"/.exec(first.headers.get('Link') ?? '') ?? [];
  const second = await server.ask('supplier', `GET ${next}`);
  expect(`/epcis/capture/${second.body[0].captureID}`).toBe(location);
  expect(second.headers.get('Link')).toBeNull();
});

test('one event is captured at once, and recognised when it comes again', async () => {
  const one = { '@context': documentOf()['@context'], ...event() };
  const captured = await server.ask('plant', 'POST /epcis/events', one);
  expect([captured.status, captured.body]).toEqual([201, one]);
  const location = captured.headers.get('Location') ?? '';
  expect(eventsIn(await server.ask('plant', `GET ${location}`))).toHaveLength(1);
  const again = await server.ask('plant', 'POST /epcis/events', one);
  expect(again).toMatchObject({
    status: 409,
    body: { type: 'epcisException:ResourceAlreadyExistsException' },
  });
  expect(again.headers.get('Location')).toBe(location);
  expect(await server.ask('plant', 'POST /epcis/events', { ...one, action: 'MOVE' })).toMatchObject({
    status: 400,
  });
});

test('one event that was captured is found at once, and the head of the answer says how far the copy is', async () => {
  const network = await openNetwork();
  const slow = await openServer({ network });
  const captured = await slow.ask('plant', 'POST /epcis/events', {
    '@context': documentOf()['@context'],
    ...event(),
  });
  const found = await slow.ask('plant', `GET ${captured.headers.get('Location')}`);
  expect(found.status).toBe(200);
  expect(found.headers.get('Roadbook-Following')).toBe('true');
  const next = await slow.ask('plant', 'POST /rooms/part/capture', {
    event: event(),
    context: documentOf()['@context'],
  });
  await slow.capture('plant', documentOf(event()));
  const later = await slow.ask('plant', 'GET /epcis/events');
  expect(Number(later.headers.get('Roadbook-Block'))).toBe(Number(next.headers.get('Roadbook-Block')) + 1);
  expect(later.headers.get('Roadbook-Transaction')).toMatch(/^[0-9a-f]{64}$/);
  network.silence = new Error('nobody answers');
  await slow.ask('plant', 'POST /rooms/part/capture', { event: event(), context: documentOf()['@context'] });
  for (let at = 0; slow.epcis.following() && at < 500; at++)
    await new Promise((ended) => setTimeout(ended, 10));
  expect((await slow.ask('plant', 'GET /epcis/events')).headers.get('Roadbook-Following')).toBe('false');
  await slow.close();
});

test('a job waits for a network that is down, and a crash meanwhile loses nothing', async () => {
  const network = await openNetwork();
  const folder = mkdtempSync(join(tmpdir(), 'roadbook-api-'));
  const down = {
    stage: 'order',
    code: 'UNAVAILABLE',
    says: 'No orderer.',
    cure: 'Wait.',
    txId: 'a',
    safeToRetry: true,
  } as const;
  const first = await openServer({ network, folder });
  network.fail = ({ name }) => (name === 'captureMany' ? new OrderingFailed(down) : undefined);
  const one = event();
  const taken = await first.ask('plant', 'POST /epcis/capture', documentOf(one, event()));
  const location = taken.headers.get('Location');
  const waiting = await first.ask('plant', `GET ${location}`);
  expect(waiting.body).toMatchObject({ running: true, success: true });
  expect(waiting.body.finishedAt).toBeUndefined();
  await first.close();
  network.fail = undefined;
  const second = await openServer({ network, folder });
  await second.epcis.captures.idle();
  const { body } = await second.ask('plant', `GET ${location}`);
  expect(body).toMatchObject({ running: false, success: true, recorded: { new: 2 } });
  expect(eventsIn(await second.ask('plant', `GET /epcis/epcs/${one.epcList[0]}/events`))).toHaveLength(1);
  await second.close();
});

test('what a transaction recorded before a crash is recognised afterwards', async () => {
  const network = await openNetwork();
  const folder = mkdtempSync(join(tmpdir(), 'roadbook-api-'));
  const one = event();
  const first = await openServer({ network, folder });
  await first.ask('plant', 'POST /rooms/part/capture', { event: one, context: documentOf()['@context'] });
  expect(await first.capture('plant', documentOf(one))).toMatchObject({
    success: true,
    recorded: { new: 0, exists: 1 },
  });
  await first.close();
});

test('while the desk cannot be written a job stays, and the next ones of its user wait for it', async () => {
  const full = await openServer();
  const { desk } = full.epcis;
  const fault = Object.assign(new Error('database or disk is full'), {
    code: 'ERR_SQLITE_ERROR',
    errcode: 13,
  });
  const failing = ['note', 'note', 'finish'] as const;
  for (const name of failing) jest.spyOn(desk, name).mockImplementationOnce(() => raise(fault));
  const [one, other] = [
    await full.ask('plant', 'POST /epcis/capture', documentOf(event())),
    documentOf(event()),
  ];
  expect(await full.capture('plant', other)).toMatchObject({
    running: false,
    success: true,
    recorded: { new: 1 },
  });
  const first = await full.ask('plant', `GET ${one.headers.get('Location')}`);
  expect(first.body).toMatchObject({ running: false, success: true });
  expect(full.logged.filter(({ what }) => what === 'capture waits')).toHaveLength(3);
  await full.close();
}, 20_000);

const raise = (error: Error): never => {
  throw error;
};

describe('I7, gs1/EPCIS example 9.6.1 with headers: what a document says beside its events', () => {
  const said = {
    id: 'https://id.example.org/documents/4711',
    sender: 'urn:epc:id:sgln:0353579.00001.0',
    receiver: 'urn:epc:id:sgln:5012345.00000.0',
    instanceIdentifier: '1234567890',
    'ext:batch': { 'ext:of': [{ 'ext:a': { 'ext:b': { 'ext:c': { 'ext:d': 'deep' } } } }] },
    epcisHeader: {
      epcisMasterData: {
        vocabularyList: [
          {
            type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
            vocabularyElementList: [
              {
                id: 'urn:epc:id:sgln:0037000.00729.0',
                attributes: [{ id: 'cbvmda:countryCode', attribute: 'US' }],
              },
            ],
          },
        ],
      },
    },
  };

  test.each(['rollback', 'proceed'])(
    'is taken, kept and given back with its events, by %s',
    async (behaviour) => {
      const [one, other] = [event(), event()];
      const taken = await server.ask(
        'plant',
        'POST /epcis/capture',
        { ...documentOf(one, other), ...said },
        {
          'GS1-Capture-Error-Behaviour': behaviour,
        },
      );
      expect(taken.status).toBe(202);
      await server.epcis.captures.idle();
      const { body: job } = await server.ask('plant', `GET ${taken.headers.get('Location')}`);
      expect(job).toMatchObject({ success: true, recorded: { new: 2 } });
      const { body: listed } = await server.ask('plant', `GET /rooms/part/listEvents?epc=${one.epcList[0]}`);
      const { document } = listed.items[0];
      const { body: kept } = await server.ask('plant', `GET /rooms/part/readDocument?document=${document}`);
      const { epcisBody: _body, ...head } = documentOf();
      expect(kept).toMatchObject({ document, head: { ...head, ...said, epcisBody: { eventList: [] } } });
    },
  );

  test('by proceed each event that is wrong is named by its place, and the others are recorded with it', async () => {
    const job = await server.capture(
      'plant',
      { ...documentOf(event(), event(future), event()), ...said, instanceIdentifier: '2' },
      'proceed',
    );
    expect(job).toMatchObject({ success: false, recorded: { new: 2 }, refused: 1, errors: [{ event: 1 }] });
  });

  test('of a query document too: what it says beside the results', async () => {
    const [one] = [event()];
    const { '@context': context } = documentOf();
    const vocabularyList = said.epcisHeader.epcisMasterData.vocabularyList;
    const results = { queryName: 'q', resultsBody: { eventList: [one], vocabularyList } };
    const query = {
      ...{ '@context': context, type: 'EPCISQueryDocument', schemaVersion: '2.0' },
      ...{ creationDate: '2026-02-01T00:00:00Z', epcisBody: { queryResults: results } },
    };
    expect(await server.capture('plant', query)).toMatchObject({ success: true, recorded: { new: 1 } });
    const { body: listed } = await server.ask('plant', `GET /rooms/part/listEvents?epc=${one.epcList[0]}`);
    const { document } = listed.items[0];
    const { body: kept } = await server.ask('plant', `GET /rooms/part/readDocument?document=${document}`);
    expect(kept.head.epcisBody.queryResults.resultsBody).toEqual({ eventList: [], vocabularyList });
  });

  test.each([
    ['a field without a prefix', { colour: 'red' }, 'colour'],
    ['a sender that is no text', { sender: 7 }, 'sender'],
    [
      'more than 200,000 characters',
      { 'ext:long': Array.from({ length: 30 }, () => 'x'.repeat(9_000)) },
      'request',
    ],
  ])('%s is refused, naming the field', async (_, more, field) => {
    const answered = await server.ask('plant', 'POST /epcis/capture', { ...documentOf(event()), ...more });
    expect(answered).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(answered.body.field ?? answered.body.facts?.field ?? JSON.stringify(answered.body)).toContain(
      field,
    );
  });
});
