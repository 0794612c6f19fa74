import type { Drift } from '../../records/model';
import { type Factor, outcome, type Scorecard, type Underwriting } from '../../records/scorecard';

const MILLION = 1_000_000n;

/** One decision as drift sees it: how it came out, and the facts under it where they are kept. */
export interface Seen {
  readonly outcome: Drift['outcomes'][number]['outcome'];
  readonly facts: Underwriting | undefined;
}

const shareOf = (part: number, whole: number): number =>
  whole === 0 ? 0 : Number((BigInt(part) * MILLION) / BigInt(whole));

/** Half the sum of the differences of two distributions (total variation distance). */
const shiftOf = (rows: readonly { readonly before: number; readonly after: number }[]): number =>
  Math.floor(rows.reduce((sum, { before, after }) => sum + Math.abs(before - after), 0) / 2);

/** What a factor is of facts alone; what depends on the terms of an offer is not told of who got none. */
const VALUES: Partial<Record<Factor, (facts: Underwriting) => number>> = {
  creditScore: ({ creditScore }) => creditScore,
  employment: ({ employedMonths }) => employedMonths,
  delinquencies: ({ delinquencies }) => delinquencies,
  bankruptcies: ({ bankruptcies }) => bankruptcies,
};

/** How far outcomes, and what a scorecard looks at, moved from one month to another. */
export function driftOf(before: readonly Seen[], after: readonly Seen[], scorecard: Scorecard | undefined) {
  const outcomes = outcome.options.map((one) => {
    const many = (all: readonly Seen[]) =>
      shareOf(all.filter((seen) => seen.outcome === one).length, all.length);
    return { outcome: one, before: many(before), after: many(after) };
  });
  const inputs = (scorecard?.factors ?? []).flatMap(({ factor, bands }) => {
    const value = VALUES[factor];
    if (!value) return [];
    const share = (all: readonly Seen[], from: number, until: number): number => {
      const known = all.flatMap(({ facts }) => (facts ? [value(facts)] : []));
      return shareOf(known.filter((one) => one >= from && one < until).length, known.length);
    };
    const rows = bands.map(({ from }, at) => {
      const until = bands[at + 1]?.from ?? Number.POSITIVE_INFINITY;
      return { from, before: share(before, from, until), after: share(after, from, until) };
    });
    return [{ factor, bands: rows, shiftPpm: shiftOf(rows) }];
  });
  return {
    decisions: { before: before.length, after: after.length },
    ...{ outcomes, outcomeShiftPpm: shiftOf(outcomes), inputs },
  };
}
