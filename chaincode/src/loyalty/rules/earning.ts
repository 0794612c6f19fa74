import type { Money } from '../../kit/value/money';
import { addDays, type Day, dayOf, daysBetween, type Instant } from '../../kit/value/time';
import { shownIn, type Zone } from '../../kit/value/zone';
import type { EarnRule, Terms } from '../records/program';
import { MOST_POINTS } from '../records/program';
import type { EarnDay, Wallet } from '../records/wallet';

/** What points are earned for. */
export interface Purchase {
  readonly amount: Money;
  readonly category?: string | undefined;
  readonly at: Instant;
}

/** Points of a purchase: all of them, and what counts for the tier. */
export interface Earned {
  readonly units: number;
  readonly qualifying: number;
}

const MILLION = 1_000_000n;
const isoWeekday = (on: Day): number => {
  const days = daysBetween('2024-01-01', on) % 7;
  return (days < 0 ? days + 7 : days) + 1;
};

/** Whether a rule that multiplies is for this purchase. */
function multiplies(rule: EarnRule, { category, at }: Purchase, zone: Zone): boolean {
  if (rule.kind === 'category') return category !== undefined && rule.categories.includes(category);
  if (rule.kind !== 'dayPart') return false;
  const shown = shownIn(zone, at);
  const [on, time] = [dayOf(shown), shown.slice(11, 16)];
  const { weekdays, from, until } = rule;
  if (from < until) return weekdays.includes(isoWeekday(on)) && from <= time && time < until;
  const late = weekdays.includes(isoWeekday(on)) && from <= time;
  return late || (weekdays.includes(isoWeekday(addDays(on, -1))) && time < until);
}

/** Multipliers as one, as a fraction, so that only the points themselves are rounded. */
function together(all: readonly number[], stacking: Terms['stacking']): readonly [bigint, bigint] {
  if (stacking === 'multiply')
    return all.reduce<readonly [bigint, bigint]>(
      ([top, bottom], one) => [top * BigInt(one), bottom * MILLION],
      [1n, 1n],
    );
  if (stacking === 'best') return [BigInt(Math.max(...all, 1_000_000)), MILLION];
  return [all.reduce((sum, one) => sum + BigInt(one) - MILLION, MILLION), MILLION];
}

/**
 * Points for a purchase: the base rate, times what rules and tier multiply, rounded down once at the end; and
 * the gift of the first time, which nothing multiplies. Only points at the base rate count for the tier.
 */
export function pointsFor(
  terms: Terms,
  purchase: Purchase,
  { level, first, zone }: { readonly level: number; readonly first: boolean; readonly zone: Zone },
): Earned {
  const { base, rules, tiers, stacking } = terms;
  if (purchase.amount.currency !== base.per.currency) return { units: 0, qualifying: 0 };
  const top = purchase.amount.amount * BigInt(base.points);
  const tier = tiers[level]?.multiplierPpm ?? 1_000_000;
  const own = rules.flatMap((rule) =>
    'multiplierPpm' in rule && multiplies(rule, purchase, zone) ? [rule.multiplierPpm] : [],
  );
  const [up, down] = together([...own, tier], stacking);
  const gift = first ? rules.reduce((sum, rule) => sum + (rule.kind === 'first' ? rule.points : 0), 0) : 0;
  const units = (top * up) / (base.per.amount * down);
  return { units: bounded(units) + gift, qualifying: bounded(top / base.per.amount) };
}

const bounded = (units: bigint): number =>
  Number(units < 0n ? 0n : units > BigInt(MOST_POINTS) ? BigInt(MOST_POINTS) : units);

/** The milestone rules that a vehicle has passed, with how often. */
export const milestonesOf = ({ everyKm }: Extract<EarnRule, { kind: 'mileage' }>, km: number): number =>
  Math.floor(km / everyKm);

/** What may still be earned today and this month, and held. */
export function roomLeft(
  { dailyCap, monthlyCap, balanceCap }: Terms,
  { days, balance }: Pick<Wallet, 'days' | 'balance'>,
  on: Day,
): number {
  const earned = (test: (day: Day) => boolean): number =>
    days.reduce((sum, day) => sum + (test(day.on) ? day.earned : 0), 0);
  const today = (dailyCap ?? MOST_POINTS) - earned((day) => day === on);
  const month = (monthlyCap ?? MOST_POINTS) - earned((day) => day.slice(0, 7) === on.slice(0, 7));
  return Math.max(0, Math.min(today, month, (balanceCap ?? MOST_POINTS) - balance));
}

/** The days of a wallet with what was earned today; those that count for nothing any more are left out. */
export function withDay(days: readonly EarnDay[], on: Day, { units, qualifying }: Earned): EarnDay[] {
  const oldest = addDays(on, -732);
  const kept = days.filter((day) => day.on >= oldest && day.on !== on);
  const today = days.find((day) => day.on === on) ?? { on, earned: 0, qualifying: 0 };
  const added = { on, earned: today.earned + units, qualifying: today.qualifying + qualifying };
  return [...kept, added].toSorted((one, two) => (one.on < two.on ? -1 : 1));
}
