import fc from 'fast-check';
import { fixedParameters as parameters } from '../../../apps/api/src/epcis/query/language';
import { everyEntry, pathOf } from '../../../apps/api/src/rooms';
import { documentOf, event, openServer, type Server } from './server';

let server: Server;
beforeAll(async () => {
  server = await openServer({ notify: ['https://partner.example'] });
  await server.capture('plant', documentOf(event(), event()));
  await server.ask('plant', 'POST /epcis/queries', { name: 'q', query: {} });
});
afterAll(() => server.close());

const REFUSED = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422];
const words = [
  'urn:x:y',
  'ObjectEvent',
  'shipping',
  'true',
  '1',
  '2026-01-01T00:00:00Z',
  "' OR 1=1 --",
  '%00',
  '{}',
  '*',
  'urn:epc:idpat:sgtin:*',
];
const text = fc.oneof(
  fc.constantFrom(...words),
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 10 }),
);
const name = fc.oneof(
  fc.constantFrom(
    ...Object.keys(parameters),
    'EQ_bizTransaction_po',
    'EQ_source_',
    'perPage',
    'nextPageToken',
    'orderBy',
    'eventCountLimit',
  ),
  fc.string({ maxLength: 12 }),
);
const query = fc
  .array(fc.tuple(name, text), { maxLength: 4 })
  .map((pairs) =>
    pairs
      .map(
        ([key, value]) =>
          `${encodeURIComponent(key.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`,
      )
      .join('&'),
  );
const place = fc.constantFrom(
  '/events',
  '/epcs',
  '/bizSteps',
  '/eventTypes',
  '/queries',
  '/capture',
  '/queries/q/events',
  '/queries/q/subscriptions',
  '/bizSteps/packing/events',
);

test('whatever a query asks, it is answered or refused, never failed', async () => {
  await fc.assert(
    fc.asyncProperty(place, query, async (path, asked) => {
      const { status, text: told } = await server.ask('plant', `GET /epcis${path}?${asked}`);
      expect({ asked, told, fine: status === 200 || REFUSED.includes(status) }).toMatchObject({ fine: true });
    }),
    { numRuns: 400 },
  );
});

test('whatever name stands in an address, it is found or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('events', 'epcs', 'readPoints', 'queries', 'capture', 'eventTypes'),
      text,
      async (what, named) => {
        const raw = encodeURIComponent(named.toWellFormed());
        for (const path of [raw, `${raw}/events`, `%zz${raw}`]) {
          const { status } = await server.ask('plant', `GET /epcis/${what}/${path}`);
          expect({ what, path, fine: status === 200 || REFUSED.includes(status) }).toMatchObject({
            fine: true,
          });
        }
      },
    ),
    { numRuns: 200 },
  );
});

const nested = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('record'),
  ),
  record: fc.dictionary(
    fc.constantFrom(
      'type',
      'event',
      'context',
      '@context',
      'epcisBody',
      'eventList',
      'epcList',
      'action',
      'name',
      'query',
      'dest',
      'stream',
      'items',
    ),
    tie('value'),
    { maxKeys: 4 },
  ),
})).record;

test('whatever body is sent, it is taken or refused, never failed', async () => {
  const addresses = [
    '/epcis/capture',
    '/epcis/events',
    '/epcis/queries',
    '/epcis/queries/q/subscriptions',
    '/rooms/part/capture',
    '/rooms/part/captureMany',
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...addresses), nested, async (path, body) => {
      const { status, text: told } = await server.ask('plant', `POST ${path}`, body);
      expect({ told, fine: status < 300 || REFUSED.includes(status) }).toMatchObject({ fine: true });
    }),
    { numRuns: 400 },
  );
});

test('an empty request to any operation is answered or refused, never failed', async () => {
  for (const entry of everyEntry) {
    const body = entry.operation.secret ? { request: {}, private: {} } : {};
    const { status, body: told } = await server.ask('plant', `POST ${pathOf(entry)}`, body);
    expect({
      path: pathOf(entry),
      status,
      told,
      fine: status === 200 || REFUSED.includes(status),
    }).toMatchObject({ fine: true });
  }
  expect(server.logged.filter(({ what }) => what === 'failure')).toEqual([]);
});
