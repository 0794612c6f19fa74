import { createHash } from 'node:crypto';

/** PostgreSQL has no text with NUL or with half a character; whoever was refused may have written either. */
const UNSTORABLE = /\u0000|[\ud800-\udfff]/u;

const clean = (text: string): string =>
  UNSTORABLE.test(text) ? text.replaceAll('\u0000', '\ufffd').toWellFormed() : text;

/** How JSON writes NUL and half a character. */
const WRITTEN = /\\u(?:0000|d[89a-f])/;

/** A row as JSON that PostgreSQL stores; nearly all are so as they stand. */
export function storableText(row: object): string {
  const text = JSON.stringify(row);
  return WRITTEN.test(text) ? JSON.stringify(storable(row)) : text;
}

/** The same value with every text in a form that PostgreSQL stores. */
function storable<T>(value: T): T {
  if (typeof value === 'string') return clean(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(storable) as T;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]) =>
      held === undefined ? [] : [[clean(name), storable(held)]],
    ),
  ) as T;
}

/** Longest text in bytes that an index holds whatever its letters are; PostgreSQL takes 2,704. */
const LONGEST = 1_200;

/** The same text, or what begins like it and ends with its hash. */
export function indexable(text: string): string {
  if (text.length * 3 <= LONGEST || Buffer.byteLength(text) <= LONGEST) return text;
  return `${clean(text.slice(0, 300))}~${createHash('sha256').update(text).digest('hex')}`;
}

/** A word out of what a stranger may have written: 128 characters at most. */
export const word = (text: string): string => clean(text.slice(0, 128));

/** An instant as PostgreSQL and people read it; `null` for none, and for one out of the calendar. */
export const momentOf = (at: string | undefined): string | null =>
  at !== undefined && /^[1-9]\d{3}-/.test(at) ? at : null;
