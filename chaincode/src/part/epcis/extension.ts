import { z } from 'zod';
import { isUri } from '../../words/uri';

/**
 * What a field beyond the standard may hold: text, number, truth, a list or an object of fields with a prefix
 * or an address as name.
 */
const MAX_DEPTH = 4;
const MAX_FIELDS = 40;
const MAX_ITEMS = 50;
const MAX_TEXT = 500;
const MAX_NUMBER = 1e15;

/** Says why a value is no extension value, with the place; `undefined` when it is one. */
function whyNot(
  value: unknown,
  path: readonly PropertyKey[],
  depth: number,
): { why: string; path: readonly PropertyKey[] } | undefined {
  if (typeof value === 'string' && !value.isWellFormed())
    return { why: 'must not hold half of a character', path };
  if (typeof value === 'string')
    return value.length <= MAX_TEXT ? undefined : { why: `must be at most ${MAX_TEXT} characters`, path };
  if (typeof value === 'number')
    return Math.abs(value) <= MAX_NUMBER ? undefined : { why: `must be at most ${MAX_NUMBER}`, path };
  if (typeof value === 'boolean') return undefined;
  if (depth === 0) return { why: `must not be nested deeper than ${MAX_DEPTH}`, path };
  if (Array.isArray(value)) {
    if (value.length > MAX_ITEMS) return { why: `must have at most ${MAX_ITEMS} items`, path };
    for (const [index, item] of value.entries()) {
      const found = Array.isArray(item)
        ? { why: 'must not be a list within a list', path: [...path, index] }
        : whyNot(item, [...path, index], depth - 1);
      if (found) return found;
    }
    return undefined;
  }
  if (typeof value !== 'object' || value === null)
    return { why: 'must be text, a number, true or false, a list or an object', path };
  const fields = Object.entries(value);
  if (fields.length > MAX_FIELDS) return { why: `must have at most ${MAX_FIELDS} fields`, path };
  for (const [name, inner] of fields) {
    if (!isUri(name)) return { why: 'must be named with a prefix or a URI', path: [...path, name] };
    const found = whyNot(inner, [...path, name], depth - 1);
    if (found) return found;
  }
  return undefined;
}

/**
 * An object that the standard leaves open: its own fields are checked strictly, any other must have a prefix
 * or a URI as its name.
 */
export function open<const Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const own = new Set(Object.keys(shape));
  return z
    .object(shape)
    .catchall(z.unknown())
    .superRefine((value, context) => {
      const others = Object.entries(value).filter(([name]) => !own.has(name));
      if (others.length > MAX_FIELDS)
        context.addIssue({ code: 'custom', message: `must have at most ${MAX_FIELDS} extension fields` });
      for (const [name, inner] of others) {
        const found = isUri(name)
          ? whyNot(inner, [name], MAX_DEPTH)
          : { why: 'is not a field here; an extension is named with a prefix or a URI', path: [name] };
        if (found) context.addIssue({ code: 'custom', message: found.why, path: [...found.path] });
      }
    })
    .meta({
      additionalProperties: false,
      patternProperties: { '^[A-Za-z][A-Za-z0-9+.-]*:': {} },
      maxProperties: own.size + MAX_FIELDS,
    });
}

/** An object of extension fields only, such as the master data of an instance or lot. */
export const extensions = open({});
