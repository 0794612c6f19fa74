import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { decoded, type Schema, resolveSchema, schemaOf } from '@roadbook/chaincode/api';
import type { z } from 'zod';
import { misused } from '../fault';
import { nearest } from '../schema/nearest';
import { MAX_INPUT, type Terminal } from './terminal';

/** The text of a file, or of the standard input for `-`. */
export async function readSource(terminal: Terminal, source: string): Promise<string> {
  const text =
    source === '-' ? await terminal.readInput() : readText(resolve(terminal.directory, source), source);
  if (text.length > MAX_INPUT) throw tooLarge(source);
  return text;
}

/** The bytes of a file. */
export const readBytes = (terminal: Terminal, source: string): Buffer =>
  readWhole(resolve(terminal.directory, source), source);

const tooLarge = (source: string) =>
  misused('INPUT_TOO_LARGE', `${nameOf(source)} is larger than ${MAX_INPUT} characters.`, 'Split it.');

const nameOf = (source: string): string => (source === '-' ? 'The standard input' : source);

const readText = (path: string, written: string): string => readWhole(path, written).toString('utf8');

function readWhole(path: string, written: string): Buffer {
  const bytes = readSome(path, written);
  if (bytes.length > MAX_INPUT) throw tooLarge(written);
  return bytes;
}

/** No further than a byte beyond the bound: it may be anything, and without end. */
function readSome(path: string, written: string): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const parts: Buffer[] = [];
      for (let left = MAX_INPUT + 1; left > 0; ) {
        const part = Buffer.alloc(Math.min(left, 1_000_000));
        const length = readSync(file, part);
        if (length === 0) break;
        parts.push(part.subarray(0, length));
        left -= length;
      }
      return Buffer.concat(parts);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw misused(
      missing ? 'FILE_MISSING' : 'FILE_UNREADABLE',
      missing
        ? `There is no file ${written}.`
        : `The file ${written} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      'Check the path; it begins in the directory where you are.',
      { file: written },
    );
  }
}

/** JSON that was written on the command line, or is in a file (`@file`) or on the standard input (`-`). */
export async function readJson(terminal: Terminal, argument: string): Promise<unknown> {
  if (argument === '-') return parseJson(await readSource(terminal, '-'), 'the standard input');
  if (argument.startsWith('@'))
    return parseJson(await readSource(terminal, argument.slice(1)), argument.slice(1));
  return parseJson(argument, 'the argument');
}

export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s+/g, ' ') : 'not JSON';
    throw misused(
      'UNREADABLE_JSON',
      `${where[0]?.toUpperCase()}${where.slice(1)} is not JSON: ${why.slice(0, 160)}.`,
      'In a shell put it between single quotes, or give it as @file or as - (standard input).',
    );
  }
}

/**
 * What is given for the one field that a request needs may stand alone: an event, a document, an id. It is
 * taken so when it names no field of the request and is no record, or one of which the field knows a name.
 */
export function requestOf(type: z.core.$ZodType, read: unknown): unknown {
  const schema = schemaOf(type);
  const [field, ...others] = schema.required ?? [];
  if (field === undefined || others.length > 0) return read;
  const inner = schema.properties?.[field] ?? {};
  if (typeof read !== 'object' || read === null) return { [field]: read };
  const names = Object.keys(read);
  const isRequest = names.some((name) => Object.hasOwn(schema.properties ?? {}, name));
  const isField = Array.isArray(read)
    ? resolveSchema(inner, schema).type === 'array'
    : names.some((name) => namesIn(inner, schema).has(name));
  return isField && !isRequest ? { [field]: read } : read;
}

/** The names of the fields of a record, or of any of its forms. */
function namesIn(schema: Schema, whole: Schema): Set<string> {
  const held = resolveSchema(schema, whole);
  const forms = [...(held.anyOf ?? []), ...(held.oneOf ?? []), ...(held.allOf ?? [])];
  return new Set([
    ...Object.keys(held.properties ?? {}),
    ...forms.flatMap((form) => [...namesIn(form, whole)]),
  ]);
}

/** Most problems that are told at once. */
const MOST_PROBLEMS = 6;

/** Checks a value as it is on the wire against a schema, and gives it as the schema's own values. */
export function accept<T extends z.core.$ZodType>(
  schema: T,
  wire: unknown,
  what: string,
  cure: string,
): z.output<T> {
  const read = decoded(schema, wire);
  if (read.success) return read.data as z.output<T>;
  const { issues } = read;
  const problems = issues
    .slice(0, MOST_PROBLEMS)
    .map((issue) => ({ field: fieldOf(issue.path), why: reasonOf(issue, wire) }));
  const lines = problems.map(({ field, why }) => (field === '' ? `it ${why}` : `${field} ${why}`));
  const more = issues.length > MOST_PROBLEMS ? [`and ${issues.length - MOST_PROBLEMS} more`] : [];
  throw misused('INVALID_REQUEST', `${what} cannot be accepted:\n${[...lines, ...more].join('\n')}`, cure, {
    problems,
  });
}

const fieldOf = (path: readonly PropertyKey[]): string =>
  path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step)}`))
    .join('');

const heldAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (held, step) =>
      typeof held === 'object' && held !== null ? (held as Record<PropertyKey, unknown>)[step] : undefined,
    value,
  );

// biome-ignore format: a table
const KINDS: Readonly<Record<string, string>> = {
  string: 'text', number: 'a number', bigint: 'a number', int: 'a whole number', boolean: 'true or false', object: 'an object', array: 'a list',
  record: 'an object', null: 'null',
};
const kindOf = (value: unknown): string =>
  KINDS[value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value] ?? 'something else';

const BOUNDED: Readonly<Record<string, string>> = { string: 'have', array: 'have' };
const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' items' };

function reasonOf(issue: z.core.$ZodIssue, wire: unknown): string {
  const held = heldAt(wire, issue.path);
  if (held === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? issue.expected}, not ${kindOf(held)}`;
    case 'unrecognized_keys':
      return `has no field ${issue.keys.join(', ').slice(0, 300)}`;
    case 'invalid_value':
      return `must be ${choice(issue.values.map(String), held)}`;
    case 'too_small':
      return `must ${BOUNDED[issue.origin] ?? 'be'} at least ${issue.minimum}${UNITS[issue.origin] ?? ''}`;
    case 'too_big':
      return `must ${BOUNDED[issue.origin] ?? 'be'} at most ${issue.maximum}${UNITS[issue.origin] ?? ''}`;
    case 'invalid_union':
      return 'has none of the forms that it may have';
    default:
      return issue.message
        .replace(/^Invalid string: must match pattern .*/s, 'is not written as the schema says')
        .replace(/^(.)/, (first) => first.toLowerCase());
  }
}

const MOST_CHOICES = 8;
function choice(values: readonly string[], held: unknown): string {
  const near = typeof held === 'string' ? nearest(held, values, 1) : [];
  const guess = near.length > 0 ? ` (${near[0]}?)` : '';
  const shown = values.slice(0, MOST_CHOICES).join(', ');
  if (values.length === 1) return `${shown}${guess}`;
  return `one of ${shown}${values.length > MOST_CHOICES ? ` … (${values.length} in all)` : ''}${guess}`;
}
