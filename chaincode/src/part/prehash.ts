import { createHash } from 'node:crypto';
import { canonicalDecimal, decimalOf } from './decimal';
import type { EpcisEvent } from './epcis';
import { canonicalLink } from './link';
import { type Namespaces, expandName, expandValue } from './namespace';
import { byCodePoint } from './order';
import { toUtc } from './timestamp';
import { type Term, expandTerm, expandUrn } from './vocabulary';

/** How one standard field is written: by its own kind of value, as the list of its children, or as an object with fields in order. */
type Field =
  | { readonly kind: 'value'; readonly name: string; readonly term?: Term }
  | { readonly kind: 'time'; readonly name: string }
  | { readonly kind: 'list'; readonly name: string; readonly item: string }
  | { readonly kind: 'objects'; readonly name: string; readonly item: string; readonly fields: readonly Field[] }
  | { readonly kind: 'object'; readonly name: string; readonly fields: readonly Field[] };

const value = (name: string, term?: Term): Field => (term ? { kind: 'value', name, term } : { kind: 'value', name });
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

/** The canonical property order. Where the published text and its own program differ, this is the program that made the published hashes. */
const ORDER: readonly Field[] = [
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
      object('sensorMetadata', time('time'), time('startTime'), time('endTime'), ...devices, value('bizRules')),
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

/** These follow the ordered fields, sorted among themselves and with the extensions: hence destinations before sources, ilmd between. */
const TYPED: readonly (readonly [list: string, field: string, term: Term])[] = [
  ['bizTransactionList', 'bizTransaction', 'bizTransaction'],
  ['destinationList', 'destination', 'party'],
  ['sourceList', 'source', 'party'],
];

/** What the hash leaves out, because it says when and how the event was recorded, not what happened. */
const IGNORED = new Set(['type', '@context', 'eventID', 'recordTime', 'errorDeclaration']);
const COMMENT = '{http://www.w3.org/2000/01/rdf-schema#}comment';

type Plain = Readonly<Record<string, unknown>>;
const itemsOf = (held: unknown): readonly unknown[] => (Array.isArray(held) ? held : held === undefined ? [] : [held]);
const sorted = (texts: readonly string[]): string => [...texts].sort(byCodePoint).join('');

function canonicalText(held: unknown, namespaces: Namespaces, term?: Term): string {
  if (typeof held === 'number') return decimalOf(held);
  if (typeof held !== 'string') return String(held);
  const written = expandUrn(expandValue(held.trim(), namespaces));
  return canonicalLink(term ? expandTerm(term, written) : canonicalDecimal(written));
}

function named(name: string, text: string): string {
  return text === '' ? '' : `${name}=${text}`;
}

const headed = (name: string, text: string): string => (text === '' ? '' : name + text);

function writeField(field: Field, held: Plain, namespaces: Namespaces): string {
  const items = itemsOf(held[field.name]);
  if (items.length === 0) return '';
  const { name } = field;
  const inner = (item: unknown, head: string): string =>
    'fields' in field ? headed(head, writeFields(field.fields, item as Plain, namespaces)) : '';
  if (field.kind === 'time') return sorted(items.map((item) => named(name, toUtc(String(item).trim()))));
  if (field.kind === 'value') return sorted(items.map((item) => named(name, canonicalText(item, namespaces, field.term))));
  if (field.kind === 'list') return name + sorted(items.map((item) => named(field.item, canonicalText(item, namespaces))));
  if (field.kind === 'objects') return name + sorted(items.map((item) => inner(item, field.item)));
  return sorted(items.map((item) => inner(item, name)));
}

/** The fields in their order, then what the object holds beyond them. */
function writeFields(fields: readonly Field[], held: Plain, namespaces: Namespaces): string {
  const known = new Set(fields.map((field) => field.name));
  const beyond = Object.entries(held).filter(([name]) => !known.has(name));
  return (
    fields.map((field) => writeField(field, held, namespaces)).join('') +
    sorted(beyond.flatMap(([name, inner]) => writeExtension(name, inner, namespaces)))
  );
}

/** One text for each value under the name; an object's own fields follow its name, sorted. */
function writeExtension(name: string, held: unknown, namespaces: Namespaces): string[] {
  const written = expandName(name, namespaces);
  if (written === COMMENT) return [];
  return itemsOf(held).map((item) => {
    if (typeof item !== 'object' || item === null) return named(written, canonicalText(item, namespaces)) || written;
    return written + sorted(Object.entries(item).flatMap(([inner, value]) => writeExtension(inner, value, namespaces)));
  });
}

function writeTyped([name, field, term]: (typeof TYPED)[number], held: unknown, namespaces: Namespaces): string {
  const items = itemsOf(held).map((item) => {
    const plain = item as Plain;
    const type = plain.type === undefined ? '' : named('type', canonicalText(plain.type, namespaces, term));
    return type + named(field, canonicalText(plain[field], namespaces));
  });
  return items.length === 0 ? '' : name + sorted(items);
}

/** The text whose SHA-256 identifies the event, whatever the order of members and lists it was written in. */
export function preHashOf(event: EpcisEvent, namespaces: Namespaces): string {
  const held = event as Plain;
  const ordered = new Set([...ORDER.map((field) => field.name), ...TYPED.map(([name]) => name), 'ilmd', ...IGNORED]);
  const rest = [
    ...TYPED.map((row) => writeTyped(row, held[row[0]], namespaces)),
    ...itemsOf(held.ilmd).flatMap((ilmd) => writeExtension('ilmd', ilmd, namespaces)),
    ...Object.entries(held)
      .filter(([name]) => !ordered.has(name))
      .flatMap(([name, inner]) => writeExtension(name, inner, namespaces)),
  ];
  return `eventType=${event.type}${ORDER.map((field) => writeField(field, held, namespaces)).join('')}${sorted(rest)}`;
}

/** SHA-256 of the pre-hash text, in hexadecimal. */
export const digestOf = (event: EpcisEvent, namespaces: Namespaces): string =>
  createHash('sha256').update(preHashOf(event, namespaces), 'utf8').digest('hex');

/** The event hash id: a named-information address (RFC 6920) with the vocabulary's version. */
export const hashId = (digest: string): string => `ni:///sha-256;${digest}?ver=CBV2.0`;
export const eventHash = (event: EpcisEvent, namespaces: Namespaces): string => hashId(digestOf(event, namespaces));
