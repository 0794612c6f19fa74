import fc from 'fast-check';

// Things and their spellings, written from GS1 EPC Tag Data Standard 1.13 (§6.3, §7, table A-1), GS1 Digital
// Link 1.2 (§4) and RFC 3986 §6.2, RFC 8141 §3; nothing here is taken from the code under test.

/** A thing by its GS1 element string: application identifiers with their values, as on its label. */
export interface Thing {
  readonly scheme: string;
  /** The digits that GS1 licensed to its company; only a URN shows where they end. */
  readonly prefix: string;
  readonly elements: readonly (readonly [ai: string, value: string])[];
  /** The EPC URN with this length of the company prefix, its text as it is on the label. */
  readonly urn: (length: number) => { readonly head: string; readonly text: string };
}

/** Sum of the digits with the weights 3 and 1 from the right, lifted to ten. */
const check = (digits: string): string => {
  const sum = [...digits].toReversed().reduce((all, digit, at) => all + Number(digit) * (at % 2 ? 1 : 3), 0);
  return digits + String((1000 - sum) % 10);
};

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const SET_82 = String.raw`[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]`;
/** Every character of set 82 comes up, those that need an escape often. */
const text = (max: number, min = 1) =>
  fc.oneof(
    fc.stringMatching(new RegExp(`^${SET_82}{${min},${max}}$`)),
    fc.stringMatching(new RegExp(`^[A-Z%+/&'.]{${min},${max}}$`)),
  );
const part = (max: number) => fc.stringMatching(new RegExp(`^[#\\-/0-9A-Z]{1,${max}}$`));
const number = fc.stringMatching(/^\d{1,12}$/);
const within = (all: string, at: number): string => `${all.slice(0, at)}.${all.slice(at)}`;
/** Digits of company prefix and reference, whose first digit stands in front of the key. */
const led = (all: string, at: number): string => `${all.slice(1, 1 + at)}.${all[0]}${all.slice(1 + at)}`;

const item = (scheme: string, ai: string, max: number): fc.Arbitrary<Thing> =>
  fc.tuple(digits(13), text(max)).map(([all, serial]) => ({
    scheme: scheme.slice(scheme.indexOf(':') + 1),
    prefix: all.slice(1),
    elements: [
      ['01', check(all)],
      [ai, serial],
    ],
    urn: (length) => ({ head: `urn:epc:${scheme}:${led(all, length)}.`, text: serial }),
  }));
const numbered = (scheme: string, ai: string, filler: string, serial: fc.Arbitrary<string>) =>
  fc.tuple(digits(12), serial).map(
    ([all, rest]): Thing => ({
      scheme,
      prefix: all,
      elements: [[ai, check(filler + all) + rest]],
      urn: (length) => ({ head: `urn:epc:id:${scheme}:${within(all, length)}.`, text: rest }),
    }),
  );
const free = (scheme: string, ai: string) =>
  fc.tuple(digits(12), text(18)).map(
    ([all, rest]): Thing => ({
      scheme,
      prefix: all,
      elements: [[ai, all + rest]],
      urn: (length) => ({
        head: `urn:epc:id:${scheme}:${all.slice(0, length)}.`,
        text: all.slice(length) + rest,
      }),
    }),
  );
const plain = (scheme: string, ai: string, length: number, write: typeof led) =>
  digits(length).map(
    (all): Thing => ({
      scheme,
      prefix: write === led ? all.slice(1) : all,
      elements: [[ai, check(all)]],
      urn: (at) => ({ head: `urn:epc:id:${scheme}:${write(all, at)}`, text: '' }),
    }),
  );

/** Things of every EPC scheme whose instances GS1 Digital Link can name, and lots. */
export const things: Readonly<Record<string, fc.Arbitrary<Thing>>> = {
  sgtin: item('id:sgtin', '21', 20),
  upui: item('id:upui', '235', 28),
  lgtin: item('class:lgtin', '10', 20),
  sscc: plain('sscc', '00', 17, led),
  gsrn: plain('gsrn', '8018', 17, within),
  gsrnp: plain('gsrnp', '8017', 17, within),
  gsin: plain('gsin', '402', 16, within),
  pgln: plain('pgln', '417', 12, within),
  grai: numbered('grai', '8003', '0', text(16)),
  gdti: numbered('gdti', '253', '', text(17)),
  sgcn: numbered('sgcn', '255', '', number),
  giai: free('giai', '8004'),
  ginc: free('ginc', '401'),
  sgln: fc.tuple(digits(12), text(20)).map(([all, extension]) => ({
    scheme: 'sgln',
    prefix: all,
    elements:
      extension === '0'
        ? [['414', check(all)]]
        : [
            ['414', check(all)],
            ['254', extension],
          ],
    urn: (length) => ({ head: `urn:epc:id:sgln:${within(all, length)}.`, text: extension }),
  })),
  cpi: fc.tuple(digits(12), part(18), number).map(([all, rest, serial]) => ({
    scheme: 'cpi',
    prefix: all,
    elements: [
      ['8010', all + rest],
      ['8011', serial],
    ],
    urn: (length) => ({
      head: `urn:epc:id:cpi:${all.slice(0, length)}.`,
      text: `${all.slice(length)}${rest}.${serial}`,
    }),
  })),
  itip: fc.tuple(digits(13), digits(2), digits(2), text(20)).map(([all, piece, total, serial]) => ({
    scheme: 'itip',
    prefix: all.slice(1),
    elements: [
      ['8006', check(all) + piece + total],
      ['21', serial],
    ],
    urn: (length) => ({ head: `urn:epc:id:itip:${led(all, length)}.${piece}.${total}.`, text: serial }),
  })),
};

/** What makes a spelling: each number chooses among what is left open. */
export interface Choice {
  readonly length: number;
  readonly turns: readonly number[];
}
export const choice: fc.Arbitrary<Choice> = fc.record({
  length: fc.integer({ min: 6, max: 12 }),
  turns: fc.array(fc.nat(5), { minLength: 120, maxLength: 120 }),
});

/** What a URI must escape in a path segment, and TDS beyond it (table A-1). */
const MUST = /["%&/<>?#]/;
const hex = (char: string): string => char.charCodeAt(0).toString(16).padStart(2, '0');

/** The text with what must be escaped escaped, and anything else as it turns out, in either case of hex. */
function spell(written: string, turns: readonly number[]): string {
  return [...written]
    .map((char, at) => {
      const turn = turns[at % turns.length] ?? 0;
      if (!MUST.test(char) && turn < 4) return char;
      return `%${turn % 2 ? hex(char).toUpperCase() : hex(char)}`;
    })
    .join('');
}
const cased = (written: string, turn = 0): string =>
  turn % 3 === 0
    ? written
    : turn % 3 === 1
      ? written.toUpperCase()
      : written.replace(/^./, (first) => first.toUpperCase());

/** A URN of the thing; scheme and namespace of a URN have no case. */
export function urnOf({ urn }: Thing, { length, turns }: Choice): string {
  const { head, text: label } = urn(length);
  const dot = head.includes(':cpi:') ? label.lastIndexOf('.') : label.length;
  const tail = label.slice(dot);
  return `${cased('urn:epc', turns[0])}${head.slice(7)}${spell(label.slice(0, dot), turns)}${tail}`;
}

const HOSTS = ['id.gs1.org', 'parts.example.com', 'example.co.uk:8443', 'ID.gs1.ORG:443', 'user@example.org'];
const STEMS = ['', '/shop', '/de/teile', '/x/..', '/./a'];
const SHORT: Readonly<Record<string, string>> = {
  '00': 'sscc', '01': 'gtin', '10': 'lot', '21': 'ser', '253': 'gdti', '254': 'glnx', '255': 'gcn', '401': 'ginc', '402': 'gsin',
  '414': 'gln', '417': 'party', '8003': 'grai', '8004': 'giai', '8006': 'itip', '8010': 'cpid', '8011': 'cpsn', '8017': 'gsrnp', '8018': 'gsrn',
}; // biome-ignore format: a table of pairs

/** A Digital Link of the thing at any host: coarser qualifiers, query and fragment say nothing more. */
export function linkOf({ elements }: Thing, { turns }: Choice): string {
  const [key = ['', ''], ...qualifiers] = elements;
  const gtin = key[0] === '01' ? key[1].replace(/^0(?=\d{13}$)/, turns[1] === 1 ? '' : '0') : key[1];
  const coarser =
    qualifiers[0]?.[0] === '21' && turns[2] === 1 ? [['22', '2A'] as const, ['10', 'LOT-1'] as const] : [];
  const path = [[key[0], gtin] as const, ...coarser, ...qualifiers]
    .map(([ai, value], at) => {
      const name = turns[3 + at] === 2 ? (SHORT[ai] ?? ai) : turns[3 + at] === 3 ? spell(ai, turns) : ai;
      return `/${name}/${spell(value, turns.slice(at))}`;
    })
    .join('');
  const scheme = cased(turns[10] === 1 ? 'http' : 'https', turns[11]);
  const host = cased(HOSTS[(turns[12] ?? 0) % HOSTS.length] ?? '', turns[13]);
  const stem = STEMS[(turns[14] ?? 0) % STEMS.length] ?? '';
  const end = ['', '/', '?exp=261231', '#top', '?linkType=gs1:pip#x', ''][turns[15] ?? 0] ?? '';
  return `${scheme}://${host}${stem}${path}${/\/\.{1,2}$|\/$/.test(path) && end === '/' ? '' : end}`;
}
