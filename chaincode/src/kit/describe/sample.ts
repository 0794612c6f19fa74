import { formsFirst, isMoney, resolve, type Schema } from './fields';
import { textLike } from './pattern';

/**
 * A value that the schema takes, to start from: its example where it has one, else the least that may be
 * written; a text is its field's name in angle brackets where any text would do. What several fields must be
 * together is not in a schema: such a field needs an example.
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
      return Array.from({ length: Math.max(1, held.minItems ?? 1) }, () =>
        sampleOf(held.items ?? {}, whole, name),
      );
    case 'integer':
    case 'number':
      return Math.max(held.minimum ?? 1, Math.min(1, held.maximum ?? 1));
    case 'boolean':
      return true;
    default:
      return (held.pattern === undefined ? undefined : textLike(held.pattern)) ?? `<${name}>`;
  }
}
