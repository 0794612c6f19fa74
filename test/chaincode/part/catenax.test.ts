import {
  catenaNamespaces,
  commissioningOf,
  type SerialPart,
  serialPart,
  serialPartOf,
} from '../../../chaincode/src/part/catenax/serialpart';
import { associationsOf, type BomAsBuilt, bomAsBuilt, bomOf } from '../../../chaincode/src/part/catenax/bom';
import { bpna } from '../../../chaincode/src/part/catenax/number';
import { epcisEvent } from '../../../chaincode/src/part/epcis/event';
import { openWorld } from '@roadbook/ledger';

const gearbox = 'urn:uuid:580d3adf-1981-44a0-a214-13d6ceed9379';
const wheel = 'urn:uuid:0733946c-59c6-41ae-9570-cb43a6e4c79e';
const part: SerialPart = {
  catenaXId: gearbox,
  localIdentifiers: [
    { key: 'manufacturerId', value: 'BPNL7588787849VQ' },
    { key: 'partInstanceId', value: 'SN12345678' },
    { key: 'customKey:line', value: '7' },
  ],
  manufacturingInformation: {
    date: '2026-02-04T14:48:54.709+01:00',
    country: 'HUR',
    sites: [{ catenaXsiteId: 'BPNS1234567890ZZ', function: 'production' }],
  },
  partTypeInformation: {
    manufacturerPartId: '123-0.740-3434-A',
    nameAtManufacturer: 'Gearbox',
    partClassification: [{ classificationStandard: 'GIN 20510-21513', classificationID: '1004712' }],
  },
};
const bom: BomAsBuilt = {
  catenaXId: gearbox,
  childItems: [
    {
      catenaXId: wheel,
      quantity: { value: 1, unit: 'unit:piece' },
      businessPartner: 'BPNL50096894aNXY',
      hasAlternatives: false,
      createdOn: '2026-02-03T14:48:54.709Z',
      lastModifiedOn: '2026-02-03T14:48:54.709Z',
    },
    {
      catenaXId: 'urn:uuid:a79e1f5f-5aea-4a83-9d7b-a8ee1b4a0b63',
      quantity: { value: 0.25, unit: 'unit:litre' },
      businessPartner: 'BPNL50096894aNXY',
      hasAlternatives: true,
      createdOn: '2026-02-03T15:48:54+01:00',
    },
  ],
};

test('a serialised part becomes a commissioning event and comes back', () => {
  const event = commissioningOf(serialPart.parse(part));
  expect(epcisEvent.parse(event)).toEqual(event);
  expect(serialPartOf(event)).toEqual(part);
});

test('a bill of material becomes association events and comes back', () => {
  const events = associationsOf(bomAsBuilt.parse(bom));
  for (const event of events) expect(epcisEvent.safeParse(event).success).toBe(true);
  const told = bomOf(
    gearbox,
    events.map((event) => ({ event, namespaces: catenaNamespaces })),
  );
  expect(told?.childItems.map(({ catenaXId }) => catenaXId)).toEqual([bom.childItems[1]?.catenaXId, wheel]);
  expect(told?.childItems).toEqual(expect.arrayContaining(bom.childItems));
});

test('the prefix under which the namespace was declared does not matter', () => {
  const event = JSON.parse(JSON.stringify(commissioningOf(part)).replaceAll('cxpart:', 'other:'));
  expect(serialPartOf(event, { other: catenaNamespaces.cxpart ?? '' })).toEqual(part);
});

test.each([
  ['BPNA0000000000XX', true],
  ['BPNL0000000000XX', false],
  ['BPNA0000000000X', false],
])('%s as an address number: %s', (number, holds) => {
  expect(bpna.safeParse(number).success).toBe(holds);
});

test('what was captured from Catena-X is exported to Catena-X', async () => {
  const { be } = await openWorld();
  const maker = await be('manufacturer/gears', 'supplier');
  const events = [commissioningOf(part), ...associationsOf(bom)];
  await maker.on.part.captureMany({
    items: events.map((event) => ({ event, context: catenaNamespaces as Record<string, string> })),
  });
  const auditor = await be('registry/audit', 'auditor');
  expect(await auditor.on.part.exportSerialPart({ epc: gearbox })).toEqual(part);
  expect((await auditor.on.part.exportBom({ epc: gearbox })).childItems).toEqual(
    expect.arrayContaining(bom.childItems),
  );
});

test('a part without Catena-X master data is refused with NOT_CATENA', async () => {
  const { be } = await openWorld();
  const maker = await be('manufacturer/gears', 'supplier');
  const event = {
    type: 'ObjectEvent',
    eventTime: '2026-03-01T10:00:00Z',
    eventTimeZoneOffset: '+00:00',
    action: 'ADD',
    epcList: ['urn:x:a'],
  } as const;
  await maker.on.part.capture({ event: { ...event, epcList: ['urn:x:a'] } });
  await expect(maker.on.part.exportSerialPart({ epc: 'urn:x:a' })).rejects.toMatchObject({
    code: 'NOT_CATENA',
  });
});
