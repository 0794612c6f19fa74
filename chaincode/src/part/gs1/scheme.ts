import { checked } from './key';
import { canonicalHand, type Hand } from './text';

/** What follows company prefix and reference in a URN, read and written; `undefined` where it does not fit. */
type Serial = (written: string, hand: Hand) => string | undefined;

/** One EPC scheme: how its URN splits, and what its GS1 element string looks like in a Digital Link. */
interface Scheme {
  /** Digits of company prefix and reference together; absent where the reference is text. */
  readonly digits?: number;
  /** Whether the first digit of the reference leads in the key: indicator of a GTIN, extension of an SSCC. */
  readonly leads?: boolean;
  /** Whether a textual reference is one of component or part. */
  readonly part?: boolean;
  readonly serial?: Serial;
  readonly link: (digits: string, serial: string) => string;
}

/** Most characters of company prefix and textual reference together, and of that reference. */
const MAX_KEY = 30;
const MAX_REFERENCE = 24;

const upTo =
  (max: number): Serial =>
  (written, hand) =>
    hand.text(written, max);
const number: Serial = (written) => (/^\d{1,12}$/.test(written) ? written : undefined);
const star: Serial = (written) => (written === '*' ? '' : undefined);
/** Piece and total of an ITIP stand before its serial. */
const piece =
  (rest: Serial): Serial =>
  (written, hand) => {
    const [, of = '', total = '', more = ''] = /^(\d{2})\.(\d{2})\.(.+)$/.exec(written) ?? [];
    const serial = of === '' ? undefined : rest(more, hand);
    return serial === undefined ? undefined : `${of}${total}${serial}`;
  };

const gln = (ai: string, digits: string): string => `${ai}/${checked(digits)}`;

/** GS1 EPC Tag Data Standard §6.3 to §8; a serial of an ITIP begins with piece and total. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  'id:sgtin': {
    digits: 13,
    leads: true,
    serial: upTo(20),
    link: (digits, serial) => `01/${checked(digits)}/21/${serial}`,
  },
  'id:sscc': { digits: 17, leads: true, link: (digits) => `00/${checked(digits)}` },
  'id:sgln': {
    digits: 12,
    serial: upTo(20),
    link: (digits, serial) => (serial === '0' ? gln('414', digits) : `${gln('414', digits)}/254/${serial}`),
  },
  'id:grai': { digits: 12, serial: upTo(16), link: (digits, serial) => `8003/0${checked(digits)}${serial}` },
  'id:giai': { link: (digits) => `8004/${digits}` },
  'id:gsrn': { digits: 17, link: (digits) => `8018/${checked(digits)}` },
  'id:gsrnp': { digits: 17, link: (digits) => `8017/${checked(digits)}` },
  'id:gdti': { digits: 12, serial: upTo(17), link: (digits, serial) => `253/${checked(digits)}${serial}` },
  'id:cpi': { part: true, serial: number, link: (digits, serial) => `8010/${digits}/8011/${serial}` },
  'id:sgcn': { digits: 12, serial: number, link: (digits, serial) => `255/${checked(digits)}${serial}` },
  'id:ginc': { link: (digits) => `401/${digits}` },
  'id:gsin': { digits: 16, link: (digits) => `402/${checked(digits)}` },
  'id:itip': {
    digits: 13,
    leads: true,
    serial: piece(upTo(20)),
    link: (digits, serial) => `8006/${checked(digits)}${serial.slice(0, 4)}/21/${serial.slice(4)}`,
  },
  'id:upui': {
    digits: 13,
    leads: true,
    serial: upTo(28),
    link: (digits, serial) => `01/${checked(digits)}/235/${serial}`,
  },
  'id:pgln': { digits: 12, link: (digits) => gln('417', digits) },
  'class:lgtin': {
    digits: 13,
    leads: true,
    serial: upTo(20),
    link: (digits, serial) => `01/${checked(digits)}/10/${serial}`,
  },
  'idpat:sgtin': { digits: 13, leads: true, serial: star, link: (digits) => `01/${checked(digits)}` },
  'idpat:upui': { digits: 13, leads: true, serial: star, link: (digits) => `01/${checked(digits)}` },
  'idpat:grai': { digits: 12, serial: star, link: (digits) => `8003/0${checked(digits)}` },
  'idpat:gdti': { digits: 12, serial: star, link: (digits) => `253/${checked(digits)}` },
  'idpat:sgcn': { digits: 12, serial: star, link: (digits) => `255/${checked(digits)}` },
  'idpat:cpi': { part: true, serial: star, link: (digits) => `8010/${digits}` },
  'idpat:itip': {
    digits: 13,
    leads: true,
    serial: piece(star),
    link: (digits, serial) => `8006/${checked(digits)}${serial}`,
  },
};

/** An EPC as a tag holds it: how many bits, and a filter that says nothing of the thing; a GID has none. */
const TAG = /^(urn:epc:)tag:(?:(gid)-96:|([a-z]+)-(?:\d{2,3}|var):[0-7]\.)(.*)$/i;

/** The pure identity of an EPC that is written as its tag (TDS §12.3.1); any other text as it is. */
export function pureOf(urn: string): string {
  const [, start, gid, scheme, rest = ''] = TAG.exec(urn) ?? [];
  return start === undefined ? urn : `${start}id:${gid ?? scheme}:${rest}`;
}

/** The scheme and the company prefix of an EPC; RFC 8141: what comes after `?` or `#` names nothing else. */
const URN = /^urn:epc:([a-z]+:[a-z]+):(\d{6,12})\.([^?#]*)(?:[?#].*)?$/i;

/** The canonical GS1 Digital Link of an EPC, EPC class or EPC pattern URN; `undefined` for other text. */
export function linkOfUrn(urn: string, hand: Hand = canonicalHand): string | undefined {
  const [, name = '', prefix = '', rest = ''] = URN.exec(hand.urn(pureOf(urn))) ?? [];
  const scheme = SCHEMES[name.toLowerCase()];
  if (!scheme) return undefined;
  const key =
    scheme.digits === undefined
      ? byText(scheme, prefix, rest, hand)
      : byDigits(scheme, scheme.digits - prefix.length, prefix, rest, hand);
  return key && `https://id.gs1.org/${scheme.link(...key)}`;
}

type Key = readonly [digits: string, serial: string];

function byDigits(scheme: Scheme, width: number, prefix: string, rest: string, hand: Hand): Key | undefined {
  const reference = rest.slice(0, width);
  if (!/^\d*$/.test(reference) || reference.length !== width) return undefined;
  const digits = scheme.leads ? reference.slice(0, 1) + prefix + reference.slice(1) : prefix + reference;
  if (!scheme.serial) return rest.length === width ? [digits, ''] : undefined;
  const serial = rest[width] === '.' ? scheme.serial(rest.slice(width + 1), hand) : undefined;
  return serial === undefined ? undefined : [digits, serial];
}

function byText(scheme: Scheme, prefix: string, rest: string, hand: Hand): Key | undefined {
  const dot = scheme.serial ? rest.lastIndexOf('.') : rest.length;
  const most = Math.min(MAX_REFERENCE, MAX_KEY - prefix.length);
  const reference = (scheme.part ? hand.part : hand.text)(rest.slice(0, Math.max(dot, 0)), most);
  const serial = scheme.serial ? scheme.serial(rest.slice(dot + 1), hand) : '';
  return reference === undefined || serial === undefined ? undefined : [prefix + reference, serial];
}
