/** One thing in a pattern and how often it stands there at least. */
type Piece = (at: number) => string;

/**
 * A text that a pattern lets through, or `undefined` where it is written in a way that is not read here (looks
 * ahead, back references): letters and classes, groups, choices and repetitions, each as few as there must be.
 */
export function textLike(pattern: string): string | undefined {
  const text = readChoice({ pattern, at: 0 })(0);
  return new RegExp(pattern).test(text) ? text : undefined;
}

interface Reader {
  readonly pattern: string;
  at: number;
}

/** The first of the choices. */
function readChoice(reader: Reader): Piece {
  const first = readSequence(reader);
  while (reader.pattern[reader.at] === '|') {
    reader.at++;
    readSequence(reader);
  }
  return first;
}

function readSequence(reader: Reader): Piece {
  const pieces: Piece[] = [];
  while (reader.at < reader.pattern.length && !')|'.includes(reader.pattern[reader.at] ?? ''))
    pieces.push(readRepeated(reader));
  return (at) => pieces.map((piece) => piece(at)).join('');
}

function readRepeated(reader: Reader): Piece {
  const piece = readAtom(reader);
  const [written = '', braces] =
    /^(?:[*?+]|\{(\d+)(?:,\d*)?\})\??/.exec(reader.pattern.slice(reader.at)) ?? [];
  reader.at += written.length;
  if (written === '') return piece;
  const least = braces === undefined ? (written.startsWith('+') ? 1 : 0) : Number(braces);
  return () => Array.from({ length: least }, (_, at) => piece(at)).join('');
}

function readAtom(reader: Reader): Piece {
  const sign = reader.pattern[reader.at++] ?? '';
  if (sign === '^' || sign === '$') return () => '';
  if (sign === '(') {
    const [mark = ''] = /^\?(?::|<\w+>)/.exec(reader.pattern.slice(reader.at)) ?? [];
    reader.at += mark.length;
    const inner = readChoice(reader);
    reader.at++;
    return inner;
  }
  if (sign === '[') return readClass(reader);
  if (sign === '.') return () => 'a';
  return sign === '\\' ? oneOf(escaped(reader)) : () => sign;
}

/** The signs of a class one after the other, so that what is made of many looks like what it stands for. */
const oneOf =
  (signs: string): Piece =>
  (at) =>
    signs[at % signs.length] ?? '';

const CLASSES: Readonly<Record<string, string>> = { d: '0123456789', w: 'abcdefghij', s: ' ' };

function escaped(reader: Reader): string {
  const sign = reader.pattern[reader.at++] ?? '';
  if (sign !== 'x' && sign !== 'u') return CLASSES[sign] ?? sign;
  const digits = reader.pattern.slice(reader.at, reader.at + (sign === 'x' ? 2 : 4));
  reader.at += digits.length;
  return String.fromCharCode(Number.parseInt(digits, 16));
}

function readClass(reader: Reader): Piece {
  let signs = '';
  const isNegated = reader.pattern[reader.at] === '^';
  if (isNegated) reader.at++;
  while (reader.at < reader.pattern.length && reader.pattern[reader.at] !== ']') {
    const sign = reader.pattern[reader.at++] ?? '';
    const from = sign === '\\' ? escaped(reader) : sign;
    if (reader.pattern[reader.at] !== '-' || reader.pattern[reader.at + 1] === ']') {
      signs += from;
      continue;
    }
    reader.at++;
    const next = reader.pattern[reader.at++] ?? '';
    const until = next === '\\' ? escaped(reader) : next;
    for (let code = from.charCodeAt(0); code <= until.charCodeAt(0); code++)
      signs += String.fromCharCode(code);
  }
  reader.at++;
  return oneOf(isNegated ? ([...CANDIDATES].find((sign) => !signs.includes(sign)) ?? '') : signs);
}

const CANDIDATES = 'a0-_ A';
