import { type Day, daysBetween, dayOf } from '../../kit/value/time';
import { AUDIENCE_STEP, type Criterion, LEAST_AUDIENCE } from '../records/audience';
import type { Terms } from '../records/program';
import type { Wallet } from '../records/wallet';
import { standingIn } from './standing';

const whole = /^-?\d{1,15}$/;

function compare(left: string, right: string): number {
  const numbers = whole.test(left) && whole.test(right);
  const [one, two] = numbers ? [Number(left), Number(right)] : [left, right];
  return one < two ? -1 : one > two ? 1 : 0;
}

function holds({ operator, values }: Criterion, value: string | undefined): boolean {
  if (value === undefined) return false;
  const some = (test: (order: number) => boolean) => values.some((one) => test(compare(value, one)));
  if (operator === 'gt') return some((order) => order > 0);
  if (operator === 'gte') return some((order) => order >= 0);
  if (operator === 'lt') return some((order) => order < 0);
  if (operator === 'lte') return some((order) => order <= 0);
  return some((order) => order === 0) === (operator !== 'ne');
}

/** What a member opened to those who address it, as it is on a day; nothing without a consent in force. */
function opened(terms: Terms, wallet: Wallet, at: string): Partial<Record<Criterion['attribute'], string>> {
  const { audience, joinedAt, days } = wallet;
  if (!audience || at >= audience.until) return {};
  const on: Day = dayOf(at);
  const { tier, level } = standingIn(terms, wallet, on);
  const last = days.filter(({ earned }) => earned > 0).at(-1)?.on;
  const all = {
    tier,
    level: `${level}`,
    model: audience.model,
    modelYear: audience.modelYear === undefined ? undefined : `${audience.modelYear}`,
    memberSince: `${daysBetween(dayOf(joinedAt), on)}`,
    lastEarned: last === undefined ? undefined : `${daysBetween(last, on)}`,
  };
  return Object.fromEntries(
    Object.entries(all).filter(
      ([name, value]) => value !== undefined && audience.attributes.some((one) => one === name),
    ),
  );
}

/** Whether a member is meant: every attribute asked was opened, and every condition holds. */
export const isMeant = (
  terms: Terms,
  wallet: Wallet,
  criteria: readonly Criterion[],
  at: string,
): boolean => {
  const known = opened(terms, wallet, at);
  return criteria.every((one) => holds(one, known[one.attribute]));
};

/** A count as it is told: in steps, rounded down; `undefined` of a group too small to be an audience. */
export const toldCount = (count: number): number | undefined =>
  count < LEAST_AUDIENCE ? undefined : count - (count % AUDIENCE_STEP);
