import { z } from 'zod';

type Schema = z.core.$ZodType;
type Issue = z.core.$ZodIssue;

/**
 * What a schema says of a value: the value as the other side of the schema has it, or what is wrong with it.
 */
export type Fit =
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly issues: readonly Issue[] };

type Way = 'decode' | 'encode';
const NONE: readonly Issue[] = [];
/** A list of more items is looked at item by item, and no further than the first that is wrong. */
const FEW = 20;

/** What came over the wire, as the schema's own values. */
export const decoded = (schema: Schema, wire: unknown): Fit => fitted(schema, wire, 'decode');
/** The schema's own values, as they go over the wire. */
export const encoded = (schema: Schema, value: unknown): Fit => fitted(schema, value, 'encode');

/**
 * As the schema library says it, with one difference: a list that is too long is refused before an item of it
 * is looked at, and a long one at its first wrong item. So what is found wrong is little, however much was
 * sent.
 */
function fitted(schema: Schema, value: unknown, way: Way): Fit {
  const wrong = misfits(schema, value, way);
  return wrong.length > 0 ? { success: false, issues: wrong } : whole(schema, value, way);
}

function whole(schema: Schema, value: unknown, way: Way): Fit {
  const read = way === 'decode' ? z.safeDecode(schema, value as never) : z.safeEncode(schema, value as never);
  return read.success ? read : { success: false, issues: read.error.issues.flatMap(unfolded) };
}

/** Of forms that say their `type`, only the one that the value means to be tells what is wrong with it. */
function unfolded(issue: Issue): readonly Issue[] {
  const forms = issue.code === 'invalid_union' ? issue.errors : [];
  const meant = forms.filter((inside) => !inside.some(({ path }) => path.length === 1 && path[0] === 'type'));
  const told = meant.length === 0 ? forms.at(-1) : meant.length === 1 ? meant[0] : undefined;
  return !told ? [issue] : told.flatMap((one) => unfolded({ ...one, path: [...issue.path, ...one.path] }));
}

function misfits(schema: Schema, value: unknown, way: Way): readonly Issue[] {
  if (typeof value !== 'object' || value === null || !holdsList(schema)) return NONE;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'array':
      return Array.isArray(value) ? inList(def, value, way) : NONE;
    case 'object':
      return inMembers(Object.entries(def.shape), value, way);
    case 'record':
      return inMembers(
        Object.keys(value).map((name) => [name, def.valueType as Schema]),
        value,
        way,
      );
    case 'union':
      return inOptions(optionsFor(def, value), value, way);
    case 'pipe':
      return misfits(way === 'decode' ? def.in : def.out, value, way);
    default:
      return 'innerType' in def ? misfits(def.innerType as Schema, value, way) : NONE;
  }
}

function inList(
  { element, checks }: z.core.$ZodArrayDef,
  list: readonly unknown[],
  way: Way,
): readonly Issue[] {
  const most = boundOf(checks);
  if (list.length > most) return [tooLong(most)];
  for (const [at, item] of list.entries()) {
    const inside = misfits(element, item, way);
    const wrong = inside.length > 0 || list.length <= FEW ? inside : issuesOf(whole(element, item, way));
    if (wrong.length > 0) return wrong.map((issue) => within(issue, at));
  }
  return NONE;
}

const issuesOf = (fit: Fit): readonly Issue[] => (fit.success ? NONE : fit.issues);

function inMembers(
  members: readonly (readonly [string, Schema])[],
  value: object,
  way: Way,
): readonly Issue[] {
  for (const [name, schema] of members) {
    const wrong = Object.hasOwn(value, name) ? misfits(schema, value[name as never], way) : NONE;
    if (wrong.length > 0) return wrong.map((issue) => within(issue, name));
  }
  return NONE;
}

/** A value is wrong that is wrong in each of the forms that it may have. */
function inOptions(options: readonly Schema[], value: unknown, way: Way): readonly Issue[] {
  const all = options.map((option) => misfits(option, value, way));
  return all.every((wrong) => wrong.length > 0) ? (all[0] ?? NONE) : NONE;
}

/**
 * The form that the value names, where the schema tells its forms apart by a member; else those that are
 * lists as it is, or are not.
 */
function optionsFor(def: z.core.$ZodUnionDef, value: object): readonly Schema[] {
  const member = 'discriminator' in def ? String(def.discriminator) : undefined;
  if (member === undefined) return def.options.filter((option) => isList(option) === Array.isArray(value));
  const named: unknown = Object.hasOwn(value, member) ? value[member as never] : undefined;
  return def.options.filter((option) => option._zod.propValues?.[member]?.has(named as never));
}

function isList(schema: Schema): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === 'array' || ('innerType' in def && isList(def.innerType as Schema));
}

const within = (issue: Issue, step: PropertyKey): Issue => ({ ...issue, path: [step, ...issue.path] });

/** Most items that a list takes. */
function boundOf(checks: z.core.$ZodArrayDef['checks']): number {
  const bounds = (checks ?? []).map(({ _zod: { def } }) => {
    const { maximum, length } = def as { readonly maximum?: number; readonly length?: number };
    return maximum ?? length ?? Number.POSITIVE_INFINITY;
  });
  return Math.min(Number.POSITIVE_INFINITY, ...bounds);
}

const tooLong = (maximum: number): Issue => ({
  ...{ code: 'too_big', origin: 'array', maximum, inclusive: true, path: [] },
  message: `Too big: expected array to have <=${maximum} items`,
});

const known = new WeakMap<Schema, boolean>();

/** Whether there is a list anywhere in it: many requests have none, and then nothing is looked at twice. */
function holdsList(schema: Schema): boolean {
  const found = known.get(schema) ?? lookForList(schema);
  known.set(schema, found);
  return found;
}

function lookForList(schema: Schema): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'array':
      return true;
    case 'object':
      return Object.values(def.shape).some(holdsList);
    case 'record':
      return holdsList(def.valueType as Schema);
    case 'union':
      return def.options.some(holdsList);
    case 'pipe':
      return holdsList(def.in) || holdsList(def.out);
    default:
      return 'innerType' in def && holdsList(def.innerType as Schema);
  }
}
