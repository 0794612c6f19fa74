import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { documentOf, event, eventsIn, openServer, type Server } from './server';

let server: Server;
const urn = (serial: string) => `urn:epc:id:sgtin:4012345.011111.${serial}`;
const link = (serial: string, host = 'https://id.gs1.org') => `${host}/01/04012345111118/21/${serial}`;
const get = (path: string, headers = {}) => server.ask('plant', `GET /epcis${path}`, undefined, headers);
const asked = (parameter: string, value: string) => get(`/events?${parameter}=${encodeURIComponent(value)}`);

beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

test.each([
  ['I1: scheme and host in capitals', urn('H1'), link('H1', 'HTTPS://ID.GS1.ORG')],
  ['I2: an unescaped character', urn('H%2B2'), link('H+2', 'https://parts.example')],
  ['I2: an escaped letter', link('%483'), link('H3')],
  [
    'I3: a UUID in capitals',
    'urn:uuid:374D95FC-9457-4A51-BD6A-0BBA133845A8',
    'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
  ],
])('%s is found by every spelling, in the query and in the path', async (_, captured, spelling) => {
  const one = event({ epcList: [captured] });
  await server.capture('plant', documentOf(one));
  for (const given of [captured, spelling]) {
    expect(eventsIn(await asked('MATCH_epc', given))).toMatchObject([one]);
    expect(eventsIn(await get(`/epcs/${encodeURIComponent(given)}/events`))).toMatchObject([one]);
  }
});

test('I3: an event is found by its own UUID in either case', async () => {
  const eventID = 'urn:uuid:9F4A2B6E-0000-4000-8000-00000000000A';
  const one = event({ eventID });
  await server.capture('plant', documentOf(one));
  expect(eventsIn(await asked('EQ_eventID', eventID.toLowerCase()))).toMatchObject([one]);
  expect(eventsIn(await get(`/events/${encodeURIComponent(eventID)}`))).toMatchObject([one]);
});

test('I4: gs1/EPCIS#192, a qualifier before its key is no query and no event', async () => {
  const spelling = 'https://id.gs1.org/21/W1/01/10614141000019';
  expect(await asked('MATCH_epc', spelling)).toMatchObject({
    status: 400,
    body: { code: 'QUERY_PARAMETER' },
  });
  const job = await server.capture('plant', documentOf(event({ epcList: [spelling] })));
  expect(job).toMatchObject({ success: false, errors: [{ code: 'LINK_MALFORMED' }] });
});

test('I5: CBV 2.0 §8.9, what is found by a hash is the event of that hash', async () => {
  const [first, second] = [event(), event()];
  await server.capture('plant', documentOf(first));
  const [{ eventID }] = eventsIn(await get(`/epcs/${encodeURIComponent(first.epcList[0] ?? '')}/events`));
  const claiming = { ...second, eventID };
  expect(await server.capture('plant', documentOf(claiming))).toMatchObject({ recorded: { new: 1 } });
  expect(eventsIn(await get(`/events/${encodeURIComponent(eventID)}`))).toMatchObject([first]);
  expect(eventsIn(await asked('EQ_eventID', eventID))).toMatchObject([first]);
  expect(eventsIn(await get(`/epcs/${encodeURIComponent(second.epcList[0] ?? '')}/events`))).toMatchObject([
    claiming,
  ]);
});

test('I9: one thing as URN and as link in one list is one in an answer of links, which the schema takes', async () => {
  const one = event({ epcList: [urn('I9'), link('I9'), link('I9', 'http://b.example'), urn('I9b')] });
  await server.capture('plant', documentOf(one));
  const always = await get(`/epcs/${encodeURIComponent(urn('I9'))}/events`, {
    'GS1-EPC-Format': 'Always_GS1_Digital_Link',
  });
  expect(eventsIn(always)[0].epcList).toEqual([link('I9'), link('I9b')]);
  const file = join(__dirname, '../../../../shared/vectors/epcis/EPCIS-JSON-Schema.json');
  if (existsSync(file)) {
    const accepts = addFormats(new Ajv({ strict: false })).compile(JSON.parse(readFileSync(file, 'utf8')));
    expect([accepts(always.body), accepts.errors]).toEqual([true, null]);
  }
});
