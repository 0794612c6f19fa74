import { z } from 'zod';
import { isUri } from '../../words/uri';

/**
 * What a field beyond the standard may hold: whatever JSON holds, within these bounds. Its name is a prefix with a name,
 * or an address; the names inside it are free.
 */
const MAX_DEPTH = 12;
const MAX_FIELDS = 100;
const MAX_ITEMS = 500;
const MAX_TEXT = 10_000;
const MAX_NAME = 300;
/** Further from nothing no number is read. */
const MAX_NUMBER = 1e300;

/** A number that JSON holds. */
export const decimal = z.number().min(-MAX_NUMBER).max(MAX_NUMBER);

interface Misfit {
  readonly why: string;
  readonly path: readonly PropertyKey[];
}

/** Says why a value is no extension value, with the place; `undefined` when it is one. */
export function whyNot(value: unknown, path: readonly PropertyKey[], depth = MAX_DEPTH): Misfit | undefined {
  if (typeof value === 'string') return ofText(value, path);
  if (typeof value === 'number')
    return Math.abs(value) <= MAX_NUMBER ? undefined : { why: `must be at most ${MAX_NUMBER}`, path };
  if (typeof value === 'boolean' || value === null) return undefined;
  if (typeof value !== 'object') return { why: 'must be JSON', path };
  if (depth === 0) return { why: `must not be nested deeper than ${MAX_DEPTH}`, path };
  const isList = Array.isArray(value);
  const inner = isList ? [...value.entries()] : Object.entries(value);
  const most = isList ? MAX_ITEMS : MAX_FIELDS;
  if (inner.length > most) return { why: `must have at most ${most} ${isList ? 'items' : 'fields'}`, path };
  for (const [name, held] of inner) {
    const at = [...path, name];
    const found = (isList ? undefined : ofName(String(name), at)) ?? whyNot(held, at, depth - 1);
    if (found) return found;
  }
  return undefined;
}

function ofText(text: string, path: readonly PropertyKey[]): Misfit | undefined {
  if (!text.isWellFormed()) return { why: 'must not hold half of a character', path };
  return text.length <= MAX_TEXT ? undefined : { why: `must be at most ${MAX_TEXT} characters`, path };
}

const ofName = (name: string, path: readonly PropertyKey[]): Misfit | undefined =>
  name.length > MAX_NAME || !name.isWellFormed()
    ? { why: `must have a name of at most ${MAX_NAME} characters`, path }
    : undefined;

/**
 * An object that the standard leaves open: its own fields are checked strictly, every other must have a prefix
 * or a URI as its name, unless the standard leaves the names free too.
 */
export function open<const Shape extends z.core.$ZodLooseShape>(shape: Shape, free = false) {
  const own = new Set(Object.keys(shape));
  return z
    .object(shape)
    .catchall(z.unknown())
    .superRefine((value, context) => {
      const others = Object.entries(value).filter(([name]) => !own.has(name));
      if (others.length > MAX_FIELDS)
        context.addIssue({ code: 'custom', message: `must have at most ${MAX_FIELDS} extension fields` });
      for (const [name, inner] of others) {
        const found =
          free || isUri(name)
            ? (ofName(name, [name]) ?? whyNot(inner, [name]))
            : { why: 'is not a field here; an extension is named with a prefix or a URI', path: [name] };
        if (found) context.addIssue({ code: 'custom', message: found.why, path: [...found.path] });
      }
    })
    .meta({
      additionalProperties: false,
      patternProperties: { [free ? '' : '^[A-Za-z][A-Za-z0-9+.-]*:']: {} },
      maxProperties: own.size + MAX_FIELDS,
    });
}

/** An object of extension fields only, such as the master data of an instance or lot. */
export const extensions = open({});
