import { linkOfUrn } from './scheme';
import type { Hand } from './text';
import { canonicalLink, whyNoLink } from './link';

// How ids were read before every spelling of a thing was read as one: things and events that were recorded
// then stand under these keys. Nothing new is written by it.

const CHAR =
  "(?:%2[125-9A-Fa-f]|%3[0-9A-Fa-f]|%4[1-9A-Fa-f]|%5[0-9AaFf]|%6[1-9A-Fa-f]|%7[0-9Aa]|[!')(*+,.0-9:;=A-Za-z_-])";
const PART = '(?:%2[3dfDF]|%3[0-9]|%4[1-9A-Fa-f]|%5[0-9Aa]|[0-9A-Z-])';
const written = (char: string, escape: (text: string) => string) => {
  const patterns = Array.from({ length: 31 }, (_, max) => new RegExp(`^${char}{1,${Math.max(max, 1)}}$`));
  return (text: string, max: number) => (patterns[max]?.test(text) ? escape(text) : undefined);
};
const inLink = (text: string): string =>
  text.replace(/[!()*+,:]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const formerHand: Hand = {
  urn: (text) => text,
  text: written(CHAR, inLink),
  part: written(PART, inLink),
};

const VALUE = `(?:[\\x22\\x27\\x2D\\x2E\\x30-\\x39\\x3B-\\x3F\\x41-\\x5A\\x5F\\x61-\\x7A]|%[0-9A-Fa-f]{2})`;
const text = (min: number, max: number): RegExp => new RegExp(`^${VALUE}{${min},${max}}$`);
type Keys = Readonly<
  Record<string, { value: RegExp; finest: readonly (readonly [ai: string, value: RegExp])[] }>
>;

const OF_ITEM = [
  ['21', text(1, 20)],
  ['235', text(1, 28)],
  ['10', text(1, 20)],
] as const;
const KEYS: Keys = {
  '00': { value: /^\d{18}$/, finest: [] },
  '01': { value: /^(?:\d{8}|\d{12,14})$/, finest: OF_ITEM },
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
const NAMES: Readonly<Record<string, string>> = {
  gtin: '01', itip: '8006', cpid: '8010', gln: '414', party: '417', gsrnp: '8017', gsrn: '8018', gcn: '255', sscc: '00',
  gdti: '253', ginc: '401', gsin: '402', grai: '8003', giai: '8004', cpv: '22', lot: '10', ser: '21', cpsn: '8011', glnx: '254',
}; // biome-ignore format: a table of pairs
const aiOf = (segment: string): string => NAMES[segment] ?? segment;

function formerLinkOfWeb(uri: string): string | undefined {
  const path = /^https?:\/\/[^/?#]+(\/[^?#]*)/.exec(uri)?.[1];
  const segments = path?.replace(/\/$/, '').split('/').slice(1) ?? [];
  const at = segments.findIndex((segment, index) => {
    const value = segments[index + 1] ?? '';
    return KEYS[aiOf(segment)]?.value?.test(value) && /^\d{4}/.test(value);
  });
  const [ai, value] = [aiOf(segments[at] ?? ''), segments[at + 1] ?? ''];
  const key = KEYS[ai];
  if (at < 0 || !key) return undefined;
  const qualifiers = new Map<string, string>();
  for (let index = at + 2; index < segments.length; index += 2)
    qualifiers.set(aiOf(segments[index] ?? ''), segments[index + 1] ?? '');
  for (const name of qualifiers.keys())
    if (name !== '22' && !key.finest.some(([known]) => known === name)) return undefined;
  const base = `https://id.gs1.org/${ai}/${ai === '01' ? value.padStart(14, '0') : value}`;
  const finest = key.finest.find(([name]) => qualifiers.has(name));
  if (!finest) return base;
  const named = qualifiers.get(finest[0]) ?? '';
  return finest[1].test(named) ? `${base}/${finest[0]}/${named}` : undefined;
}

/** The key under which what is spelled so was kept before. */
export const formerLink = (uri: string): string =>
  (uri.startsWith('urn:epc:') ? linkOfUrn(uri, formerHand) : formerLinkOfWeb(uri)) ?? uri;

const UUID = /^urn:uuid:/;
const LINK = /^(https:\/\/id\.gs1\.org\/.*\/)([^/]+)$/;
const ESCAPE = /%[0-9A-F]{2}/g;

/**
 * Keys under which a thing of this spelling may have been kept before: as it was read then, and as the
 * spellings were read that are met beside the canonical one. None of them is the canonical key, so for most
 * things there is none.
 */
export function formerKeys(uri: string): string[] {
  if (whyNoLink(uri) !== undefined) return [];
  const link = canonicalLink(uri);
  const [, base = '', last = ''] = LINK.exec(link) ?? [];
  const spellings = UUID.test(link)
    ? [link.toUpperCase().replace('URN:UUID:', 'urn:uuid:')]
    : /[%';=]/.test(last)
      ? [
          base + last.replace(ESCAPE, (escape) => escape.toLowerCase()),
          base + last.replace(/%(?:21|28|29|2A|2B|2C|3A)/g, (escape) => decodeURIComponent(escape)),
          base + last.replace(/[';=]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`),
        ]
      : [];
  return [...new Set([uri, link, ...spellings].map(formerLink))].filter((key) => key !== link);
}
