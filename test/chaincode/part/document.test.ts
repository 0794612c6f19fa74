import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { declarationOf, read, recordOf } from '../../../chaincode/src/part/rules/capture';
import { documentOf, eventOut } from '../../../chaincode/src/part/epcis/document';
import { type EpcisDocument, epcisDocument } from '../../../chaincode/src/part/epcis/envelope';
import { type EpcisEvent, epcisEvent } from '../../../chaincode/src/part/epcis/event';
import { namespacesOf } from '../../../chaincode/src/part/epcis/namespace';
import { decoded } from '../../../chaincode/src/kit/transaction/fit';
import { isUri } from '../../../chaincode/src/words/uri';
import { eventHash } from '../../../chaincode/src/part/epcis/hash';
import type { EventRecord } from '../../../chaincode/src/part/records/event';
import { someEvent } from './someevent';

const folder = join(__dirname, '../../../../shared/vectors/epcis');
const present = existsSync(folder);
if (!present) console.warn('skipped: the published EPCIS schema is not beside this checkout');
const published = present ? describe : describe.skip;

const now = '2026-03-02T09:00:00.000Z';
const toldFrom = (event: EpcisEvent, context?: unknown) => ({ record: recordFrom(event, context) });
const recordFrom = (event: EpcisEvent, context?: unknown): EventRecord =>
  recordOf(read(event, context), 'manufacturer', now);
const hashesOf = (document: EpcisDocument) =>
  document.epcisBody.eventList.map((event) =>
    eventHash(event, namespacesOf(document['@context'], event['@context'])),
  );
const text = (file: string) => readFileSync(join(folder, file), 'utf8');
const vectors = ['epcisDocWithSingleEvent', 'epcisDocWithVariousEventTypes', 'ReferenceEventHashAlgorithm'];

published('an exported document', () => {
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
  const accepts = present ? ajv.compile(JSON.parse(text('EPCIS-JSON-Schema.json'))) : () => true;
  const complaints = (document: unknown) =>
    accepts(document) ? [] : (accepts as { errors?: unknown[] }).errors;

  test.each(vectors)('of the events of %s satisfies the published schema and keeps their hashes', (name) => {
    const given = epcisDocument.parse(JSON.parse(text(`${name}.jsonld`)));
    const exported = documentOf(
      given.epcisBody.eventList.map((event) => toldFrom(event, given['@context'])),
      now,
    );
    expect(complaints(exported)).toEqual([]);
    expect(hashesOf(epcisDocument.parse(exported))).toEqual(hashesOf(given));
  });

  test('of any events satisfies the published schema and keeps their hashes', () => {
    fc.assert(
      fc.property(fc.array(someEvent, { minLength: 1, maxLength: 3 }), (events) => {
        const exported = documentOf(
          events.map((event) => toldFrom(event)),
          now,
        );
        expect(complaints(exported)).toEqual([]);
        expect(hashesOf(epcisDocument.parse(exported))).toEqual(
          events.map((event) => eventHash(event, namespacesOf(event['@context']))),
        );
      }),
    );
  });

  test('carries the error declaration of an event that has one', () => {
    const event = epcisEvent.parse({
      type: 'AssociationEvent',
      eventTime: '2026-03-01T10:00:00+01:00',
      eventTimeZoneOffset: '+01:00',
      action: 'ADD',
      parentID: 'urn:epc:id:giai:4012345.CAR1',
      childEPCs: ['urn:epc:id:sgtin:4012345.011111.A'],
      errorDeclaration: {
        declarationTime: '2026-03-01T11:00:00+01:00',
        reason: 'did_not_occur',
        correctiveEventIDs: [],
      },
    });
    const captured = read(event, undefined);
    const out = eventOut(recordFrom(event), declarationOf(captured, 'manufacturer', now));
    expect(out.errorDeclaration).toEqual(event.errorDeclaration);
    expect(complaints({ ...documentOf([], now), epcisBody: { eventList: [out] } })).toEqual([]);
  });

  test('holds only addresses that the published schema takes for addresses', () => {
    const validate = ajv.compile({ type: 'string', format: 'uri' });
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,3}:[a-z0-9:/?#%@.!()[\] "-]{0,20}$/), (candidate) => {
        if (isUri(candidate)) expect(validate(candidate)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

test('two events whose prefixes mean different things each declare their own', () => {
  const make = (namespace: string) =>
    epcisEvent.parse({
      '@context': { ext: namespace },
      type: 'ObjectEvent',
      eventTime: '2026-03-01T10:00:00Z',
      eventTimeZoneOffset: '+00:00',
      action: 'OBSERVE',
      epcList: [],
      'ext:colour': 'red',
    });
  const events = [make('urn:one:'), make('urn:two:')];
  const document = documentOf(
    events.map((event) => toldFrom(event)),
    now,
  );
  expect(document.epcisBody.eventList.map((event) => event['@context'])).toEqual([
    undefined,
    [{ ext: 'urn:two:' }],
  ]);
  expect(hashesOf(document)).toEqual(
    events.map((event) => eventHash(event, namespacesOf(event['@context']))),
  );
});

describe('an event is refused, with the field that is wrong,', () => {
  const good = {
    type: 'ObjectEvent',
    eventTime: '2026-03-01T10:00:00Z',
    eventTimeZoneOffset: '+00:00',
    action: 'OBSERVE',
    epcList: ['urn:epc:id:sgtin:4012345.011111.A'],
  };
  const deep = (levels: number): unknown => (levels === 0 ? {} : { 'a:b': deep(levels - 1) });
  test.each<[string, object, string]>([
    ['a time without an offset', { eventTime: '2026-03-01T10:00:00' }, 'eventTime'],
    ['a day that does not exist', { eventTime: '2026-02-29T10:00:00Z' }, 'eventTime'],
    ['an offset beyond fourteen hours', { eventTimeZoneOffset: '+14:30' }, 'eventTimeZoneOffset'],
    ['an unknown action', { action: 'MOVE' }, 'action'],
    ['an EPC that is no URI', { epcList: ['4012345'] }, 'epcList.0'],
    ['an EPC named twice', { epcList: ['urn:x:a', 'urn:x:a'] }, 'epcList'],
    [
      'two hundred and one EPCs',
      { epcList: Array.from({ length: 201 }, (_, index) => `urn:x:${index}`) },
      'epcList',
    ],
    ['a business step that the vocabulary lacks', { bizStep: 'teleporting' }, 'bizStep'],
    ['a business step in the old URN form', { bizStep: 'urn:epcglobal:cbv:bizstep:shipping' }, 'bizStep'],
    ['a disposition that the vocabulary lacks', { disposition: 'fine' }, 'disposition'],
    [
      'a unit in small letters',
      { quantityList: [{ epcClass: 'urn:x:c', quantity: 1, uom: 'kgm' }] },
      'quantityList.0.uom',
    ],
    [
      'a quantity that is no number',
      { quantityList: [{ epcClass: 'urn:x:c', quantity: '7' }] },
      'quantityList.0.quantity',
    ],
    ['an unknown field', { colour: 'red' }, 'colour'],
    [
      'an unknown field of a business transaction',
      { bizTransactionList: [{ bizTransaction: 'urn:x:b', note: 'x' }] },
      'bizTransactionList.0',
    ],
    ['master data of an instance on an observation', { ilmd: { 'a:b': '1' } }, 'ilmd'],
    ['an extension nested too deep', { 'a:b': deep(12) }, Array.from({ length: 13 }, () => 'a:b').join('.')],
    ['half of a character', { 'a:b': '\ud83d' }, 'a:b'],
    ['an extension of too much text', { 'a:b': 'x'.repeat(10_001) }, 'a:b'],
    [
      'a persistent disposition that neither sets nor unsets',
      { persistentDisposition: {} },
      'persistentDisposition',
    ],
    [
      'a sensor element without reports',
      { sensorElementList: [{ sensorReport: [] }] },
      'sensorElementList.0.sensorReport',
    ],
    [
      'an error declaration without its time',
      { errorDeclaration: { reason: 'did_not_occur' } },
      'errorDeclaration.declarationTime',
    ],
    [
      'an error of an unknown reason',
      { errorDeclaration: { declarationTime: '2026-03-01T10:00:00Z', reason: 'oops' } },
      'errorDeclaration.reason',
    ],
    ['neither things nor a sensor report', { epcList: undefined }, 'epcList'],
    [
      'an association without children',
      { type: 'AssociationEvent', action: 'ADD', epcList: undefined, parentID: 'urn:x:p' },
      'childEPCs',
    ],
    ['a transaction without its business transaction', { type: 'TransactionEvent' }, 'bizTransactionList'],
    [
      'a transformation without outputs',
      { type: 'TransformationEvent', action: undefined, epcList: undefined, inputEPCList: ['urn:x:a'] },
      'inputEPCList',
    ],
    ['a type that is none of the five and no URI', { type: 'DreamEvent' }, 'type'],
  ])('for %s', (_, change, field) => {
    const event = JSON.parse(JSON.stringify({ ...good, ...change }));
    const read = decoded(epcisEvent, event);
    const issues = read.success ? [] : read.issues;
    expect(issues.map((issue) => issue.path.join('.'))).toContain(field);
  });

  test('for nothing, when all is right', () => {
    expect(epcisEvent.safeParse(good).success).toBe(true);
  });
});
