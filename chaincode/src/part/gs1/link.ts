import { linkOfUrn, pureOf } from './scheme';
import { canonicalHand, unescaped } from './text';
import { canonicalUri, pathOf } from './uri';

/** Reads what follows a number of digits; `undefined` where it does not fit. */
type Value = (written: string) => string | undefined;

const digits =
  (pattern: RegExp): Value =>
  (written) => {
    const plain = unescaped(written);
    return pattern.test(plain) ? plain : undefined;
  };
const text =
  (max: number): Value =>
  (written) =>
    canonicalHand.text(written, max);
/** Every key of free text starts with at least four digits of a company prefix. */
const prefixed =
  (read: Value): Value =>
  (written) =>
    /^\d{4}/.test(unescaped(written)) ? read(written) : undefined;
/** Digits, and text of up to so many characters after them. */
const numbered =
  (count: number, max: number): Value =>
  (written) => {
    const plain = unescaped(written);
    const [number, rest] = [plain.slice(0, count), plain.slice(count)];
    if (number.length !== count || !/^\d+$/.test(number)) return undefined;
    const serial = rest === '' ? '' : canonicalHand.text(rest.replaceAll('%', '%25'), max);
    return serial === undefined ? undefined : number + serial;
  };

/** A qualifier of a key: whether it is part of what is named (a variant is not). */
interface Qualifier {
  readonly ai: string;
  readonly value: Value;
  readonly names: boolean;
}
const qualifier = (ai: string, value: Value, names = true): Qualifier => ({ ai, value, names });

const VARIANT = qualifier('22', text(20), false);
const OF_ITEM = [VARIANT, qualifier('10', text(20)), qualifier('21', text(20)), qualifier('235', text(28))];

/**
 * The keys that name things, by application identifier (GS1 Digital Link 1.2 §4), with their qualifiers in
 * the order in which they must stand. The last one given is the finest: it names the thing, and the coarser
 * ones say nothing more (CBV 2.0 event hash, rule 18).
 */
const TABLE: Readonly<Record<string, { value: Value; qualifiers: readonly Qualifier[] }>> = {
  '00': { value: digits(/^\d{18}$/), qualifiers: [] },
  '01': { value: digits(/^(?:\d{8}|\d{12,14})$/), qualifiers: OF_ITEM },
  '253': { value: numbered(13, 17), qualifiers: [] },
  '255': { value: digits(/^\d{13,25}$/), qualifiers: [] },
  '401': { value: prefixed(text(30)), qualifiers: [] },
  '402': { value: digits(/^\d{17}$/), qualifiers: [] },
  '414': { value: digits(/^\d{13}$/), qualifiers: [qualifier('254', text(20))] },
  '417': { value: digits(/^\d{13}$/), qualifiers: [] },
  '8003': { value: numbered(14, 16), qualifiers: [] },
  '8004': { value: prefixed(text(30)), qualifiers: [] },
  '8006': { value: digits(/^\d{18}$/), qualifiers: OF_ITEM.slice(0, 3) },
  '8010': {
    value: prefixed((written) => canonicalHand.part(written, 30)),
    qualifiers: [qualifier('8011', digits(/^\d{1,12}$/))],
  },
  '8017': { value: digits(/^\d{18}$/), qualifiers: [] },
  '8018': { value: digits(/^\d{18}$/), qualifiers: [] },
};

const KEYS = new Map(Object.entries(TABLE));

/** Short names of GS1 Digital Link 1.1, still in use. */
const NAMES: Readonly<Record<string, string>> = {
  gtin: '01', itip: '8006', cpid: '8010', gln: '414', party: '417', gsrnp: '8017', gsrn: '8018', gcn: '255', sscc: '00',
  gdti: '253', ginc: '401', gsin: '402', grai: '8003', giai: '8004', cpv: '22', lot: '10', ser: '21', cpsn: '8011', glnx: '254',
}; // biome-ignore format: a table of pairs

const aiOf = (segment: string): string => {
  const plain = unescaped(segment);
  return Object.hasOwn(NAMES, plain) ? (NAMES[plain] ?? plain) : plain;
};

/** What a web address says in the words of GS1: the canonical link, or why it says nothing that can be used. */
interface Reading {
  readonly link?: string;
  readonly why?: string;
}
const NONE: Reading = {};

/**
 * Reads any web address that carries a GS1 key as the constrained canonical Digital Link: domain id.gs1.org,
 * no query, GTIN with 14 digits, only the finest qualifier. An address with a key that goes on otherwise than
 * GS1 Digital Link does names nothing: to guess would name another thing.
 */
function readWeb(uri: string): Reading {
  const { segments, resolved, query } = pathOf(uri);
  const read = readPath(segments, query);
  return read.link === undefined && resolved ? readPath(resolved, query) : read;
}

function readPath(segments: readonly string[], query: string): Reading {
  const at = segments.findIndex((segment, index) => keyAt(segment, segments[index + 1]) !== undefined);
  const ai = aiOf(segments[at] ?? '');
  const key = KEYS.get(ai);
  const value = keyAt(segments[at], segments[at + 1]);
  if (!key || value === undefined) return NONE;
  const names = key.qualifiers.map((one) => one.ai);
  if (at >= 2 && names.includes(aiOf(segments[at - 2] ?? '')))
    return { why: `the qualifier ${aiOf(segments[at - 2] ?? '')} stands before the key ${ai}` };
  const asked = query.split('&').map((pair) => aiOf(pair.split('=')[0] ?? ''));
  const strayed = asked.find((name) => names.includes(name));
  if (strayed !== undefined) return { why: `the qualifier ${strayed} stands in the query, not in the path` };
  const base = `https://id.gs1.org/${ai}/${ai === '01' ? value.padStart(14, '0') : value}`;
  return readQualifiers(ai, key.qualifiers, segments.slice(at + 2), base);
}

const keyAt = (segment = '', value = ''): string | undefined => KEYS.get(aiOf(segment))?.value(value);

function readQualifiers(
  ai: string,
  qualifiers: readonly Qualifier[],
  rest: readonly string[],
  base: string,
): Reading {
  let [last, link] = [-1, base];
  for (let index = 0; index < rest.length; index += 2) {
    const name = aiOf(rest[index] ?? '');
    const place = qualifiers.findIndex((one) => one.ai === name);
    const found = qualifiers[place];
    if (!found) return { why: `${name} is no qualifier of the key ${ai}` };
    // An identifier of tobacco stands in the place of lot and serial.
    if (place <= last || (name === '235' && last > 0))
      return { why: `the qualifier ${name} of the key ${ai} stands out of its order` };
    const value = found.value(rest[index + 1] ?? '');
    if (value === undefined) return { why: `the value of the qualifier ${name} is none` };
    last = place;
    if (found.names && !(name === '254' && value === '0')) link = `${base}/${name}/${value}`;
  }
  return { link };
}

const isUrn = (uri: string): boolean => /^urn:epc:/i.test(uri);

/** The canonical Digital Link of a web address with a GS1 key; `undefined` when it carries none. */
export const linkOfWeb = (uri: string): string | undefined => readWeb(uri).link;

/**
 * What a URI names, in the one form in which it is compared, protected, indexed and counted: the canonical
 * Digital Link of an EPC, class or pattern URN or of a web address with a GS1 key; any other URI with the
 * case and the escapes that RFC 3986, RFC 8141 and RFC 9562 leave open written one way; other text as it is.
 */
export const canonicalLink = (uri: string): string =>
  (isUrn(uri) ? linkOfUrn(uri) : linkOfWeb(uri)) ?? canonicalUri(pureOf(uri));

/** Why a web address that begins a GS1 key names nothing; `undefined` for all others. */
export const whyNoLink = (uri: string): string | undefined => (isUrn(uri) ? undefined : readWeb(uri).why);
