import { z } from 'zod';

/** The parts of JSON Schema (2020-12) that the schemas of the rooms become. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

const known = new WeakMap<z.core.$ZodType, Schema>();

/** What is written on the wire. */
export function schemaOf(type: z.core.$ZodType): Schema {
  const schema = known.get(type) ?? (z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema);
  known.set(type, schema);
  return schema;
}

/** A field of a request or an answer: its name with its depth, and what it holds. */
export interface Field {
  readonly depth: number;
  readonly name: string;
  readonly says: string;
}

const DEEPEST = 3;
const MOST_CHOICES = 14;
const MOST_FORMS = 3;
/** The largest and smallest that zod writes for "any whole number". */
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/** Of a schema with several forms the first; `undefined` of one with a single form. */
export const formsFirst = (schema: Schema): Schema | undefined => formsOf(schema)[0];
const formsOf = (schema: Schema): readonly Schema[] => schema.anyOf ?? schema.oneOf ?? [];

/** Follows references within the whole schema. */
export function resolve(schema: Schema, whole: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.split('/').at(-1) ?? '';
  const { $ref: _, ...own } = schema;
  return { ...(schema.$ref === '#' ? whole : whole.$defs?.[name]), ...own };
}

/** Whether a schema is that of an amount: minor units and currency, and nothing else. */
export const isMoney = (schema: Schema): boolean =>
  Object.keys(schema.properties ?? {})
    .sort()
    .join() === 'amount,currency';

/** The fields of an object, a list of objects, or the forms of either, as lines. */
export function fieldsOf(schema: Schema, whole = schema, depth = 0): Field[] {
  const held = resolve(schema, whole);
  if (held.type === 'array') return fieldsOf(held.items ?? {}, whole, depth);
  const forms = formsOf(held)
    .map((form) => resolve(form, whole))
    .filter((form) => form.properties);
  if (forms.length > MOST_FORMS) return [];
  if (forms.length > 0)
    return forms.flatMap((form, at) => [
      { depth, name: at === 0 ? 'either' : 'or', says: '' },
      ...fieldsOf(form, whole, depth + 1),
    ]);
  return Object.entries(held.properties ?? {}).flatMap(([name, inner]) => {
    const optional = held.required?.includes(name) ? '' : '?';
    const line = { depth, name: name + optional, says: saysOf(inner, whole) };
    return isLeaf(inner, whole)
      ? [line]
      : depth >= DEEPEST
        ? [{ ...line, says: `${line.says} …` }]
        : [line, ...fieldsOf(inner, whole, depth + 1)];
  });
}

function isLeaf(schema: Schema, whole: Schema): boolean {
  const held = resolve(schema, whole);
  if (held.type === 'array') return isLeaf(held.items ?? {}, whole);
  const forms = formsOf(held);
  if (forms.length > 0) return forms.every((form) => isLeaf(form, whole));
  return held.properties === undefined || isMoney(held);
}

/** Kinds that the legend explains, and how each is written. */
const NAMED_FORMATS: Readonly<Record<string, string>> = { date: 'day', 'date-time': 'instant' };
const OWN_WORDS = new Set(['UTC instant with milliseconds', 'day of the calendar']);
const LEGEND: readonly (readonly [RegExp, string])[] = [
  [/\bmoney\b/, 'money: {"amount":"1250000","currency":"EUR"}, minor units; this is 12,500.00 EUR'],
  [/\binstant\b/, 'instant: 2026-01-31T09:30:00.000Z, UTC with milliseconds'],
  [/\bday\b/, 'day: 2026-01-31'],
];

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** How the kinds that occur are written. */
export const legendOf = (fields: readonly Field[]): string[] =>
  LEGEND.flatMap(([kind, says]) =>
    fields.some((field) => kind.test(field.says.split(';')[0] ?? '')) ? [says] : [],
  );

/** One value in words: what kind it is, its bounds, what it means, an example. */
export function saysOf(schema: Schema, whole = schema): string {
  const held = resolve(schema, whole);
  const kind = kindOf(held, whole);
  const description = OWN_WORDS.has(held.description ?? '') ? undefined : held.description;
  const words =
    kind === 'text' && description !== undefined ? [description] : [kind, description].filter(Boolean);
  const example = NAMED_FORMATS[held.format ?? ''] === undefined ? held.examples?.[0] : undefined;
  return words.join('; ') + (example === undefined ? '' : `, e.g. ${plain(example)}`);
}

function kindOf(schema: Schema, whole: Schema): string {
  const forms = formsOf(schema);
  if (forms.length > 0) return formsInWords(forms, whole);
  if (schema.const !== undefined) return `always ${JSON.stringify(schema.const)}`;
  if (schema.enum) return choices(schema.enum);
  if (isMoney(schema)) return moneyInWords(schema);
  switch (schema.type) {
    case 'string':
      return NAMED_FORMATS[schema.format ?? ''] ?? textInWords(schema);
    case 'integer':
    case 'number':
      return numberInWords(schema);
    case 'boolean':
      return 'true or false';
    case 'array':
      return listInWords(schema, whole);
    case 'object':
      return typeof schema.additionalProperties === 'object' && !schema.properties ? 'names with values' : '';
    default:
      return schema.description === undefined ? 'anything' : '';
  }
}

function listInWords({ items = {}, maxItems }: Schema, whole: Schema): string {
  const item = saysOf(items, whole);
  const count = maxItems === undefined ? '' : ` of up to ${maxItems}`;
  return item === '' ? `list${count}${count === '' ? ' of' : ''} records` : `list${count}: ${item}`;
}

function choices(values: readonly unknown[]): string {
  const shown = values.slice(0, MOST_CHOICES).map(String).join(' | ');
  return values.length > MOST_CHOICES ? `${shown} … (${values.length} in all)` : shown;
}

function moneyInWords(schema: Schema): string {
  const sign = /more than zero|either sign/.exec(schema.properties?.amount?.description ?? '')?.[0];
  return sign === undefined ? 'money' : `money, ${sign}`;
}

/** A pattern is shown when nothing else tells what to write. */
const SHORT_PATTERN = 40;

function textInWords({ description, examples, pattern, maxLength }: Schema): string {
  if (description !== undefined || examples !== undefined) return 'text';
  if (pattern !== undefined && pattern.length <= SHORT_PATTERN) return `text like ${pattern}`;
  return maxLength === undefined ? 'text' : `text, up to ${maxLength} characters`;
}

function numberInWords({ type, minimum, maximum }: Schema): string {
  const word = type === 'integer' ? 'whole number' : 'number';
  const from = minimum !== undefined && minimum > -UNBOUNDED ? ` from ${minimum}` : '';
  return `${word}${from}${maximum !== undefined && maximum < UNBOUNDED ? ` to ${maximum}` : ''}`;
}

function formsInWords(forms: readonly Schema[], whole: Schema): string {
  const held = forms.map((form) => resolve(form, whole));
  const told = held.flatMap((form) =>
    Object.values(form.properties ?? {}).flatMap(({ const: is }) => (is === undefined ? [] : [plain(is)])),
  );
  if (held.every((form) => form.properties))
    return `one of ${held.length} forms${told.length === held.length ? `: ${told.join(', ')}` : ''}`;
  return held.map((form) => saysOf(form, whole)).join(', or ');
}
