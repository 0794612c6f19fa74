import { linkOfUrn } from './key';

const VALUE = `(?:[\\x22\\x27\\x2D\\x2E\\x30-\\x39\\x3B-\\x3F\\x41-\\x5A\\x5F\\x61-\\x7A]|%[0-9A-Fa-f]{2})`;
const text = (min: number, max: number): RegExp => new RegExp(`^${VALUE}{${min},${max}}$`);

/**
 * The keys that identify, by application identifier: the shape of the value and, finest first, the qualifiers
 * that are part of the identity.
 */
const KEYS: Readonly<Record<string, { value: RegExp; finest: readonly [ai: string, value: RegExp][] }>> = {
  '00': { value: /^\d{18}$/, finest: [] },
  '01': {
    value: /^(?:\d{8}|\d{12,14})$/,
    finest: [
      ['21', text(1, 20)],
      ['235', text(1, 28)],
      ['10', text(1, 20)],
    ],
  },
  '253': { value: new RegExp(`^\\d{13}${VALUE}{0,17}$`), finest: [] },
  '255': { value: /^\d{13,25}$/, finest: [] },
  '401': { value: text(4, 30), finest: [] },
  '402': { value: /^\d{17}$/, finest: [] },
  '414': { value: /^\d{13}$/, finest: [['254', text(1, 20)]] },
  '417': { value: /^\d{13}$/, finest: [] },
  '8003': { value: new RegExp(`^\\d{14}${VALUE}{0,16}$`), finest: [] },
  '8004': { value: text(4, 30), finest: [] },
  '8006': {
    value: /^\d{18}$/,
    finest: [
      ['21', text(1, 20)],
      ['10', text(1, 20)],
    ],
  },
  '8010': { value: /^(?:[\x23\x2D\x2F0-9A-Z]|%2[3Ff]){4,30}$/, finest: [['8011', /^\d{1,12}$/]] },
  '8017': { value: /^\d{18}$/, finest: [] },
  '8018': { value: /^\d{18}$/, finest: [] },
};

/** Short names of GS1 Digital Link 1.1, still in use. */
const NAMES: Readonly<Record<string, string>> = {
  gtin: '01', itip: '8006', cpid: '8010', gln: '414', party: '417', gsrnp: '8017', gsrn: '8018', gcn: '255', sscc: '00',
  gdti: '253', ginc: '401', gsin: '402', grai: '8003', giai: '8004', cpv: '22', lot: '10', ser: '21', cpsn: '8011', glnx: '254',
}; // biome-ignore format: a table of pairs

const WEB = /^https?:\/\/[^/?#]+(\/[^?#]*)/;
const aiOf = (segment: string): string => NAMES[segment] ?? segment;

/**
 * Any web address that carries a GS1 key, as the constrained canonical Digital Link (CBV 2.0 event hash, rule
 * 18): domain id.gs1.org, no query, GTIN with 14 digits, only the finest qualifier. `undefined` when it
 * carries none.
 */
export function linkOfWeb(uri: string): string | undefined {
  const path = WEB.exec(uri)?.[1];
  if (path === undefined) return undefined;
  const segments = path.replace(/\/$/, '').split('/').slice(1);
  const at = segments.findIndex(
    (segment, index) =>
      KEYS[aiOf(segment)]?.value.test(segments[index + 1] ?? '') && startsKey(segments[index + 1]),
  );
  const key = KEYS[aiOf(segments[at] ?? '')];
  if (at < 0 || !key) return undefined;
  const qualifiers = new Map<string, string>();
  for (let index = at + 2; index < segments.length; index += 2)
    qualifiers.set(aiOf(segments[index] ?? ''), segments[index + 1] ?? '');
  const known = new Set(['22', ...key.finest.map(([ai]) => ai)]);
  for (const ai of qualifiers.keys()) if (!known.has(ai)) return undefined;
  const ai = aiOf(segments[at] ?? '');
  const value = segments[at + 1] ?? '';
  const base = `https://id.gs1.org/${ai}/${ai === '01' ? value.padStart(14, '0') : value}`;
  const finest = key.finest.find(([name]) => qualifiers.has(name));
  if (!finest) return base;
  const qualifier = qualifiers.get(finest[0]) ?? '';
  return finest[1].test(qualifier) ? `${base}/${finest[0]}/${qualifier}` : undefined;
}

/** Every GS1 key starts with at least four digits of a company prefix; a path like /gtin/about is none. */
const startsKey = (value: string | undefined): boolean => /^\d{4}/.test(value ?? '');

/**
 * The canonical Digital Link of an EPC, class or pattern URN or of a web address with a GS1 key; the text
 * itself when it is neither.
 */
export const canonicalLink = (uri: string): string =>
  (uri.startsWith('urn:epc:') ? linkOfUrn(uri) : linkOfWeb(uri)) ?? uri;
