import { createHash } from 'node:crypto';
import { openWorld } from '@roadbook/ledger';
import { commission, inspect, pack, receive, ship, transform } from './yard';

const link = (serial: string, host = 'https://id.gs1.org') => `${host}/01/04012345111118/21/${serial}`;
const urn = (serial: string) => `urn:epc:id:sgtin:4012345.011111.${serial}`;
const PREFIX = { prefix: '4012345', party: 'manufacturer/bolts', company: 'Bolts GmbH' };

const open = async () => {
  const world = await openWorld();
  return {
    ...world,
    maker: await world.be('manufacturer/bolts', 'supplier'),
    dealer: await world.be('lender/dealer', 'dealer'),
    registrar: await world.be('registry/registrar', 'registrar'),
  };
};

describe('whatever it is spelled like', () => {
  test.each([
    ['I1: DigitalLinkDocs#13', link('ABC'), link('ABC', 'HTTPS://ID.GS1.ORG')],
    ['I1: a URN in capitals', urn('ABC'), 'URN:EPC:id:sgtin:4012345.011111.ABC'],
    ['I2: an unescaped +', urn('A%2BB'), link('A+B', 'https://parts.example')],
    ['I2: an escaped letter', link('%41BC'), link('ABC')],
    ['I2: small hexadecimal', link('A%2fB'), link('A%2FB')],
    [
      'I3: a UUID',
      'urn:uuid:374D95FC-9457-4A51-BD6A-0BBA133845A8',
      'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
    ],
    ['RFC 3986: a web address', 'HTTP://Parts.example:80/seat/%7e1', 'http://parts.example/seat/~1'],
  ])('%s: it is one thing to capture, custody, queries and the same event', async (_, one, other) => {
    const { maker, dealer } = await open();
    const born = commission(one);
    await maker.on.part.capture({ event: born });
    expect(await maker.on.part.capture({ event: { ...born, epcList: [other] } })).toMatchObject({
      recorded: 'exists',
    });
    await expect(dealer.on.part.capture({ event: ship(other) })).rejects.toMatchObject({
      code: 'NOT_IN_CUSTODY',
    });
    await maker.on.part.capture({ event: ship(other), to: 'lender/dealer' });
    await dealer.on.part.capture({ event: receive(one) });
    const read = await dealer.on.part.read({ epc: one });
    expect(read).toMatchObject({ events: 3, flags: [], state: { custodian: 'lender/dealer' } });
    expect(await dealer.on.part.read({ epc: other })).toEqual(read);
    expect((await dealer.on.part.listEvents({ epc: other })).items).toHaveLength(3);
  });

  test.each([
    ['I1: DigitalLinkDocs#13', link('ABC', 'HTTPS://ID.GS1.ORG')],
    ['I1: a URN in capitals', 'URN:EPC:id:sgtin:4012345.011111.ABC'],
    ['I2: an unescaped character', link('A+B', 'https://parts.example')],
    ['I2: an escaped digit', 'https://a.example/01/%304012345111118/21/ABC'],
    ['I2: an escaped digit in a URN', 'urn:epc:id:sgtin:40123%345.011111.ABC'],
    ['another length of the prefix', 'urn:epc:id:sgtin:401234.0511111.ABC'],
    ['a pallet', 'urn:epc:id:sscc:4012345.3111111111'],
    ['an asset with a path', 'https://A.example/de/8004/4012345XYZ%2B'],
    ['a URN that TDS does not know', 'urn:epc:id:sgtin:4012345.11111.ABC'],
  ])('%s: a stranger does not commission it under a registered prefix', async (_, spelling) => {
    const { maker, dealer, registrar } = await open();
    await registrar.on.part.registerPrefix(PREFIX);
    for (const event of [
      commission(spelling),
      transform(['urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8'], [spelling]),
    ])
      await expect(dealer.on.part.capture({ event })).rejects.toMatchObject({ code: 'PREFIX_OF_ANOTHER' });
    expect(await maker.on.part.capture({ event: commission(spelling) })).toMatchObject({ recorded: 'new' });
  });

  test('I1: the same thing as child and parent, or twice in one event, is one', async () => {
    const { maker } = await open();
    await maker.on.part.capture({ event: commission(urn('A'), link('A', 'HTTPS://id.gs1.org')) });
    expect((await maker.on.part.read({ epc: urn('A') })).events).toBe(1);
    await expect(
      maker.on.part.capture({ event: pack(urn('A'), link('A', 'http://b.example')) }),
    ).rejects.toMatchObject({ code: 'PARENT_IN_ITSELF' });
  });
});

test.each([
  ['I4: gs1/EPCIS#192', 'https://id.gs1.org/21/W1/01/10614141000019'],
  ['I4: a lot before its GTIN', 'https://id.gs1.org/lot/W1/gtin/10614141000019'],
  ['a serial before its lot', 'https://id.gs1.org/01/10614141000019/21/W1/10/L'],
  ['a serial in the query', 'https://id.gs1.org/01/10614141000019?21=W1'],
])('%s: %s is refused and makes no thing of its class', async (_, spelling) => {
  const { maker } = await open();
  for (const event of [
    commission(spelling),
    inspect(spelling),
    pack('urn:epc:id:sscc:4012345.3111111111', spelling),
  ])
    await expect(maker.on.part.capture({ event })).rejects.toMatchObject({ code: 'LINK_MALFORMED' });
  const lots = { ...commission(), epcList: [], quantityList: [{ epcClass: spelling, quantity: 1 }] };
  await expect(maker.on.part.capture({ event: lots })).rejects.toMatchObject({ code: 'LINK_MALFORMED' });
  for (const epc of [spelling, 'https://id.gs1.org/01/10614141000019'])
    await expect(maker.on.part.read({ epc })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

describe('the id of an event', () => {
  test('I5: CBV 2.0 §8.9, that is the hash of another event is kept, marked, and found by its own hash alone', async () => {
    const { maker } = await open();
    const first = await maker.on.part.capture({ event: commission(urn('A')) });
    const claiming = { ...commission(urn('B')), eventID: first.eventId };
    const second = await maker.on.part.capture({ event: claiming });
    expect(second.eventId).not.toBe(first.eventId);
    const { event } = await maker.on.part.readEvent({ eventId: first.eventId });
    expect(event.event).toMatchObject({ epcList: [urn('A')] });
    expect(event).not.toHaveProperty('wrongEventID');
    const read = await maker.on.part.readEvent({ eventId: second.eventId });
    expect(read.event).toMatchObject({ wrongEventID: true, event: { eventID: first.eventId } });
    expect((await maker.on.part.listEvents({ epc: urn('B') })).items[0]).toMatchObject({
      wrongEventID: true,
    });
  });

  test('that is its own hash, or a hash of another kind, is not marked', async () => {
    const { maker } = await open();
    const event = commission(urn('A'));
    const { eventId } = await maker.on.part.capture({ event });
    const other = inspect(urn('A'));
    for (const [eventID, one] of [
      [eventId, event],
      [`ni:///sha-512;${'0'.repeat(64)}?ver=CBV2.0`, other],
    ] as const) {
      await maker.on.part.capture({ event: { ...one, eventID } });
      const { items } = await maker.on.part.listEvents({ epc: urn('A') });
      expect(items[0]).not.toHaveProperty('wrongEventID');
    }
  });
});

describe('I6: two events with one hash that differ as captured are two', () => {
  const lot = (value: unknown) => ({ 'ex:lot': value });
  const context = { ex: 'https://ns.example.com/' };
  test.each([
    ['007', '7'],
    ['7.0', '7'],
    ['+7', '7'],
    [' 7', '7'],
  ])('a lot %j and a lot %j', async (one, other) => {
    const { maker } = await open();
    const event = inspect(urn('A'));
    const [first, second] = [
      { ...event, ...lot(one) },
      { ...event, ...lot(other) },
    ];
    const { eventId } = await maker.on.part.capture({ event: first, context });
    const answer = await maker.on.part.capture({ event: second, context });
    expect(answer.recorded).toBe('new');
    expect(answer.eventId).not.toBe(eventId);
    for (const [again, id] of [
      [first, eventId],
      [second, answer.eventId],
    ] as const)
      expect(await maker.on.part.capture({ event: again, context })).toMatchObject({
        recorded: 'exists',
        eventId: id,
      });
    const { items } = await maker.on.part.listEvents({ epc: urn('A') });
    expect(items.map((item) => item.event['ex:lot'])).toEqual([other, one]);
    expect(items.map((item) => item.wrongEventID)).toEqual([undefined, undefined]);
  });

  test('and one that is only written otherwise exists: order, prefix, number as text', async () => {
    const { maker } = await open();
    const event = { ...inspect(urn('A'), urn('B')), ...lot(7) };
    await maker.on.part.capture({ event, context });
    const other = { ...event, epcList: [urn('B'), link('A')], 'x:lot': '7', 'ex:lot': undefined };
    const again = JSON.parse(JSON.stringify(other)) as typeof event;
    expect(
      await maker.on.part.capture({ event: again, context: { x: 'https://ns.example.com/' } }),
    ).toMatchObject({
      recorded: 'exists',
    });
  });
});

describe('on a ledger that was founded when ids were read otherwise', () => {
  const OLD = 'HTTPS://ID.GS1.ORG/01/04012345111118/21/ABC';
  const event = {
    type: 'ObjectEvent' as const,
    eventTime: '2026-03-01T00:00:01.000+00:00',
    eventTimeZoneOffset: '+00:00',
    action: 'ADD' as const,
    bizStep: 'commissioning' as const,
    epcList: [OLD],
  };
  const at = '2026-03-02T08:00:00.000Z';
  const preHash =
    'eventType=ObjectEventeventTime=2026-03-01T00:00:01.000ZeventTimeZoneOffset=+00:00epcListepc=' +
    `${OLD}action=ADDbizStep=https://ref.gs1.org/cbv/BizStep-commissioning`;
  const hash = createHash('sha256').update(preHash).digest('hex');
  const by = 'manufacturer/bolts';
  const state = { custodian: by, maker: by, madeBy: hash, setBy: hash, status: 'active' };
  const records = [
    ['epcis-event', hash, { at, by, hash, type: 'ObjectEvent', namespaces: {}, eventAt: '2026-03-01T00:00:01.000Z',
      event: JSON.stringify(event), touches: [{ epc: OLD, changed: true }] }],
    ['part', OLD, { epc: OLD, events: 1, flags: [], generation: 0, lastEvent: hash, state }],
  ] as const; // biome-ignore format: two records as they stood

  const found = async () => {
    const world = await open();
    for (const [kind, id, record] of records)
      world.ledger.world.state.set(`\u0000${kind}\u0000${id}\u0000`, {
        value: Buffer.from(JSON.stringify({ kind, v: 1, made: '0'.repeat(64), updatedAt: at, record })),
        version: '1.0',
      });
    return world;
  };

  test('a thing is found under the spelling with which it was captured, with its events', async () => {
    const { maker } = await found();
    expect((await maker.on.part.read({ epc: OLD })).state.maker).toBe(by);
    expect((await maker.on.part.listEvents({ epc: OLD })).items).toHaveLength(1);
    const { document } = await maker.on.part.exportEvents({ epc: OLD });
    expect(document.epcisBody.eventList[0]).toMatchObject({ epcList: [OLD] });
  });

  test('the same event exists, and the thing goes on under its key', async () => {
    const { maker, dealer } = await found();
    expect(await maker.on.part.capture({ event })).toEqual({
      eventId: `ni:///sha-256;${hash}?ver=CBV2.0`,
      recorded: 'exists',
      raised: [],
    });
    await maker.on.part.capture({ event: ship(OLD), to: 'lender/dealer' });
    await dealer.on.part.capture({ event: receive(OLD) });
    expect(await dealer.on.part.read({ epc: OLD })).toMatchObject({ epc: OLD, events: 3, flags: [] });
  });
});
