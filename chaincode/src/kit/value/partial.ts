import { z } from 'zod';

/** Whatever of a record somebody has: every field at any depth may be missing. */
export type Partly<T> = T extends readonly (infer E)[]
  ? readonly Partly<E>[]
  : T extends object
    ? { readonly [K in keyof T]?: Partly<T[K]> }
    : T;

/** The schema of the same record with no field needed; what is there must be right. */
export const partly = <S extends z.ZodType>(schema: S) => loosened(schema) as z.ZodType<Partly<z.output<S>>>;

function loosened(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional)
    return loosened(schema.unwrap() as z.core.$ZodType);
  if (schema instanceof z.ZodArray) {
    const { element, def } = schema;
    const each = z.array(loosened(element as z.core.$ZodType) as z.ZodType);
    return def.checks ? each.check(...(def.checks as z.core.$ZodCheck<unknown[]>[])) : each;
  }
  if (!(schema instanceof z.ZodObject)) return schema;
  const fields = Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => [
    name,
    z.exactOptional(loosened(field)),
  ]);
  return z.strictObject(Object.fromEntries(fields) as Record<string, z.ZodType>);
}

/** What is known, and of the rest what was given; lists go place by place. */
export function filled(known: unknown, given: unknown): unknown {
  if (known === undefined || known === null) return given;
  if (Array.isArray(known)) {
    const others: readonly unknown[] = Array.isArray(given) ? given : [];
    return known.map((one, at) => filled(one, others[at]));
  }
  if (typeof known !== 'object') return known;
  const other = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  const names = new Set([...Object.keys(known), ...Object.keys(other)]);
  const entries = [...names].map((name) => [
    name,
    filled((known as Record<string, unknown>)[name], other[name]),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The places of a record where a schema wants something else, the first of them. */
export function missingIn(schema: z.ZodType, record: unknown): string[] {
  const read = schema.safeParse(record);
  const issues = read.success ? [] : read.error.issues;
  return [...new Set(issues.map(({ path }) => path.join('.')))].slice(0, 40);
}
