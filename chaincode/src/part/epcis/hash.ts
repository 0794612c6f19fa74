import { createHash } from 'node:crypto';
import { canonicalDecimal, decimalOf } from './decimal';
import type { EpcisEvent } from './event';
import { type Field, ORDER, TYPED } from './layout';
import { formerLink } from '../gs1/former';
import { canonicalLink } from '../gs1/link';
import { expandName, expandValue, type Namespaces } from './namespace';
import { byCodePoint } from './codepoint';
import { toUtc } from './timestamp';
import { expandTerm, expandUrn, type Term } from './vocabulary';

/** What the hash leaves out, because it says when and how the event was recorded, not what happened. */
const IGNORED = ['type', '@context', 'eventID', 'recordTime', 'errorDeclaration'];
const PLACED = new Set([
  ...ORDER.map(({ name }) => name),
  ...TYPED.map(([name]) => name),
  'ilmd',
  ...IGNORED,
]);
const COMMENT = '{http://www.w3.org/2000/01/rdf-schema#}comment';

/** How names, values and groups are put on paper. */
interface Pen {
  pair(name: string, text: string): string;
  group(name: string, inner: string): string;
}

/**
 * As the standard writes: without separators. A value that holds `name=` can pass for two fields, so two
 * events can share one text.
 */
const standardPen: Pen = {
  pair: (name, text) => (text === '' ? name : `${name}=${text}`),
  group: (name, inner) => name + inner,
};

/**
 * The same with every value quoted and every group closed: two events share this text only if they say the
 * same.
 */
const quotingPen: Pen = {
  pair: (name, text) => `${JSON.stringify(name)}:${JSON.stringify(text)},`,
  group: (name, inner) => `${JSON.stringify(name)}:{${inner}},`,
};

export interface Hand {
  readonly namespaces: Namespaces;
  readonly pen: Pen;
  /** How the name of an extension is written; `undefined` of one that is left out. */
  readonly name: (name: string) => string | undefined;
  /** How a time is written. */
  readonly time: (text: string) => string;
  /** How a number, a truth value or nothing is written. */
  readonly plain: (held: unknown) => string;
  /** How a URI is written. */
  readonly link: (uri: string) => string;
  /** How other text is written: a number, as the standard does, without what does not count. */
  readonly text: (text: string) => string;
}
export const standardHand = (namespaces: Namespaces, pen: Pen = standardPen): Hand => ({
  ...{ namespaces, pen, link: canonicalLink, time: toUtc },
  plain: (held) => (typeof held === 'number' ? decimalOf(held) : String(held)),
  name(name) {
    const written = expandName(name, namespaces);
    return written === COMMENT ? undefined : written;
  },
  text: (text) => canonicalDecimal(text.trim()),
});

type Plain = Readonly<Record<string, unknown>>;
const itemsOf = (held: unknown): readonly unknown[] =>
  Array.isArray(held) ? held : held === undefined ? [] : [held];
const sorted = (texts: readonly string[]): string => [...texts].sort(byCodePoint).join('');

function canonicalText(held: unknown, { namespaces, link, text, plain }: Hand, term?: Term): string {
  if (typeof held !== 'string') return plain(held);
  const expanded = expandUrn(expandValue(held.trim(), namespaces));
  return expanded === held.trim() && !term
    ? link(text(held))
    : link(term ? expandTerm(term, expanded) : expanded);
}

/** A standard field without a value is left out; an extension without one keeps its name. */
const given = (name: string, text: string, { pen }: Hand): string =>
  text === '' ? '' : pen.pair(name, text);

function writeField(field: Field, held: Plain, hand: Hand): string {
  const items = itemsOf(held[field.name]);
  if (items.length === 0) return '';
  const { name } = field;
  if (field.kind === 'time')
    return sorted(items.map((item) => given(name, hand.time(String(item).trim()), hand)));
  if (field.kind === 'value')
    return sorted(items.map((item) => given(name, canonicalText(item, hand, field.term), hand)));
  if (field.kind === 'list')
    return hand.pen.group(
      name,
      sorted(items.map((item) => given(field.item, canonicalText(item, hand), hand))),
    );
  const texts = items.map((item) => {
    const inner = writeFields(field.fields, item as Plain, hand);
    return inner === '' ? '' : hand.pen.group(field.kind === 'objects' ? field.item : name, inner);
  });
  return field.kind === 'objects' ? hand.pen.group(name, sorted(texts)) : sorted(texts);
}

/** The fields in their order, then what the object holds beyond them. */
function writeFields(fields: readonly Field[], held: Plain, hand: Hand): string {
  const known = new Set(fields.map((field) => field.name));
  const beyond = Object.entries(held).filter(([name]) => !known.has(name));
  const placed = fields.map((field) => writeField(field, held, hand)).join('');
  return placed + sorted(beyond.flatMap(([name, inner]) => writeExtension(name, inner, hand)));
}

/** One text for each value under the name; an object's own fields follow its name, sorted. */
function writeExtension(name: string, held: unknown, hand: Hand): string[] {
  const written = hand.name(name);
  if (written === undefined) return [];
  return itemsOf(held).map((item) => {
    if (typeof item !== 'object' || item === null) return hand.pen.pair(written, canonicalText(item, hand));
    return hand.pen.group(
      written,
      sorted(Object.entries(item).flatMap(([inner, value]) => writeExtension(inner, value, hand))),
    );
  });
}

function writeTyped([name, field, term]: (typeof TYPED)[number], held: unknown, hand: Hand): string {
  const items = itemsOf(held).map((item) => {
    const plain = item as Plain;
    const type =
      plain['type'] === undefined ? '' : given('type', canonicalText(plain['type'], hand, term), hand);
    return type + given(field, canonicalText(plain[field], hand), hand);
  });
  return items.length === 0 ? '' : hand.pen.group(name, sorted(items));
}

/** The text of an event by a hand. */
export function write(event: EpcisEvent, hand: Hand): string {
  const held = event as Plain;
  const beyond = Object.entries(held).filter(([name]) => !PLACED.has(name));
  const rest = [
    ...TYPED.map((row) => writeTyped(row, held[row[0]], hand)),
    ...itemsOf(held['ilmd']).flatMap((ilmd) => writeExtension('ilmd', ilmd, hand)),
    ...beyond.flatMap(([name, inner]) => writeExtension(name, inner, hand)),
  ];
  return (
    hand.pen.pair('eventType', event.type) +
    ORDER.map((field) => writeField(field, held, hand)).join('') +
    sorted(rest)
  );
}

/** The text whose SHA-256 identifies the event, whatever the order of members and lists it was written in. */
export const preHashOf = (event: EpcisEvent, namespaces: Namespaces): string =>
  write(event, standardHand(namespaces));

/** Whether two events with one hash really say the same, and not only run together to the same text. */
export const areEqual = (
  one: EpcisEvent,
  oneSpaces: Namespaces,
  other: EpcisEvent,
  otherSpaces: Namespaces,
): boolean =>
  write(one, standardHand(oneSpaces, quotingPen)) === write(other, standardHand(otherSpaces, quotingPen));

/**
 * What an event says with its texts as they were captured: the hash takes a lot `007` for the number 7, and
 * two lots are not one.
 */
const asCaptured = (event: EpcisEvent, namespaces: Namespaces): string =>
  write(event, { ...standardHand(namespaces, quotingPen), text: (text) => text });

/** Whether two events with one hash are the same as captured too. */
export const areSame = (
  one: EpcisEvent,
  oneSpaces: Namespaces,
  other: EpcisEvent,
  otherSpaces: Namespaces,
): boolean => asCaptured(one, oneSpaces) === asCaptured(other, otherSpaces);

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** SHA-256 of the pre-hash text, in hexadecimal. */
export const digestOf = (event: EpcisEvent, namespaces: Namespaces): string =>
  sha256(preHashOf(event, namespaces));

/** The key of an event whose hash another one has that differs as captured. */
export const digestApart = (event: EpcisEvent, namespaces: Namespaces): string =>
  sha256(asCaptured(event, namespaces));

/** URNs without an escape are read as ever. */
const PLAIN = /^urn:epc:[a-z]+:[a-z]+:[\d.]+[A-Za-z0-9.-]*$/;

/**
 * The digest of an event, and the one that it had before every spelling of a thing was read as one, where
 * that was another.
 */
export function digestsOf(
  event: EpcisEvent,
  namespaces: Namespaces,
): { readonly hash: string; readonly former?: string } {
  let strange = false;
  const link = (uri: string): string => {
    const found = canonicalLink(uri);
    strange ||= found !== uri && !PLAIN.test(uri) && formerLink(uri) !== found;
    return found;
  };
  const hash = sha256(write(event, { ...standardHand(namespaces), link }));
  if (!strange) return { hash };
  return { hash, former: sha256(write(event, { ...standardHand(namespaces), link: formerLink })) };
}

/** The event hash id: a named-information address (RFC 6920) with the vocabulary's version. */
export const hashId = (digest: string): string => `ni:///sha-256;${digest}?ver=CBV2.0`;
/** The id of an event made of what it says: `ni:///sha-256;…?ver=CBV2.0` (CBV 2.0, 8.9). */
export const eventHash = (event: EpcisEvent, namespaces: Namespaces): string =>
  hashId(digestOf(event, namespaces));

export const digestIn = (eventId: string): string =>
  eventId.slice('ni:///sha-256;'.length, -'?ver=CBV2.0'.length);

const HASH_ID = /^ni:\/\/\/sha-256;([0-9a-f]{64})\?ver=CBV2\.0$/i;

/**
 * Whether an event goes under the hash id of another content (CBV 2.0 §8.9). It is kept as it is and not
 * found by that id. A hash of another kind or version says nothing that could be compared.
 */
export function claimsAnother(event: EpcisEvent, namespaces: Namespaces): boolean {
  const claimed = HASH_ID.exec(event.eventID ?? '')?.[1]?.toLowerCase();
  if (claimed === undefined) return false;
  const { hash, former } = digestsOf(event, namespaces);
  return claimed !== hash && claimed !== former;
}
