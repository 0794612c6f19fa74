import type { Term } from './vocabulary';

/**
 * How one standard field is written: by its own kind of value, as the list of its children, or as an object
 * with fields in order.
 */
export type Field =
  | { readonly kind: 'value'; readonly name: string; readonly term?: Term }
  | { readonly kind: 'time'; readonly name: string }
  | { readonly kind: 'list'; readonly name: string; readonly item: string }
  | {
      readonly kind: 'objects';
      readonly name: string;
      readonly item: string;
      readonly fields: readonly Field[];
    }
  | { readonly kind: 'object'; readonly name: string; readonly fields: readonly Field[] };

const value = (name: string, term?: Term): Field =>
  term ? { kind: 'value', name, term } : { kind: 'value', name };
const time = (name: string): Field => ({ kind: 'time', name });
const list = (name: string): Field => ({ kind: 'list', name, item: 'epc' });
const quantities = (name: string): Field => ({
  kind: 'objects',
  name,
  item: 'quantityElement',
  fields: [value('epcClass'), value('quantity'), value('uom')],
});
const object = (name: string, ...fields: Field[]): Field => ({ kind: 'object', name, fields });

const devices = [value('deviceID'), value('deviceMetadata'), value('rawData'), value('dataProcessingMethod')];

/**
 * The canonical property order. Where the published text and its own program differ, this is the program that
 * made the published hashes.
 */
export const ORDER: readonly Field[] = [
  time('eventTime'),
  value('eventTimeZoneOffset'),
  value('certificationInfo'),
  value('parentID'),
  list('epcList'),
  list('inputEPCList'),
  list('childEPCs'),
  quantities('quantityList'),
  quantities('childQuantityList'),
  quantities('inputQuantityList'),
  list('outputEPCList'),
  quantities('outputQuantityList'),
  value('action'),
  value('transformationID'),
  value('bizStep', 'bizStep'),
  value('disposition', 'disposition'),
  object('persistentDisposition', value('set', 'disposition'), value('unset', 'disposition')),
  object('readPoint', value('id')),
  object('bizLocation', value('id')),
  {
    kind: 'objects',
    name: 'sensorElementList',
    item: 'sensorElement',
    fields: [
      object(
        'sensorMetadata',
        time('time'),
        time('startTime'),
        time('endTime'),
        ...devices,
        value('bizRules'),
      ),
      {
        kind: 'object',
        name: 'sensorReport',
        fields: [
          value('type', 'measurement'), value('exception', 'alert'), ...devices, time('time'), value('microorganism'),
          value('chemicalSubstance'), value('value'), value('component', 'component'), value('stringValue'), value('booleanValue'),
          value('hexBinaryValue'), value('uriValue'), value('minValue'), value('maxValue'), value('meanValue'), value('sDev'),
          value('percRank'), value('percValue'), value('uom'), value('coordinateReferenceSystem'),
        ], // biome-ignore format: a list of fields
      },
    ],
  },
];

/**
 * These follow the ordered fields, sorted among themselves and with the extensions: hence destinations before
 * sources, ilmd between.
 */
export const TYPED: readonly (readonly [list: string, field: string, term: Term])[] = [
  ['bizTransactionList', 'bizTransaction', 'bizTransaction'],
  ['destinationList', 'destination', 'party'],
  ['sourceList', 'source', 'party'],
];
