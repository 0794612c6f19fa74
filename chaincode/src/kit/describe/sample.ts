import { formsFirst, isMoney, resolve, type Schema } from './fields';

/**
 * A value of the right form to start from: examples where the schema has them, else the field's name in angle
 * brackets.
 */
export function sampleOf(schema: Schema, whole = schema, name = 'value'): unknown {
  const held = resolve(schema, whole);
  if (held.examples?.length) return held.examples[0];
  if (held.const !== undefined) return held.const;
  if (held.enum) return held.enum[0];
  if (isMoney(held)) return { amount: '1250000', currency: 'EUR' };
  const form = formsFirst(held);
  if (form) return sampleOf(form, whole, name);
  switch (held.type) {
    case 'object':
      return Object.fromEntries(
        (held.required ?? []).map((field) => [field, sampleOf(held.properties?.[field] ?? {}, whole, field)]),
      );
    case 'array':
      return [sampleOf(held.items ?? {}, whole, name)];
    case 'integer':
    case 'number':
      return Math.max(held.minimum ?? 1, Math.min(1, held.maximum ?? 1));
    case 'boolean':
      return true;
    default:
      return held.pattern === '^[0-9a-f]{64}$' ? '<sha-256>' : `<${name}>`;
  }
}
