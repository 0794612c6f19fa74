import { createHash } from 'node:crypto';

/** Shorter schemas are easier to read where they stand. */
const LONG = 240;

/** Schemas that stand in several places are said once, under a name made of their content. */
export function shareSchemas(value: unknown): { value: unknown; shared: Readonly<Record<string, unknown>> } {
  const counts = new Map<string, number>();
  count(value, counts);
  const shared: Record<string, unknown> = {};
  return { value: share(value, counts, shared), shared };
}

const isSchema = (value: object): boolean =>
  'type' in value && typeof value.type === 'string' && !('in' in value);
const nameOf = (text: string): string => `S${createHash('sha256').update(text).digest('hex').slice(0, 10)}`;

function count(value: unknown, counts: Map<string, number>): void {
  if (typeof value !== 'object' || value === null) return;
  const text = isSchema(value) ? JSON.stringify(value) : '';
  if (text.length >= LONG) counts.set(text, (counts.get(text) ?? 0) + 1);
  if ((counts.get(text) ?? 0) < 2) for (const inner of Object.values(value)) count(inner, counts);
}

function share(value: unknown, counts: Map<string, number>, shared: Record<string, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const text = isSchema(value) ? JSON.stringify(value) : '';
  const many = (counts.get(text) ?? 0) > 1;
  if (many && nameOf(text) in shared) return { $ref: `#/components/schemas/${nameOf(text)}` };
  const inner = Array.isArray(value)
    ? value.map((item) => share(item, counts, shared))
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, share(item, counts, shared)]));
  if (!many) return inner;
  shared[nameOf(text)] = inner;
  return { $ref: `#/components/schemas/${nameOf(text)}` };
}
