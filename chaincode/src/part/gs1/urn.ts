import { isChecked } from './key';

const LINK = /^https:\/\/id\.gs1\.org\/(\d+)\/([^/]+)(?:\/(\d+)\/([^/]+))?$/;

/** Escapes that a link needs and a URN does not. */
const unescape = (text: string): string =>
  text.replace(/%(21|28|29|2A|2B|2C|3A)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Key digits without the check digit, split after the company prefix: `prefix.reference`. */
const split = (digits: string, prefix: number): string =>
  `${digits.slice(0, prefix)}.${digits.slice(prefix)}`;
/** The same where the first digit of the key belongs to the reference. */
const splitLed = (digits: string, prefix: number): string =>
  `${digits.slice(1, 1 + prefix)}.${digits[0] ?? ''}${digits.slice(1 + prefix)}`;

/**
 * The EPC URN of a canonical Digital Link. A link does not say how long the company prefix is (6 to 12
 * digits), so the caller does.
 * `undefined` for keys without a URN and for wrong check digits.
 */
export function urnOfLink(link: string, prefix: number): string | undefined {
  const found = LINK.exec(link);
  if (!found || !Number.isInteger(prefix) || prefix < 6 || prefix > 12) return undefined;
  const [, ai, key = '', qualifier, raw = ''] = found;
  const serial = unescape(raw);
  const plain = (length: number): string | undefined => {
    const digits = key.slice(0, length);
    return digits.length === length && /^\d+$/.test(digits) && isChecked(digits)
      ? digits.slice(0, -1)
      : undefined;
  };
  const of = (length: number, write: (digits: string) => string): string | undefined => {
    const digits = plain(length);
    return digits === undefined ? undefined : `urn:epc:${write(digits)}`;
  };
  if (ai === '00') return of(18, (digits) => `id:sscc:${splitLed(digits, prefix)}`);
  if (ai === '01' && qualifier === '21')
    return of(14, (digits) => `id:sgtin:${splitLed(digits, prefix)}.${serial}`);
  if (ai === '01' && qualifier === '235')
    return of(14, (digits) => `id:upui:${splitLed(digits, prefix)}.${serial}`);
  if (ai === '01' && qualifier === '10')
    return of(14, (digits) => `class:lgtin:${splitLed(digits, prefix)}.${serial}`);
  if (ai === '01') return of(14, (digits) => `idpat:sgtin:${splitLed(digits, prefix)}.*`);
  if (ai === '414')
    return of(13, (digits) => `id:sgln:${split(digits, prefix)}.${qualifier === '254' ? serial : '0'}`);
  if (ai === '417') return of(13, (digits) => `id:pgln:${split(digits, prefix)}`);
  if (ai === '8003')
    return of(14, (digits) => `id:grai:${split(digits.slice(1), prefix)}.${unescape(key.slice(14))}`);
  if (ai === '253') return of(13, (digits) => `id:gdti:${split(digits, prefix)}.${unescape(key.slice(13))}`);
  if (ai === '255') return of(13, (digits) => `id:sgcn:${split(digits, prefix)}.${key.slice(13)}`);
  if (ai === '8017') return of(18, (digits) => `id:gsrnp:${split(digits, prefix)}`);
  if (ai === '8018') return of(18, (digits) => `id:gsrn:${split(digits, prefix)}`);
  if (ai === '402') return of(17, (digits) => `id:gsin:${split(digits, prefix)}`);
  if (ai === '8004') return `urn:epc:id:giai:${split(unescape(key), prefix)}`;
  if (ai === '401') return `urn:epc:id:ginc:${split(unescape(key), prefix)}`;
  if (ai === '8010' && qualifier === '8011') return `urn:epc:id:cpi:${split(key, prefix)}.${serial}`;
  if (ai === '8006' && qualifier === '21') return itip(key, prefix, serial);
  return undefined;
}

function itip(key: string, prefix: number, serial: string): string | undefined {
  const gtin = key.slice(0, 14);
  if (!/^\d{18}$/.test(key) || !isChecked(gtin)) return undefined;
  return `urn:epc:id:itip:${splitLed(gtin.slice(0, -1), prefix)}.${key.slice(14, 16)}.${key.slice(16)}.${serial}`;
}

/** Whether the check digit of a canonical link's key is right; keys without one are. */
export function isLinkChecked(link: string): boolean {
  const found = LINK.exec(link);
  if (!found) return true;
  const [, ai = '', key = ''] = found;
  const length = CHECKED[ai];
  return length === undefined || isChecked(key.slice(0, length));
}

/** How many digits of a key, by application identifier, end with a check digit. */
const CHECKED: Readonly<Record<string, number>> = {
  '00': 18, '01': 14, '253': 13, '255': 13, '402': 17, '414': 13, '417': 13, '8003': 14, '8006': 14, '8017': 18, '8018': 18,
}; // biome-ignore format: a table of pairs
