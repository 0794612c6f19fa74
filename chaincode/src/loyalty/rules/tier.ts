import { addDays, addMonths, type Day, dayFrom, laterOf, partsOf } from '../../kit/value/time';
import type { Terms } from '../records/program';
import type { Wallet } from '../records/wallet';

type Days = Wallet['days'];
/** What is known of a member's tier. */
export type Tiered = Pick<Wallet, 'tier' | 'reviewedOn' | 'belowSince' | 'days' | 'lifetime'>;

/** Whether a day counts on another: within twelve months, or in the same year. */
const counts = (on: Day, at: Day, window: Terms['window']): boolean =>
  on <= at && (window === 'calendarYear' ? on.slice(0, 4) === at.slice(0, 4) : on > addMonths(at, -12));

/** Qualifying points within the window that ends with a day. */
export const qualifyingAt = (days: Days, at: Day, window: Terms['window']): number =>
  days.reduce((sum, { on, qualifying }) => sum + (counts(on, at, window) ? qualifying : 0), 0);

/** The first day on which the points of a day no longer count. */
export function lapsesOn(on: Day, window: Terms['window']): Day {
  if (window === 'calendarYear') return dayFrom(partsOf(on).year + 1, 1, 1);
  const year = addMonths(on, 12);
  return counts(on, year, window) ? addDays(year, 1) : year;
}

/** The highest tier that so many points reach, or that is kept for good. */
const reached = ({ tiers }: Terms, qualifying: number, lifetime: number): number =>
  tiers.reduce((best, { threshold, lifetimePoints }, place) => {
    const kept = lifetimePoints !== undefined && lifetime >= lifetimePoints;
    return qualifying >= threshold || kept ? place : best;
  }, 0);

interface Step {
  readonly tier: number;
  readonly belowSince: Day | undefined;
}

/**
 * A tier as it is on a day, from what it was when it was last reviewed: up at once; down only after the grace,
 * one tier at a time with grace again (a soft landing), or to what the points reach.
 */
export function reviewTier(terms: Terms, wallet: Tiered, asked: Day): Tiered {
  const { days, lifetime, reviewedOn } = wallet;
  // A clock that is behind at midnight does not undo a day.
  const on = laterOf(asked, reviewedOn);
  const top = terms.tiers.length - 1;
  let step: Step = { tier: Math.min(wallet.tier, top), belowSince: wallet.belowSince };
  const changes = days.flatMap((one) => [one.on, lapsesOn(one.on, terms.window)]);
  const due = [...new Set([...changes, reviewedOn, on])]
    .filter((day) => day >= reviewedOn && day <= on)
    .toSorted((one, two) => (one < two ? -1 : 1));
  for (const day of due) {
    for (let end = graceEnd(terms, step); end !== undefined && end < day; end = graceEnd(terms, step))
      step = stepOn(terms, step, { day: end, days, lifetime });
    step = stepOn(terms, step, { day, days, lifetime });
  }
  const { belowSince: _, ...rest } = wallet;
  const since = step.belowSince;
  return { ...rest, tier: step.tier, reviewedOn: on, ...(since !== undefined && { belowSince: since }) };
}

/** The day on which the grace of a tier ends. */
export const graceEnd = (
  { graceDays }: Terms,
  { belowSince }: { readonly belowSince?: Day | undefined },
): Day | undefined => (belowSince === undefined ? undefined : addDays(belowSince, graceDays));

function stepOn(
  terms: Terms,
  before: Step,
  { day, days, lifetime }: { day: Day; days: Days; lifetime: number },
): Step {
  const earned = reached(terms, qualifyingAt(days, day, terms.window), lifetime);
  if (earned >= before.tier) return { tier: earned, belowSince: undefined };
  const since = before.belowSince ?? day;
  if (day < addDays(since, terms.graceDays)) return { tier: before.tier, belowSince: since };
  const tier = terms.landing === 'oneDown' ? before.tier - 1 : earned;
  const after: Step = { tier, belowSince: tier > earned ? day : undefined };
  return terms.graceDays === 0 && tier > earned ? stepOn(terms, after, { day, days, lifetime }) : after;
}
