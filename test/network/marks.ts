import { randomBytes } from 'node:crypto';
import { subKeysOf } from '@roadbook/gateway';
import { z } from 'zod';

type Schema = z.core.JSONSchema.JSONSchema;

/** A value that fits its schema, and texts each of which betrays it wherever it is found. */
export interface Marked {
  readonly value: unknown;
  readonly marks: readonly string[];
}

const hex = (count: number): string =>
  randomBytes(Math.ceil(count / 2))
    .toString('hex')
    .slice(0, count);
const digits = (count: number): string =>
  Array.from({ length: count }, () => 1 + ((randomBytes(1)[0] ?? 0) % 9)).join('');
const oddDay = (): string =>
  `19${10 + ((randomBytes(1)[0] ?? 0) % 50)}-0${1 + ((randomBytes(1)[0] ?? 0) % 9)}-1${(randomBytes(1)[0] ?? 0) % 9}`;

/** Texts that nobody else writes, most telling first; a schema takes the first that it accepts. */
const texts = (): string[] => {
  const mark = `mark${hex(12)}`;
  const { address } = subKeysOf(randomBytes(32), mark)(0);
  const signature = randomBytes(64).toString('base64url');
  return [
    ...[mark, `registry/${mark}`, `https://id.gs1.org/8004/4012345${mark}`],
    ...[hex(64), hex(32), digits(15), digits(17), address, `did:${address}`, signature],
  ];
};

function textOf(schema: Schema, name: string): Marked {
  if (schema.format === 'date') {
    const value = oddDay();
    return { value, marks: [`"${name}":"${value}"`] };
  }
  if (schema.enum) return { value: schema.enum.at(-1), marks: [] };
  const fits = (text: string): boolean =>
    (schema.pattern === undefined || new RegExp(schema.pattern).test(text)) &&
    text.length <= (schema.maxLength ?? Number.POSITIVE_INFINITY) &&
    (schema.format !== 'uri' || text.startsWith('https:'));
  const value = texts().find(fits);
  // A word of a short list that a pattern describes, such as a zone of time, bears no mark.
  const [example] = schema.examples ?? [];
  if (value === undefined && example !== undefined) return { value: example, marks: [] };
  if (value === undefined) throw new Error(`no mark fits ${name}: ${JSON.stringify(schema)}`);
  return { value, marks: [value] };
}

/** A number is told from others by the name of its field, when it is not one of a few. */
function numberOf({ minimum = 0, maximum = 0 }: Schema, name: string): Marked {
  const value = minimum + Math.floor((maximum - minimum) * (0.6 + 0.35 * Math.random()));
  return { value, marks: String(value).length < TELLING ? [] : [`"${name}":${value}`] };
}

/** Digits of a number that nobody else writes by chance. */
const TELLING = 4;

function listOf(schema: Schema, name: string): Marked {
  const items = schema.items as Schema;
  if (!items.enum) {
    const { value, marks } = markedOf(items, name);
    return { value: [value], marks };
  }
  const value = items.enum.slice(0, schema.maxItems).toReversed();
  return { value, marks: [JSON.stringify(value)] };
}

function markedOf(schema: Schema, name: string): Marked {
  if (schema.anyOf) return markedOf(schema.anyOf.at(-1) as Schema, name);
  if (schema.type === 'string') return textOf(schema, name);
  if (schema.type === 'integer') return numberOf(schema, name);
  if (schema.type === 'array') return listOf(schema, name);
  const fields = Object.entries(schema.properties ?? {}).map(
    ([field, inner]) => [field, markedOf(inner as Schema, field)] as const,
  );
  return {
    value: Object.fromEntries(fields.map(([field, { value }]) => [field, value])),
    marks: fields.flatMap(([, { marks }]) => marks),
  };
}

/** A value as it is on the wire with a mark in every field that can bear one. */
export const marked = (schema: z.core.$ZodType): Marked =>
  markedOf(z.toJSONSchema(schema, { io: 'input' }), '');

/**
 * The forms in which a mark may lie somewhere: as it is, within JSON within JSON, in hexadecimal, in base64
 * at each of its three places.
 */
export function formsOf(mark: string): string[] {
  const bytes = Buffer.from(mark);
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(shift === 0 ? 0 : shift + 1, -1);
  });
  return [...new Set([mark, mark.replaceAll('"', '\\"'), bytes.toString('hex'), ...base64])];
}
