import fc from 'fast-check';
import { canonicalDecimal, decimalOf } from '../../../chaincode/src/part/epcis/decimal';
import { type EpcisEvent, epcisEvent } from '../../../chaincode/src/part/epcis/event';
import { namespacesOf, usedNamespaces } from '../../../chaincode/src/part/epcis/namespace';
import { byCodePoint } from '../../../chaincode/src/part/epcis/codepoint';
import { eventHash, preHashOf, areEqual } from '../../../chaincode/src/part/epcis/hash';
import { toUtc } from '../../../chaincode/src/part/epcis/timestamp';
import { shuffled, someEvent } from './someevent';

const base = {
  type: 'ObjectEvent',
  eventTime: '2022-02-16T15:00:00.000+01:00',
  eventTimeZoneOffset: '+01:00',
  epcList: ['urn:epc:id:sgtin:4012345.011111.9876'],
  action: 'OBSERVE',
} as const;
const example = { example: 'https://ns.example.com/epcis/' };
const tail = (more: object, namespaces: Record<string, string> = example): string => {
  const [, found = ''] = preHashOf(epcisEvent.parse({ ...base, ...more }), namespaces).split(
    'action=OBSERVE',
  );
  return found;
};

describe('a time before hashing', () => {
  test.each([
    ['2023-02-02T11:04:03.1415Z', '2023-02-02T11:04:03.142Z'],
    ['2023-02-02T11:04:03.1414999Z', '2023-02-02T11:04:03.141Z'],
    ['2023-02-02T11:04:03.1425Z', '2023-02-02T11:04:03.143Z'],
    ['2023-12-31T23:59:59.9995Z', '2024-01-01T00:00:00.000Z'],
    ['2024-02-28T23:30:00-01:00', '2024-02-29T00:30:00.000Z'],
    ['2024-01-01T00:30:00.1+14:00', '2023-12-31T10:30:00.100Z'],
    ['2019-10-21T00:05:00-06:00', '2019-10-21T06:05:00.000Z'],
    ['not a time', 'not a time'],
    ['2023-02-30T11:04:03Z', '2023-02-30T11:04:03Z'],
  ])('%s is %s', (written, utc) => {
    expect(toUtc(written)).toBe(utc);
  });

  test('is the same whatever the offset it was written with', () => {
    const moment = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2100, 0, 1) });
    const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(moment, offset, (millis, minutes) => {
        const local = new Date(millis + minutes * 60_000).toISOString().slice(0, -1);
        const size = Math.abs(minutes);
        const zone = `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
        expect(toUtc(local + zone)).toBe(new Date(millis).toISOString());
      }),
    );
  });
});

describe('a number before hashing', () => {
  test.each([
    ['1.0', '1'],
    ['0.3434000', '0.3434'],
    ['+007.50', '7.5'],
    ['-0.0', '0'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['111100001111000011110000', '111100001111000011110000'],
    ['1e5', '1e5'],
    ['0x10', '0x10'],
    ['', ''],
    ['2019-10-21', '2019-10-21'],
  ])('"%s" is "%s"', (written, canonical) => {
    expect(canonicalDecimal(written)).toBe(canonical);
  });

  test.each([
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [-2.5e-9, '-0.0000000025'],
    [452.0, '452'],
    [0.1, '0.1'],
    [-0, '0'],
  ])('%d is %s', (number, text) => {
    expect(decimalOf(number)).toBe(text);
  });

  test('keeps its value', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) =>
        expect(Number(decimalOf(value))).toBe(value === 0 ? 0 : value),
      ),
    );
  });
});

test('texts are ordered by code point, as their UTF-8 bytes are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (left, right) => {
      expect(Math.sign(byCodePoint(left, right))).toBe(
        Math.sign(Buffer.compare(Buffer.from(left), Buffer.from(right))),
      );
    }),
  );
  expect(['\u{1f697}', '\uffee', 'a'].sort(byCodePoint)).toEqual(['a', '\uffee', '\u{1f697}']);
});

describe('the pre-hash text', () => {
  test('has the type before the business transaction and destinations before sources', () => {
    const text = tail({
      sourceList: [{ type: 'location', source: 'urn:x:s' }],
      destinationList: [{ type: 'location', destination: 'urn:x:d' }],
      bizTransactionList: [{ bizTransaction: 'urn:x:b' }, { bizTransaction: 'urn:x:a', type: 'po' }],
    });
    expect(text).toBe(
      'bizTransactionListbizTransaction=urn:x:btype=https://ref.gs1.org/cbv/BTT-pobizTransaction=urn:x:a' +
        'destinationListtype=https://ref.gs1.org/cbv/SDT-locationdestination=urn:x:dsourceListtype=https://ref.gs1.org/cbv/SDT-locationsource=urn:x:s',
    );
  });

  test('writes extensions with their namespace, inside the element that carries them', () => {
    const text = tail({
      readPoint: { id: 'urn:x:r', 'example:dock': '07.0' },
      'example:a': { 'example:c': [3, 1], 'example:b': true },
    });
    expect(text).toBe(
      'readPointid=urn:x:r{https://ns.example.com/epcis/}dock=7{https://ns.example.com/epcis/}a{https://ns.example.com/epcis/}b=true{https://ns.example.com/epcis/}c=1{https://ns.example.com/epcis/}c=3',
    );
  });

  test('leaves comments out', () => {
    expect(tail({ 'rdfs:comment': 'for people only' })).toBe('');
  });

  test('expands gs1 to https://gs1.org/voc/, for bare words and compact ones alike', () => {
    const report = (type: string) =>
      tail({ sensorElementList: [{ sensorReport: [{ type, value: 26.0, uom: 'CEL' }] }] });
    expect(report('Temperature')).toBe(
      'sensorElementListsensorElementsensorReporttype=https://gs1.org/voc/Temperaturevalue=26uom=CEL',
    );
    expect(report('gs1:Temperature')).toBe(report('Temperature'));
  });

  test('orders sensor fields by the standard and their reports by text', () => {
    const text = tail({
      sensorElementList: [
        {
          sensorReport: [
            {
              uom: 'CEL',
              type: 'Temperature',
              component: 'x',
              value: 5,
              time: '2022-02-16T14:05:00.0006+01:00',
            },
            { type: 'Speed', exception: 'ALARM_CONDITION' },
          ],
          sensorMetadata: { bizRules: 'urn:x:rules', deviceID: 'urn:epc:id:giai:4000001.111' },
        },
      ],
    });
    expect(text).toBe(
      'sensorElementListsensorElementsensorMetadatadeviceID=https://id.gs1.org/8004/4000001111bizRules=urn:x:rules' +
        'sensorReporttype=https://gs1.org/voc/Speedexception=https://gs1.org/voc/ALARM_CONDITION' +
        'sensorReporttype=https://gs1.org/voc/Temperaturetime=2022-02-16T13:05:00.001Zvalue=5component=https://ref.gs1.org/cbv/Comp-xuom=CEL',
    );
  });
});

const hash = (event: EpcisEvent) => eventHash(event, namespacesOf(event['@context']));

describe('the hash of an event', () => {
  test('does not depend on the order of members and of lists', () => {
    fc.assert(
      fc.property(someEvent, fc.nat(), (event, seed) =>
        expect(hash(shuffled(event, seed))).toBe(hash(event)),
      ),
    );
  });

  test('tells apart only events that say different things', () => {
    fc.assert(
      fc.property(someEvent, fc.nat(), (event, seed) => {
        const spaces = namespacesOf(event['@context']);
        expect(areEqual(shuffled(event, seed), spaces, event, spaces)).toBe(true);
        expect(areEqual({ ...event, 'urn:x:more': '1' }, spaces, event, spaces)).toBe(false);
      }),
    );
  });

  test('does not depend on when and under which id it was recorded, nor on its error declaration', () => {
    fc.assert(
      fc.property(someEvent, (event) => {
        const recorded = {
          ...event,
          eventID: 'urn:uuid:1',
          recordTime: '2026-01-01T00:00:00Z',
          errorDeclaration: { declarationTime: '2026-01-01T00:00:00Z' },
        };
        expect(hash(recorded)).toBe(hash(event));
      }),
    );
  });

  test('does not depend on the prefix that stands for a namespace', () => {
    const [one, other] = [
      { ...base, 'a:x': 'a:y' },
      { ...base, 'b:x': 'b:y' },
    ].map((event) => epcisEvent.parse(event));
    expect(eventHash(one as EpcisEvent, { a: 'urn:n:' })).toBe(
      eventHash(other as EpcisEvent, { b: 'urn:n:' }),
    );
  });

  test('changes with any field that says what happened', () => {
    const event = epcisEvent.parse(base);
    const others = [
      { action: 'ADD' },
      { bizStep: 'shipping' },
      { eventTimeZoneOffset: '+02:00' },
      { 'urn:x:f': '1' },
      { epcList: [] },
    ];
    const hashes = others.map((other) => hash(epcisEvent.parse({ ...base, ...other })));
    expect(new Set([hash(event), ...hashes]).size).toBe(others.length + 1);
  });
});

test('only the prefixes that an event uses are kept with it', () => {
  const declared = { ...example, other: 'urn:other:' };
  expect(usedNamespaces({ 'example:a': 'other:b' }, declared)).toEqual(declared);
  expect(usedNamespaces({ 'example:a': 'b' }, declared)).toEqual(example);
});
