import { kitErrors, refuse } from '../errors';

/** Largest request in UTF-16 units and deepest nesting that are read. */
export const MAX_REQUEST = 1_000_000;
/** Deepest nesting of a text that is read. */
export const MAX_DEPTH = 24;
/** Most members of one object, and most values in all, that are built of a text. */
const MAX_MEMBERS = 10_000;
const MAX_VALUES = 1_000_000;

/**
 * RFC 8785: members sorted by UTF-16 code units, no white space. `undefined` members are left out. Strings
 * must be well formed.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('a number that JSON cannot hold');
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new Error(`a ${typeof value} has no JSON form`);
  return Array.isArray(value) ? canonicalList(value) : canonicalObject(value as Record<string, unknown>);
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new Error('a string with a lone surrogate');
  return JSON.stringify(text);
}

function canonicalList(list: readonly unknown[]): string {
  let text = '[';
  for (let at = 0; at < list.length; at++) text += (at ? ',' : '') + canonical(list[at]);
  return `${text}]`;
}

function canonicalObject(record: Record<string, unknown>): string {
  let text = '{';
  for (const name of Object.keys(record).sort()) {
    const value = record[name];
    if (value !== undefined) text += `${text.length > 1 ? ',' : ''}${quoted(name)}:${canonical(value)}`;
  }
  return `${text}}`;
}

/**
 * Reads a hostile JSON text: one object, bounded in size and depth, no repeated member, no `__proto__`,
 * nothing after it.
 */
export function readObject(text: string, longest = MAX_REQUEST): Record<string, unknown> {
  if (text.length > longest) unreadable(`it is longer than ${longest} characters`);
  if (!text.isWellFormed()) unreadable('it holds a lone surrogate');
  inspect(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    unreadable('it is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) unreadable('it is not an object');
  return value as Record<string, unknown>;
}

/** The same of bytes in UTF-8: more of them than the longest text may have are not even turned into one. */
export function readBytes(bytes: Uint8Array, longest = MAX_REQUEST): Record<string, unknown> {
  if (bytes.length > 3 * longest) unreadable(`it is longer than ${longest} characters`);
  return readObject(Buffer.from(bytes).toString('utf8'), longest);
}

function unreadable(why: string): never {
  refuse(kitErrors.UNREADABLE_REQUEST, { why });
}

/**
 * One pass before parsing, so that depth, number and repeated members are refused before anything is built.
 * Broken JSON is left to the parser.
 */
function inspect(text: string): void {
  const members: (Set<string> | undefined)[] = [];
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === 0x2c || letter === 0x7b || letter === 0x5b) {
      if (++values > MAX_VALUES) unreadable(`it holds more than ${MAX_VALUES} values`);
      if (letter === 0x2c) continue;
      members.push(letter === 0x7b ? new Set() : undefined);
      if (members.length > MAX_DEPTH) unreadable(`it is nested deeper than ${MAX_DEPTH}`);
    } else if (letter === 0x7d || letter === 0x5d) {
      members.pop();
    } else if (letter === 0x22) {
      const end = endOfString(text, at);
      const names = members.at(-1);
      if (names && isMember(text, end)) addMember(names, text.slice(at, end));
      at = end - 1;
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === 0x5c) at++;
    else if (letter === 0x22) return at + 1;
  }
  return text.length;
}

function isMember(text: string, end: number): boolean {
  for (let at = end; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === 0x3a) return true;
    if (letter !== 0x20 && letter !== 0x0a && letter !== 0x0d && letter !== 0x09) return false;
  }
  return false;
}

function addMember(names: Set<string>, literal: string): void {
  let name: string;
  try {
    name = literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
  } catch {
    return unreadable('a member name is not JSON');
  }
  if (name === '__proto__') unreadable('the member name __proto__ is not allowed');
  if (names.has(name)) unreadable('a member is given twice');
  if (names.size === MAX_MEMBERS) unreadable(`an object has more than ${MAX_MEMBERS} members`);
  names.add(name);
}
