import { addDays, dayOf, daysBetween, type Instant } from '../../kit/value/time';
import { shownIn, type Zone } from '../../kit/value/zone';
import type { Attribute, Condition, Hours } from '../records/condition';

/** What is known, by attribute: one value, or one for each item. */
export type Facts = Readonly<Partial<Record<Attribute, string | readonly string[]>>>;

const whole = /^-?\d{1,18}$/;

/** Whole numbers compare as numbers, all else as text. */
function compared(left: string, right: string): number {
  const numbers = whole.test(left) && whole.test(right);
  if (numbers) return BigInt(left) < BigInt(right) ? -1 : BigInt(left) > BigInt(right) ? 1 : 0;
  return left < right ? -1 : left > right ? 1 : 0;
}

function holdsFor({ operator, values }: Condition, value: string): boolean {
  const some = (test: (order: number) => boolean) => values.some((one) => test(compared(value, one)));
  if (operator === 'gt') return some((order) => order > 0);
  if (operator === 'gte') return some((order) => order >= 0);
  if (operator === 'lt') return some((order) => order < 0);
  if (operator === 'lte') return some((order) => order <= 0);
  return some((order) => order === 0) === (operator !== 'ne');
}

/**
 * Whether a condition holds: of one asked of the items, for every item. What is not known fulfils only `ne`.
 */
export function holds(condition: Condition, facts: Facts): boolean {
  const known = facts[condition.attribute];
  const values = known === undefined ? [] : typeof known === 'string' ? [known] : known;
  if (values.length === 0) return condition.operator === 'ne';
  return values.every((value) => holdsFor(condition, value));
}

/** The first condition that does not hold. */
export const unmet = (conditions: readonly Condition[], facts: Facts): Condition | undefined =>
  conditions.find((one) => !holds(one, facts));

/** Day of the week of a day, 1 for Monday (ISO 8601): 2024-01-01 was one. */
export const weekdayOf = (on: string): number => {
  const days = daysBetween('2024-01-01', on) % 7;
  return (days < 0 ? days + 7 : days) + 1;
};

/** Whether a moment falls into one of the hours on the clocks of a zone; hours that pass midnight count on. */
export function isWithin(hours: readonly Hours[], zone: Zone, at: Instant): boolean {
  if (hours.length === 0) return true;
  const shown = shownIn(zone, at);
  const [on, time] = [dayOf(shown), shown.slice(11, 16)];
  const [today, yesterday] = [weekdayOf(on), weekdayOf(addDays(on, -1))];
  return hours.some(({ weekdays, from, until }) => {
    if (from < until) return weekdays.includes(today) && from <= time && time < until;
    return (weekdays.includes(today) && from <= time) || (weekdays.includes(yesterday) && time < until);
  });
}
