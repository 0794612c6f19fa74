/**
 * Bodies that somebody who means harm would send to a server: each with where, and what it does to a careless
 * reader.
 */
export interface Hostile {
  readonly what: string;
  readonly line: string;
  /** Made when it is sent: all of them together are half a gigabyte. */
  readonly body: () => string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** It is a document, and what is wrong in it is told by its job. */
  readonly taken?: boolean;
}

const MB = 1_000_000;
/** One thing again and again, until so many bytes. */
const filled = (unit: string, bytes: number): string => {
  const count = Math.floor(bytes / (unit.length + 1));
  return `${`${unit},`.repeat(count - 1)}${unit}`;
};
const documentOf = (events: string): string =>
  `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0",` +
  `"creationDate":"2026-02-01T00:00:00Z","epcisBody":{"eventList":[${events}]}}`;
const eventWith = (epcs: string, more = ''): string =>
  `{"type":"ObjectEvent","action":"ADD","eventTime":"2026-02-01T00:00:00Z","eventTimeZoneOffset":"+00:00","epcList":[${epcs}]${more}}`;

const [DOCUMENT, ROOM, FLAT] = [
  'POST /epcis/capture',
  'POST /rooms/part/captureMany',
  'POST /rooms/vehicle/read',
];
/** Just under what a document, and a request to a room, may have. */
const [LARGE, LONG] = [15.9 * MB, 0.99 * MB];

const names = (count: number): string => Array.from({ length: count }, (_, at) => `"k${at}":0`).join(',');

export const bodies: readonly Hostile[] = [
  { what: 'a list of numbers for events', line: DOCUMENT, body: () => documentOf(filled('0', LARGE)) },
  { what: 'a list of empty objects for events', line: DOCUMENT, body: () => documentOf(filled('{}', LARGE)) },
  { what: 'a list of empty lists for events', line: DOCUMENT, body: () => documentOf(filled('[]', LARGE)) },
  {
    what: 'as many events as fit, each with a wrong thing at its end',
    line: DOCUMENT,
    body: () => documentOf(filled(eventWith('"a"'), LARGE)),
  },
  {
    what: 'as many events as are taken, each with as many wrong things as it may have',
    line: DOCUMENT,
    body: () => documentOf(filled(eventWith(filled('"a"', 800)), 4_900 * 900)),
  },
  {
    what: 'the same with the wrong ones named one by one',
    line: DOCUMENT,
    body: () => documentOf(filled(eventWith(filled('"a"', 800)), 4_900 * 900)),
    headers: { 'GS1-Capture-Error-Behaviour': 'proceed' },
    taken: true,
  },
  {
    what: 'one event with a list as long as the body',
    line: DOCUMENT,
    body: () => documentOf(eventWith(filled('0', LARGE))),
  },
  { what: 'one object with a million members', line: DOCUMENT, body: () => `{${names(1_200_000)}}` },
  {
    what: 'many objects with many members',
    line: DOCUMENT,
    body: () => documentOf(filled(`{${names(5_000)}}`, LARGE)),
  },
  {
    what: 'an extension of a million values',
    line: DOCUMENT,
    body: () => documentOf(eventWith('', `,"ext:x":[${filled('0', LARGE)}]`)),
  },
  { what: 'one string as long as the body', line: DOCUMENT, body: () => `{"type":"${'a'.repeat(LARGE)}"}` },
  { what: 'escapes only', line: DOCUMENT, body: () => `{"type":"${'\\u0041'.repeat(LARGE / 6 - 10)}"}` },
  { what: 'a number as long as the body', line: DOCUMENT, body: () => `{"type":${'9'.repeat(LARGE)}}` },
  { what: 'an exponent beyond numbers', line: FLAT, body: () => '{"vin":1e999999999}' },
  { what: 'brackets as deep as the body', line: DOCUMENT, body: () => '['.repeat(LARGE) },
  { what: 'braces as deep as the body', line: DOCUMENT, body: () => '{"a":'.repeat(LARGE / 5) },
  { what: 'white space only', line: DOCUMENT, body: () => ' '.repeat(LARGE) },
  { what: 'nulls', line: DOCUMENT, body: () => new Uint8Array(LARGE) },
  { what: 'bytes that are no UTF-8', line: DOCUMENT, body: () => new Uint8Array(LARGE).fill(0xff) },
  { what: 'a byte order mark, and nothing', line: FLAT, body: () => '\ufeff' },
  {
    what: 'characters beyond the first plane',
    line: DOCUMENT,
    body: () => `{"type":"${'😀'.repeat(LARGE / 4 - 10)}"}`,
  },
  {
    what: 'combining characters without end',
    line: 'POST /rooms/vehicle/announceRecall',
    body: () => `{"summary":"e${'\u0301'.repeat(LONG / 2)}"}`,
  },
  { what: 'a lone surrogate', line: FLAT, body: () => '{"vin":"\\ud800"}' },
  { what: 'a member twice', line: FLAT, body: () => '{"vin":"1","vin":"2"}' },
  { what: 'a member twice, once escaped', line: FLAT, body: () => '{"vin":"1","\\u0076in":"2"}' },
  { what: 'the prototype as a member', line: FLAT, body: () => '{"__proto__":{"vin":"1"}}' },
  { what: 'a batch of too many', line: ROOM, body: () => `{"items":[${filled('{}', (3 * LONG) / 2)}]}` },
  { what: 'more than the operation can hold', line: FLAT, body: () => `{"vin":"${'A'.repeat(100_000)}"}` },
  {
    what: 'more than any operation can hold',
    line: ROOM,
    body: () => `{"items":["${'A'.repeat(2_100_000)}"]}`,
  },
  {
    what: 'a body said to be compressed',
    line: DOCUMENT,
    body: () => new Uint8Array(1_000),
    headers: { 'Content-Encoding': 'gzip' },
  },
  {
    what: 'a body said to be compressed twice',
    line: FLAT,
    body: () => '{}',
    headers: { 'Content-Encoding': 'deflate, br' },
  },
  {
    what: 'a body of another type',
    line: FLAT,
    body: () => '<a/>',
    headers: { 'Content-Type': 'application/xml' },
  },
  {
    what: 'private facts that are no object',
    line: 'POST /rooms/part/keepPrice',
    body: () => `{"request":{},"private":[${filled('0', LONG / 2)}]}`,
  },
];
