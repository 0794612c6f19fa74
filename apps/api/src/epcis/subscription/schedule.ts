import { z } from 'zod';

/** The fields of a schedule, finest first, with the values that each may have. */
const FIELDS = [
  ['second', 0, 59],
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['dayOfMonth', 1, 31],
  ['month', 1, 12],
  ['dayOfWeek', 1, 7],
] as const;
type Field = (typeof FIELDS)[number][0];

const ELEMENT = /^(?:(\d{1,2})|\[(\d{1,2})-(\d{1,2})\])$/;

/**
 * The values that a field names, as numbers and ranges: `1,[5-8]`. `undefined` when it is not written so or
 * beyond the bounds.
 */
function valuesOf(text: string, least: number, most: number): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const element of text.split(',')) {
    const [, one, from, until] = ELEMENT.exec(element) ?? [];
    const [first, last] = [Number(one ?? from ?? -1), Number(one ?? until ?? -1)];
    if (first < least || last > most || first > last) return undefined;
    for (let value = first; value <= last; value++) values.add(value);
  }
  return values;
}

const field = (least: number, most: number) =>
  z
    .string()
    .max(100)
    .refine(
      (text) => valuesOf(text, least, most) !== undefined,
      `must be numbers or ranges from ${least} to ${most}, like 1,[5-8]`,
    )
    .exactOptional();

/**
 * When a query is run (EPCIS 2.0 §8.2.5.3), in UTC: when every field that is given has a value of the moment.
 */
export const schedule = z
  .strictObject(
    Object.fromEntries(FIELDS.map(([name, least, most]) => [name, field(least, most)])) as Record<
      Field,
      ReturnType<typeof field>
    >,
  )
  .refine((given) => Object.keys(given).length > 0, 'must have a field');
export type Schedule = z.output<typeof schedule>;

/** What the clock shows in UTC; Monday is day 1 of the week. */
const shown = (at: Date): Readonly<Record<Field, number>> => ({
  second: at.getUTCSeconds(),
  minute: at.getUTCMinutes(),
  hour: at.getUTCHours(),
  dayOfMonth: at.getUTCDate(),
  month: at.getUTCMonth() + 1,
  dayOfWeek: at.getUTCDay() || 7,
});

/**
 * Whether a schedule is due in this second. A field that is left out and finer than all that are given means
 * its first value, else any.
 */
export function isDue(given: Schedule, at: Date): boolean {
  const now = shown(at);
  const finest = FIELDS.findIndex(([name]) => given[name] !== undefined);
  return FIELDS.every(([name, least, most], index) => {
    const text = given[name];
    if (text === undefined) return index > finest || now[name] === least || index > 2;
    return valuesOf(text, least, most)?.has(now[name]) ?? false;
  });
}
