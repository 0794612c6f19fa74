import type { z } from 'zod';

type Schema = z.core.$ZodType;

/**
 * The patterns of the texts in a schema that no length bounds, and how many characters each lets through at
 * most.
 */
export function patternsIn(schema: Schema): { readonly pattern: string; readonly most: number }[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string': {
      const all = [def, ...(def.checks ?? []).map(({ _zod }) => _zod.def)] as {
        maximum?: number;
        length?: number;
        pattern?: RegExp;
      }[];
      const bounded = all.some(({ maximum, length }) => maximum !== undefined || length !== undefined);
      const patterns = all.flatMap(({ pattern }) => pattern?.source ?? []);
      if (bounded) return [];
      const most = Math.min(Number.POSITIVE_INFINITY, ...patterns.map(longestOf));
      return [{ pattern: patterns.join(' '), most }];
    }
    case 'array':
      return patternsIn(def.element);
    case 'object':
      return Object.values(def.shape).flatMap(patternsIn);
    case 'record':
      return patternsIn(def.valueType as Schema);
    case 'union':
      return def.options.flatMap(patternsIn);
    case 'pipe':
      return patternsIn(def.in);
    default:
      return 'innerType' in def ? patternsIn(def.innerType as Schema) : [];
  }
}

/**
 * Counted generously: every atom once, times the most that its repetition says; a group as the sum of what is
 * in it.
 */
function longestOf(source: string): number {
  let at = 0;
  const atom = (): number => {
    const letter = source[at++];
    if (letter === '(') {
      if (source[at] === '?')
        at += source[at + 1] === ':' || source[at + 1] === '=' || source[at + 1] === '!' ? 2 : 3;
      const inside = sequence();
      at++;
      return inside;
    }
    if (letter === '[') {
      while (source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
      at++;
    } else if (letter === '\\') at++;
    return letter === '^' || letter === '$' || letter === '|' ? 0 : 1;
  };
  const repeated = (one: number): number => {
    const [whole = '', least = '', comma = '', most = ''] =
      /^\{(\d+)(,?)(\d*)\}/.exec(source.slice(at)) ?? [];
    if (whole !== '') {
      at += whole.length;
      return one * (comma === '' ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most));
    }
    if (source[at] === '*' || source[at] === '+') {
      at++;
      return Number.POSITIVE_INFINITY;
    }
    if (source[at] === '?') at++;
    return one;
  };
  const sequence = (): number => {
    let sum = 0;
    while (at < source.length && source[at] !== ')') sum += repeated(atom());
    return sum;
  };
  return sequence();
}
