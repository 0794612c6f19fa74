import { epcisEvent } from '../../../chaincode/src/part/epcis/event';
import { preHashOf } from '../../../chaincode/src/part/epcis/hash';
import { namespacesOf } from '../../../chaincode/src/part/epcis/namespace';
import { programPreHashOf } from '../../../chaincode/src/part/epcis/program';

// The texts on the right are what epcis_event_hash_generator 1.9 itself printed for these events.

const context = [
  'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  { ext: 'https://ext.example.org/' },
];
const event = epcisEvent.parse({
  ...{ type: 'ObjectEvent', eventTime: '2026-03-01T10:00:00.0005+00:00', eventTimeZoneOffset: '+00:00' },
  epcList: ['urn:epc:id:sgtin:4012345.011111.9876'],
  ...{ action: 'ADD', bizStep: 'commissioning', disposition: 'active' },
  quantityList: [
    { epcClass: 'urn:epc:class:lgtin:4012345.012345.L1', quantity: 0.1 },
    { epcClass: 'urn:epc:class:lgtin:4012345.012345.L2', quantity: 1e23 },
  ],
  ilmd: {
    'cbvmda:lotNumber': '007',
    'ext:lot': 'L7',
    'ext:flag': true,
    'ext:tiny': '0.00001',
    'ext:long': '12345678901234567890',
    'ext:exp': '1e3',
    'ext:under': '1_000',
  },
  'rdfs:comment': 'x',
  'ext:nothing': null,
  'ext:inner': { 'ext:a': '1', 'ext:b': '2.50' },
  'ext:list': ['b', 'a'],
  'ext:empty': '',
});
const declared = namespacesOf(context);
const EXT = '{https://ext.example.org/}';

test('I10, RalphTro/epcis-event-hash-generator: the text of the program, to compare with a partner who uses it', () => {
  expect(programPreHashOf(event, declared)).toBe(
    [
      'eventType=ObjectEvent',
      'eventTime=2026-03-01T10:00:00.000Z',
      'eventTimeZoneOffset=+00:00',
      'epcListepc=https://id.gs1.org/01/04012345111118/21/9876',
      'quantityListquantityElementepcClass=https://id.gs1.org/01/04012345123456/10/L1',
      'quantity=0.1',
      'quantityElementepcClass=https://id.gs1.org/01/04012345123456/10/L2',
      'quantity=99999999999999991611392',
      'action=ADD',
      'bizStep=https://ref.gs1.org/cbv/BizStep-commissioning',
      'disposition=https://ref.gs1.org/cbv/Disp-active',
      'ilmdcbvmda:lotNumber=7',
      `${EXT}exp=1000`,
      `${EXT}flag=True`,
      `${EXT}long=12345678901234567168`,
      `${EXT}lot=L7`,
      `${EXT}tiny=1e-05`,
      `${EXT}under=1000`,
      `${EXT}empty`,
      `${EXT}inner${EXT}a=1`,
      `${EXT}b=2.5`,
      `${EXT}list=a`,
      `${EXT}list=b`,
      `${EXT}nothing=None`,
    ].join(''),
  );
});

test('I10: and the standard’s, which the ledger keeps events by', () => {
  const text = preHashOf(event, declared);
  for (const part of [
    'eventTime=2026-03-01T10:00:00.001Z',
    '{urn:epcglobal:cbv:mda:}lotNumber=7',
    'quantity=100000000000000000000000',
    'flag=true',
    'long=12345678901234567890',
    'tiny=0.00001',
    'nothing=null',
  ])
    expect(text).toContain(part);
});

test('I10: a prefix that the document declares is written out by the program too', () => {
  const own = namespacesOf([...context, { cbvmda: 'urn:epcglobal:cbv:mda:' }]);
  expect(programPreHashOf(event, own)).toContain('{urn:epcglobal:cbv:mda:}lotNumber=7');
});

test.each([
  ['2026-03-01T10:00:00.0015+00:00', '2026-03-01T10:00:00.002Z'],
  ['2026-03-01T10:00:00.0025+00:00', '2026-03-01T10:00:00.002Z'],
  ['2026-03-01T10:00:00.00149999+00:00', '2026-03-01T10:00:00.001Z'],
])('I10: of %s the program makes %s', (eventTime, written) => {
  expect(programPreHashOf(epcisEvent.parse({ ...event, eventTime }), declared)).toContain(
    `eventTime=${written}`,
  );
});
