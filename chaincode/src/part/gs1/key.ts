/** One EPC scheme: how its URN splits, and what its GS1 element string looks like in a Digital Link. */
interface Scheme {
  /** Digits of company prefix and reference together; absent where the reference is text. */
  readonly digits?: number;
  /** Most characters of company prefix and textual reference together. */
  readonly text?: number;
  /** What follows the reference in the URN: its pattern, and whether it is missing altogether. */
  readonly serial?: RegExp;
  readonly link: (key: { digits: string; serial: string }) => string;
}

/**
 * Serial characters of GS1 AI encodable set 82, those outside the URN's own alphabet as percent-escapes (TDS
 * 1.13, §6.3).
 */
const CHAR =
  "(?:%2[125-9A-Fa-f]|%3[0-9A-Fa-f]|%4[1-9A-Fa-f]|%5[0-9AaFf]|%6[1-9A-Fa-f]|%7[0-9Aa]|[!')(*+,.0-9:;=A-Za-z_-])";
const CPI_CHAR = '(?:%2[3dfDF]|%3[0-9]|%4[1-9A-Fa-f]|%5[0-9Aa]|[0-9A-Z-])';
const upTo = (max: number): RegExp => new RegExp(`^${CHAR}{1,${max}}$`);
const TEXT = upTo(24);
const CPI_TEXT = new RegExp(`^${CPI_CHAR}{1,24}$`);
const ANY = /^\*$/;

/**
 * GS1 General Specifications §7.9.1: weights 3, 1, 3, 1 from the right; the digit that lifts the sum to a
 * multiple of ten.
 */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    sum += (digits.charCodeAt(digits.length - 1 - index) - 48) * (index % 2 === 0 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether the last digit is the check digit of those before it. */
export const isChecked = (digits: string): boolean => checkDigit(digits.slice(0, -1)) === digits.slice(-1);

const checked = (digits: string): string => digits + checkDigit(digits);

/** GS1 Digital Link 1.2, table 7-1: these stand percent-escaped in a link though the URN allows them bare. */
const escape = (text: string): string =>
  text.replace(/[!()*+,:]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const gln = (ai: string, digits: string): string => `${ai}/${checked(digits)}`;

const SCHEMES: Readonly<Record<string, Scheme>> = {
  'id:sgtin': {
    digits: 13,
    serial: upTo(20),
    link: ({ digits, serial }) => `01/${checked(digits)}/21/${escape(serial)}`,
  },
  'id:sscc': { digits: 17, link: ({ digits }) => `00/${checked(digits)}` },
  'id:sgln': {
    digits: 12,
    serial: upTo(20),
    link: ({ digits, serial }) =>
      serial === '0' ? gln('414', digits) : `${gln('414', digits)}/254/${escape(serial)}`,
  },
  'id:grai': {
    digits: 12,
    serial: upTo(16),
    link: ({ digits, serial }) => `8003/0${checked(digits)}${escape(serial)}`,
  },
  'id:giai': { text: 30, link: ({ digits }) => `8004/${escape(digits)}` },
  'id:gsrn': { digits: 17, link: ({ digits }) => `8018/${checked(digits)}` },
  'id:gsrnp': { digits: 17, link: ({ digits }) => `8017/${checked(digits)}` },
  'id:gdti': {
    digits: 12,
    serial: upTo(17),
    link: ({ digits, serial }) => `253/${checked(digits)}${escape(serial)}`,
  },
  'id:cpi': {
    text: 30,
    serial: /^\d{1,12}$/,
    link: ({ digits, serial }) => `8010/${escape(digits)}/8011/${serial}`,
  },
  'id:sgcn': {
    digits: 12,
    serial: /^\d{1,12}$/,
    link: ({ digits, serial }) => `255/${checked(digits)}${serial}`,
  },
  'id:ginc': { text: 30, link: ({ digits }) => `401/${escape(digits)}` },
  'id:gsin': { digits: 16, link: ({ digits }) => `402/${checked(digits)}` },
  'id:itip': {
    digits: 13,
    serial: new RegExp(`^\\d{2}\\.\\d{2}\\.${CHAR}{1,20}$`),
    link: ({ digits, serial }) =>
      `8006/${checked(digits)}${serial.slice(0, 2)}${serial.slice(3, 5)}/21/${escape(serial.slice(6))}`,
  },
  'id:upui': {
    digits: 13,
    serial: upTo(28),
    link: ({ digits, serial }) => `01/${checked(digits)}/235/${escape(serial)}`,
  },
  'id:pgln': { digits: 12, link: ({ digits }) => gln('417', digits) },
  'class:lgtin': {
    digits: 13,
    serial: upTo(20),
    link: ({ digits, serial }) => `01/${checked(digits)}/10/${escape(serial)}`,
  },
  'idpat:sgtin': { digits: 13, serial: ANY, link: ({ digits }) => `01/${checked(digits)}` },
  'idpat:upui': { digits: 13, serial: ANY, link: ({ digits }) => `01/${checked(digits)}` },
  'idpat:grai': { digits: 12, serial: ANY, link: ({ digits }) => `8003/0${checked(digits)}` },
  'idpat:gdti': { digits: 12, serial: ANY, link: ({ digits }) => `253/${checked(digits)}` },
  'idpat:sgcn': { digits: 12, serial: ANY, link: ({ digits }) => `255/${checked(digits)}` },
  'idpat:cpi': { text: 30, serial: ANY, link: ({ digits }) => `8010/${escape(digits)}` },
  'idpat:itip': {
    digits: 13,
    serial: /^\d{2}\.\d{2}\.\*$/,
    link: ({ digits, serial }) => `8006/${checked(digits)}${serial.slice(0, 2)}${serial.slice(3, 5)}`,
  },
};

/**
 * Schemes whose reference begins with the indicator digit of a GTIN or the extension digit of an SSCC, which
 * leads in the key.
 */
const LEADING = new Set([
  'id:sgtin',
  'id:sscc',
  'id:itip',
  'id:upui',
  'class:lgtin',
  'idpat:sgtin',
  'idpat:upui',
  'idpat:itip',
]);

const URN = /^urn:epc:((?:id|class|idpat):[a-z]+):(\d{6,12})\.(.*)$/;

/**
 * The canonical GS1 Digital Link of an EPC, EPC class or EPC pattern URN; `undefined` when the text is none
 * of them.
 */
export function linkOfUrn(urn: string): string | undefined {
  const found = URN.exec(urn);
  if (!found) return undefined;
  const [, name = '', prefix = '', rest = ''] = found;
  const scheme = SCHEMES[name];
  if (!scheme) return undefined;
  const split = scheme.digits === undefined ? byText(scheme, name, rest) : byDigits(scheme, prefix, rest);
  if (!split || (scheme.text !== undefined && prefix.length + lengthOf(split.reference) > scheme.text))
    return undefined;
  const digits = LEADING.has(name)
    ? split.reference.slice(0, 1) + prefix + split.reference.slice(1)
    : prefix + split.reference;
  return `https://id.gs1.org/${scheme.link({ digits, serial: split.serial })}`;
}

function byDigits(
  scheme: Scheme,
  prefix: string,
  rest: string,
): { reference: string; serial: string } | undefined {
  const width = (scheme.digits ?? 0) - prefix.length;
  const reference = rest.slice(0, width);
  if (!/^\d*$/.test(reference) || reference.length !== width) return undefined;
  if (!scheme.serial)
    return rest.length === width || (width === 0 && rest === '') ? { reference, serial: '' } : undefined;
  const serial = rest.slice(width + 1);
  return rest[width] === '.' && scheme.serial.test(serial) ? { reference, serial } : undefined;
}

function byText(
  scheme: Scheme,
  name: string,
  rest: string,
): { reference: string; serial: string } | undefined {
  const dot = scheme.serial ? rest.lastIndexOf('.') : rest.length;
  const [reference, serial] = [rest.slice(0, Math.max(dot, 0)), rest.slice(dot + 1)];
  if (!(name.endsWith(':cpi') ? CPI_TEXT : TEXT).test(reference)) return undefined;
  return !scheme.serial || scheme.serial.test(serial) ? { reference, serial } : undefined;
}

/** Characters, an escape counting as one. */
const lengthOf = (text: string): number => text.replace(/%[0-9A-Fa-f]{2}/g, '_').length;
