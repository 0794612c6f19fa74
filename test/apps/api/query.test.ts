import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { documentOf, event, eventsIn, openServer, published, type Server, vector, vectors } from './server';

let server: Server;
const serial = (number: string) => `urn:epc:id:sgtin:4012345.011111.${number}`;
const link = (number: string) => `https://id.gs1.org/01/04012345111118/21/${number}`;

const made = event({
  epcList: [serial('A1')],
  eventTime: '2026-01-01T10:00:00.000+01:00',
  bizLocation: { id: 'urn:epc:id:sgln:4012345.00001.0' },
});
const seen = event({
  epcList: [link('A1'), 'urn:epc:id:sgtin:4012345.022222.B1'],
  eventTime: '2026-01-02T00:00:00Z',
  action: 'OBSERVE',
  bizStep: 'inspecting',
  disposition: 'conformant',
  eventID: 'urn:uuid:9f4a2b6e-0000-4000-8000-000000000001',
  readPoint: { id: 'urn:epc:id:sgln:4012345.00002.gate' },
  bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:5200001000008:4711' }],
  sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:5200001.00000' }],
  destinationList: [{ type: 'possessing_party', destination: 'urn:epc:id:pgln:4000001.98765' }],
  persistentDisposition: { set: ['recalled'] },
});
const packed = {
  ...event({ bizStep: 'packing', eventTime: '2026-01-03T00:00:00Z' }),
  epcList: undefined,
  type: 'AggregationEvent',
  parentID: 'urn:epc:id:sscc:4012345.0000000001',
  childEPCs: [serial('A1')],
};
const turned = {
  ...event({ eventTime: '2026-01-04T00:00:00Z', bizStep: 'creating_class_instance' }),
  epcList: undefined,
  action: undefined,
  type: 'TransformationEvent',
  inputQuantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.012345.L1', quantity: 2 }],
  outputEPCList: [serial('C1')],
};
const declaration = {
  declarationTime: '2026-01-06T00:00:00Z',
  reason: 'incorrect_data',
  correctiveEventIDs: ['urn:uuid:1'],
};
const wrong = event({
  epcList: [serial('D1')],
  eventTime: '2026-01-05T00:00:00Z',
  'ext:colour': 'red',
  'ext:paint': { 'ext:layers': [{ 'ext:thickness': 40 }] },
  ilmd: { 'cbvmda:lotNumber': 'L7', 'ext:cast': '2026-01-04', 'ext:weight': 12.5 },
});
const all = { made, seen, packed, turned, wrong };

beforeAll(async () => {
  server = await openServer();
  const plain = JSON.parse(
    JSON.stringify(
      documentOf(made, seen, packed, turned, wrong, { ...wrong, errorDeclaration: declaration }),
    ),
  );
  expect(await server.capture('plant', plain)).toMatchObject({
    success: true,
    recorded: { new: 5, declared: 1 },
  });
});
afterAll(() => server.close());

const get = (path: string, headers = {}) => server.ask('plant', `GET /epcis${path}`, undefined, headers);
const nameOf = ({ eventTime }: { eventTime: string }) =>
  Object.entries(all).find(([, one]) => one.eventTime === eventTime)?.[0];
const found = async (query: string) => {
  const answered = await get(`/events?${query}`);
  return answered.status === 200 ? eventsIn(answered).map(nameOf).reverse().join(' ') : answered.body.code;
};
const q = encodeURIComponent;

test.each([
  ['', 'made seen packed turned wrong'],
  ['eventType=ObjectEvent', 'made seen wrong'],
  ['eventType=AggregationEvent|TransformationEvent', 'packed turned'],
  ['EQ_action=OBSERVE', 'seen'],
  ['EQ_bizStep=commissioning|packing', 'made packed wrong'],
  ['EQ_bizStep=urn:epcglobal:cbv:bizstep:inspecting', 'seen'],
  [`EQ_bizStep=${q('https://ref.gs1.org/cbv/BizStep-inspecting')}`, 'seen'],
  ['EQ_disposition=conformant', 'seen'],
  ['EQ_persistentDisposition_set=recalled', 'seen'],
  [`EQ_readPoint=${q('https://id.gs1.org/414/4012345000023/254/gate')}`, 'seen'],
  ['EQ_bizLocation=urn:epc:id:sgln:4012345.00001.0', 'made'],
  [`MATCH_epc=${q(serial('A1'))}`, 'made seen packed'],
  [`MATCH_epc=${q(link('A1'))}`, 'made seen packed'],
  [`MATCH_epc=${q('https://parts.example.com/01/04012345111118/21/A1?linkType=all')}`, 'made seen packed'],
  ['MATCH_epc=urn:epc:idpat:sgtin:4012345.011111.*', 'made seen packed wrong'],
  ['MATCH_epc=urn:epc:id:sscc:4012345.0000000001', ''],
  ['MATCH_parentID=urn:epc:id:sscc:4012345.0000000001', 'packed'],
  ['MATCH_anyEPC=urn:epc:id:sscc:4012345.0000000001', 'packed'],
  [`MATCH_anyEPC=${serial('C1')}|${serial('D1')}`, 'turned wrong'],
  [`MATCH_outputEPC=${serial('C1')}`, 'turned'],
  [`MATCH_inputEPC=${serial('C1')}`, ''],
  ['MATCH_inputEPCClass=urn:epc:class:lgtin:4012345.012345.L1', 'turned'],
  ['MATCH_anyEPCClass=urn:epc:class:lgtin:4012345.012345.L1', 'turned'],
  ['GE_eventTime=2026-01-01T09:00:00Z&LT_eventTime=2026-01-03T00:00:00Z', 'made seen'],
  [`GE_eventTime=${q('2026-01-01T10:00:01+01:00')}&LT_eventTime=${q('2026-01-02T02:00:00+02:00')}`, ''],
  ['LT_recordTime=2026-01-01T00:00:00Z', ''],
  ['EQ_eventID=urn:uuid:9f4a2b6e-0000-4000-8000-000000000001', 'seen'],
  ['EQ_bizTransaction_po=urn:epcglobal:cbv:bt:5200001000008:4711', 'seen'],
  ['EQ_bizTransaction_inv=urn:epcglobal:cbv:bt:5200001000008:4711', ''],
  ['EQ_source_owning_party=urn:epc:id:pgln:5200001.00000', 'seen'],
  ['EQ_destination_possessing_party=urn:epc:id:pgln:4000001.98765', 'seen'],
  ['EXISTS_errorDeclaration=true', 'wrong'],
  ['EXISTS_errorDeclaration=false&eventType=ObjectEvent', 'made seen wrong'],
  ['GE_errorDeclarationTime=2026-01-06T00:00:00Z', 'wrong'],
  ['LT_errorDeclarationTime=2026-01-06T00:00:00Z', ''],
  ['EQ_errorReason=incorrect_data', 'wrong'],
  ['EQ_correctiveEventID=urn:uuid:1', 'wrong'],
  ['EQ_ILMD_cbvmda:lotNumber=L6|L7', 'wrong'],
  [`EQ_ILMD_${q('urn:epcglobal:cbv:mda#lotNumber')}=L7`, 'wrong'],
  ['EQ_ILMD_cbvmda:lotNumber=L8', ''],
  ['EXISTS_ILMD_cbvmda:lotNumber=true', 'wrong'],
  ['EXISTS_ILMD_cbvmda:itemExpirationDate=true', ''],
  [`GE_ILMD_${q('https://ext.example.org/cast')}=2026-01-04`, 'wrong'],
  [`GT_ILMD_${q('https://ext.example.org/cast')}=2026-01-04`, ''],
  [`LT_ILMD_${q('https://ext.example.org/weight')}=13`, 'wrong'],
  [`EQ_${q('https://ext.example.org/colour')}=red`, 'wrong'],
  [`EQ_ILMD_${q('https://ext.example.org/colour')}=red`, ''],
  [`EXISTS_INNER_${q('https://ext.example.org/thickness')}=true`, 'wrong'],
  [`GE_INNER_${q('https://ext.example.org/thickness')}=40`, 'wrong'],
  [`GE_${q('https://ext.example.org/thickness')}=40`, ''],
  [`GE_ILMD_${q('https://ext.example.org/cast')}=early`, 'QUERY_PARAMETER'],
  ['EQ_action=ADD&EQ_bizStep=packing&MATCH_epc=urn:epc:id:sgtin:4012345.011111.A1', 'packed'],
  ['orderBy=eventTime&orderDirection=ASC', 'wrong turned packed seen made'],
  ['orderBy=eventTime&eventCountLimit=2', 'turned wrong'],
  ["EQ_bizStep=x' OR 1=1 --", ''],
])('events?%s finds %s', async (query, names) => {
  expect(await found(query)).toBe(names);
});

test.each([
  ['EQ_colour=red', 'there is none of this name'],
  ['EQ_action=MOVE', 'ADD, OBSERVE, DELETE'],
  ['eventType=Nothing', 'ObjectEvent'],
  ['EQ_bizStep=', 'text'],
  ['EQ_action=ADD&EQ_action=DELETE', 'more than once'],
  ['GE_eventTime=yesterday', 'a time'],
  ['MATCH_epc=4012345', 'URI'],
  ['MATCH_epc=urn:epc:idpat:sgtin:4012345.*.*', 'only star'],
  ['EXISTS_errorDeclaration=perhaps', 'true or false'],
  ['orderBy=colour', 'eventTime'],
  ['orderBy=toString', 'eventTime'],
  ['orderBy=eventTime&orderDirection=UP', 'ASC'],
  ['eventCountLimit=1', 'orderBy'],
  ['orderBy=eventTime&eventCountLimit=1&maxEventCount=1', 'too'],
  ['perPage=0', 'whole number'],
  ['perPage=1000', 'whole number'],
  ['nextPageToken=abc', 'none of this query'],
])('events?%s is refused, naming the parameter', async (query, hint) => {
  const refused = await get(`/events?${query}`);
  expect(refused).toMatchObject({
    status: 400,
    body: {
      type: 'epcisException:QueryParameterException',
      code: 'QUERY_PARAMETER',
      facts: { parameter: expect.any(String) },
    },
  });
  expect(refused.body.detail).toContain(hint);
});

describe('what sensors and scales say', () => {
  const device = 'urn:epc:id:giai:4000001.111';
  const measured = event({
    eventTime: '2026-01-07T00:00:00Z',
    action: 'OBSERVE',
    bizStep: 'inspecting',
    quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.012345.L1', quantity: 12.5, uom: 'KGM' }],
    sensorElementList: [
      {
        sensorMetadata: {
          deviceID: device,
          startTime: '2026-01-06T10:00:00+02:00',
          endTime: '2026-01-06T20:00:00Z',
        },
        sensorReport: [
          { type: 'Temperature', value: 21.5, minValue: -3, uom: 'CEL' },
          { type: 'Temperature', value: 70, uom: 'FAH' },
          {
            type: 'MolarMass',
            percRank: 90,
            stringValue: 'high',
            booleanValue: true,
            hexBinaryValue: 'f05A',
          },
        ],
      },
    ],
  });
  let own: Server;
  beforeAll(async () => {
    own = await openServer();
    expect(await own.capture('plant', documentOf(measured, event()))).toMatchObject({
      success: true,
      recorded: { new: 2 },
    });
  });
  afterAll(() => own.close());

  test.each([
    ['EXISTS_sensorElementList=true', 1],
    ['EQ_type=Temperature', 1],
    [`EQ_type=${q('https://gs1.org/voc/Temperature')}|Speed`, 1],
    ['EQ_type=Speed', 0],
    [`EQ_deviceID=${q(device)}`, 1],
    [`EQ_deviceID=${q('https://id.gs1.org/8004/4000001111')}`, 1],
    ['GE_value_CEL=21.5&LE_value_CEL=21.5', 1],
    ['GT_value_CEL=21.5', 0],
    ['GE_value_FAH=70', 1],
    ['GE_value_KEL=0', 0],
    ['EQ_value_CEL=3|21.5', 1],
    ['LT_minValue_CEL=-2.9', 1],
    ['LT_minValue_CEL=-3', 0],
    ['EQ_percRank=90', 1],
    ['EQ_quantity=12.5', 1],
    ['GE_quantity=10&LT_quantity=13', 1],
    ['GT_quantity=12.5', 0],
    ['EQ_stringValue=high', 1],
    ['EQ_booleanValue=true', 1],
    ['EQ_booleanValue=false', 0],
    ['EQ_hexBinaryValue=F05a', 1],
    ['GE_startTime=2026-01-06T08:00:00Z', 1],
    ['LT_startTime=2026-01-06T08:00:00Z', 0],
    ['LT_endTime=2026-01-06T20:00:01Z', 1],
    ["EQ_value_CEL'--=1", 0],
  ])('events?%s', async (query, count) => {
    const answered = await own.ask('plant', `GET /epcis/events?${query}`);
    expect([answered.status, eventsIn(answered).length]).toEqual([200, count]);
  });

  test.each([
    'GE_value_CEL=warm',
    'GE_value_CEL=1|2',
    'EQ_quantity=',
    'GE_value_=1',
    'GE_value=1',
    'GE_quantity_KGM=1',
  ])('events?%s is refused', async (query) => {
    expect(await own.ask('plant', `GET /epcis/events?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'QUERY_PARAMETER' },
    });
  });

  test('a named query may hold numbers', async () => {
    const query = { GE_value_CEL: 20, EQ_quantity: [12.5, 13] };
    expect(await own.ask('plant', 'POST /epcis/queries', { name: 'warm', query })).toMatchObject({
      status: 201,
    });
    expect(eventsIn(await own.ask('plant', 'GET /epcis/queries/warm/events'))).toHaveLength(1);
  });
});

test('more events than the caller can bear are refused', async () => {
  expect(await get('/events?maxEventCount=5')).toMatchObject({ status: 200 });
  expect(await get('/events?maxEventCount=4')).toMatchObject({
    status: 413,
    body: { type: 'epcisException:QueryTooLargeException' },
  });
});

test('pages follow one another without gap or repetition, also when events are added meanwhile', async () => {
  for (const order of ['', '&orderBy=eventTime&orderDirection=ASC', '&orderBy=recordTime']) {
    const pages: string[] = [];
    let next: string | undefined = `/events?perPage=2&LT_eventTime=2026-01-10T00:00:00Z${order}`;
    while (next) {
      const page = await get(next);
      pages.push(...eventsIn(page).map(nameOf));
      next = /<\/epcis(.+)>; rel="next"/.exec(page.headers.get('Link') ?? '')?.[1];
      expect(page.headers.get('GS1-Next-Page-Token-Expires') !== null).toBe(next !== undefined);
      await server.capture('plant', documentOf(event()));
    }
    expect(pages.toSorted()).toEqual(Object.keys(all).toSorted());
  }
});

test('a token of one query does not open another', async () => {
  const page = await get('/events?perPage=1&EQ_action=ADD');
  const token = /nextPageToken=([^>&]+)/.exec(page.headers.get('Link') ?? '')?.[1];
  expect(await get(`/events?perPage=1&EQ_action=OBSERVE&nextPageToken=${token}`)).toMatchObject({
    status: 400,
  });
  expect(await get(`/events?perPage=1&EQ_action=ADD&nextPageToken=${token}`)).toMatchObject({ status: 200 });
});

test('a limit holds over all pages together', async () => {
  const first = await get(
    '/events?perPage=2&orderBy=eventTime&eventCountLimit=3&LT_eventTime=2026-01-10T00:00:00Z',
  );
  const next = /<\/epcis(.+)>/.exec(first.headers.get('Link') ?? '')?.[1] ?? '';
  const second = await get(next);
  expect([eventsIn(first).length, eventsIn(second).length]).toEqual([2, 1]);
  expect(second.headers.get('Link')).toBeNull();
});

test('an event is read by the id it was captured with, and by its hash', async () => {
  const [one] = eventsIn(await get('/events/urn:uuid:9f4a2b6e-0000-4000-8000-000000000001'));
  expect(one).toMatchObject(JSON.parse(JSON.stringify(seen)));
  const [hashed] = eventsIn(await get(`/epcs/${q(serial('C1'))}/events`));
  expect(hashed.eventID).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/);
  expect(eventsIn(await get(`/events/${q(hashed.eventID)}`))).toEqual([hashed]);
  expect(await found(`EQ_eventID=${q(hashed.eventID)}`)).toBe('turned');
  expect(await get('/events/urn:uuid:nothing')).toMatchObject({ status: 404 });
});

test('an event that was declared wrong is told as captured and once more with its declaration', async () => {
  const [listed] = eventsIn(await get('/events?EXISTS_errorDeclaration=true'));
  expect(listed.errorDeclaration).toEqual(declaration);
  const both = eventsIn(await get(`/events/${q(listed.eventID)}`));
  expect(both.map((one: { errorDeclaration?: unknown }) => one.errorDeclaration)).toEqual([
    undefined,
    declaration,
  ]);
});

test('resources list the vocabulary and what was captured, and lead to the events', async () => {
  expect((await get('')).body.member).toEqual([
    'capture',
    'events',
    'queries',
    'eventTypes',
    'epcs',
    'bizSteps',
    'bizLocations',
    'readPoints',
    'dispositions',
  ]);
  expect((await get('/bizSteps?perPage=100')).body).toMatchObject({
    type: 'Collection',
    member: expect.arrayContaining(['accepting', 'void_shipping']),
  });
  expect((await get('/dispositions?perPage=2')).body.member).toEqual(['active', 'available']);
  expect((await get('/eventTypes')).body.member).toHaveLength(5);
  expect((await get('/readPoints')).body.member).toEqual(['https://id.gs1.org/414/4012345000023/254/gate']);
  expect((await get('/epcs?perPage=100')).body.member).toEqual(
    expect.arrayContaining([link('A1'), link('D1')]),
  );
  expect((await get('/bizSteps/packing')).body.member).toEqual(['events']);
  expect(eventsIn(await get('/bizSteps/packing/events')).map(nameOf)).toEqual(['packed']);
  expect(eventsIn(await get('/eventTypes/TransformationEvent/events')).map(nameOf)).toEqual(['turned']);
  expect(eventsIn(await get(`/epcs/${q(link('A1'))}/events?EQ_action=OBSERVE`)).map(nameOf)).toEqual([
    'seen',
  ]);
  expect(eventsIn(await get('/dispositions/conformant/events')).map(nameOf)).toEqual(['seen']);
  expect(eventsIn(await get('/bizSteps/shipping/events'))).toEqual([]);
  for (const path of ['/bizSteps/teleporting', `/epcs/${q(serial('none'))}/events`, '/readPoints/urn:x:y'])
    expect(await get(path)).toMatchObject({ status: 404 });
  expect(await get('/bizSteps/packing/events?EQ_bizStep=packing')).toMatchObject({ status: 400 });
});

test('a list of names comes in pages that miss none', async () => {
  const names: string[] = [];
  let next: string | undefined = '/bizSteps?perPage=7';
  while (next) {
    const page = await get(next);
    names.push(...page.body.member);
    next = /<\/epcis(.+)>; rel="next"/.exec(page.headers.get('Link') ?? '')?.[1];
  }
  expect(names).toHaveLength(41);
  expect(new Set(names).size).toBe(41);
});

test('a query is kept under a name until its maker removes it', async () => {
  const body = { name: 'packed', query: { eventType: ['AggregationEvent'], EQ_bizStep: ['packing'] } };
  const created = await server.ask('plant', 'POST /epcis/queries', body);
  expect([created.status, created.headers.get('Location')]).toEqual([201, '/epcis/queries/packed']);
  expect(await server.ask('plant', 'POST /epcis/queries', body)).toMatchObject({ status: 409 });
  expect((await get('/queries')).body).toEqual([body]);
  expect((await get('/queries/packed')).body).toEqual(body);
  const answered = await server.ask('auditor', 'GET /epcis/queries/packed/events');
  expect(eventsIn(answered).map(nameOf)).toEqual(['packed']);
  expect(answered.body.epcisBody.queryResults.queryName).toBe('packed');
  expect(await server.ask('auditor', 'DELETE /epcis/queries/packed')).toMatchObject({ status: 403 });
  expect(await server.ask('plant', 'DELETE /epcis/queries/packed')).toMatchObject({ status: 204 });
  expect(await get('/queries/packed/events')).toMatchObject({
    status: 404,
    body: { type: 'epcisException:NoSuchNameException' },
  });
  const bad = { name: 'bad', query: { EQ_colour: ['red'] } };
  expect(await server.ask('plant', 'POST /epcis/queries', bad)).toMatchObject({ status: 400 });
});

test('who may not read parts on the ledger does not read the copy', async () => {
  for (const path of [
    '/events',
    '/events/urn:x:y',
    '/epcs',
    `/epcs/${q(serial('A1'))}/events`,
    '/queries',
    '/bizSteps/packing',
  ])
    expect(await server.ask('desk', `GET /epcis${path}`)).toMatchObject({
      status: 403,
      body: { type: 'epcisException:SecurityException' },
    });
  const { on } = await server.network.world.be('registry/registrar', 'registrar');
  await on.member.register({ member: 'registry/auditor', role: 'auditor' });
  await on.member.suspend({ party: 'registry/auditor' });
  expect(await server.ask('auditor', 'GET /epcis/events')).toMatchObject({
    status: 403,
    body: { code: 'SUSPENDED' },
  });
});

test('every answer says its versions, and others are not acceptable', async () => {
  const answered = await get('/events');
  expect(answered.headers.get('GS1-EPCIS-Version')).toBe('2.0.0');
  expect(answered.headers.get('GS1-CBV-Version')).toBe('2.0.0');
  expect((await get('/nothing')).status).toBe(404);
  for (const headers of [
    { 'GS1-EPCIS-Min': '2.1' },
    { 'GS1-EPCIS-Max': '1.2' },
    { 'GS1-CBV-Version': '1.2' },
    { Accept: 'application/xml' },
  ])
    expect(await get('/events', headers)).toMatchObject({
      status: 406,
      body: { type: 'epcisException:NotAcceptableException' },
    });
  for (const headers of [{ 'GS1-EPCIS-Min': '1.2', 'GS1-EPCIS-Max': '2.0' }, { 'GS1-EPCIS-Version': '2.0' }])
    expect(await get('/events', headers)).toMatchObject({ status: 200 });
});

test('EPCs are written as links when the caller asks for it, and the event keeps its hash', async () => {
  const [plain] = eventsIn(await get(`/epcs/${q(serial('C1'))}/events`));
  const answered = await get(`/epcs/${q(serial('C1'))}/events`, {
    'GS1-EPC-Format': 'Always_GS1_Digital_Link',
  });
  const [linked] = eventsIn(answered);
  expect([plain.outputEPCList, linked.outputEPCList]).toEqual([[serial('C1')], [link('C1')]]);
  expect(linked.inputQuantityList[0].epcClass).toBe('https://id.gs1.org/01/04012345123456/10/L1');
  expect(answered.headers.get('GS1-EPC-Format')).toBe('Always_GS1_Digital_Link');
  const { '@context': context } = answered.body;
  const { '@context': _own, recordTime: _at, ...again } = linked;
  expect(await server.ask('plant', 'POST /epcis/events', { ...again, '@context': context })).toMatchObject({
    status: 409,
  });
  expect(await get('/events', { 'GS1-EPC-Format': 'Always_EPC_URN' })).toMatchObject({ status: 406 });
});

test('OPTIONS tells what an address takes', async () => {
  const { status, headers } = await server.ask('plant', 'OPTIONS /epcis/capture');
  expect([status, headers.get('Allow')]).toEqual([204, 'OPTIONS, GET, POST']);
  for (const name of [
    'GS1-EPCIS-Min',
    'GS1-CBV-Max',
    'GS1-EPCIS-Capture-Limit',
    'GS1-Capture-Error-Behaviour',
  ])
    expect(headers.get(name)).not.toBeNull();
  expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
  expect((await server.ask('plant', 'OPTIONS /epcis/events/x')).headers.get('Allow')).toBe('OPTIONS, GET');
  expect(await server.ask('plant', 'DELETE /epcis/events')).toMatchObject({ status: 405 });
});

(published ? describe : describe.skip)('the published documents (skipped where they are absent)', () => {
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
  const accepts = ajv.compile(published ? vector('EPCIS-JSON-Schema.json') : {});
  const complaints = (document: unknown) => (accepts(document) ? [] : accepts.errors);

  test.each(['epcisDocWithSingleEvent', 'epcisDocWithVariousEventTypes', 'ReferenceEventHashAlgorithm'])(
    '%s goes in and comes out under its published hashes, in an answer that satisfies the published schema',
    async (name) => {
      const own = await openServer();
      const document = vector(`${name}.jsonld`);
      const hashes = readFileSync(join(vectors, `${name}.hashes`), 'utf8')
        .trim()
        .split('\n');
      const job = await own.capture('plant', document);
      expect(job).toMatchObject({ success: true, errors: [] });
      expect(job.recorded.new + job.recorded.exists).toBe(hashes.length);
      for (const headers of [{}, { 'GS1-EPC-Format': 'Always_GS1_Digital_Link' }]) {
        const answered = await own.ask(
          'plant',
          'GET /epcis/events?perPage=100',
          undefined,
          headers as Record<string, string>,
        );
        expect(complaints(answered.body)).toEqual([]);
        expect(eventsIn(answered)).toHaveLength(new Set(hashes).size);
      }
      for (const hash of hashes) {
        const one = await own.ask('plant', `GET /epcis/events/${q(hash.trim())}`);
        expect(one.status).toBe(200);
        expect(complaints(one.body)).toEqual([]);
      }
      await own.close();
    },
  );

  test('answers about all kinds of events satisfy the published schema', async () => {
    expect(complaints((await get('/events?perPage=100')).body)).toEqual([]);
  });
});

test('T18, EPCIS 2.0 §12: a prefix of a field is declared by GS1-Extensions, or by the query itself', async () => {
  const headers = { 'GS1-Extensions': 'mine=https://ext.example.org/' };
  const answered = await get('/events?EQ_mine:colour=red', headers);
  expect(eventsIn(answered).map(nameOf)).toEqual(['wrong']);
  expect(eventsIn(await get('/events?EQ_mine:colour=red'))).toEqual([]);
  expect((await get('/events?EQ_mine:colour=red', { 'GS1-Extensions': 'mine' })).body.code).toBe(
    'NOT_ACCEPTABLE',
  );
});
