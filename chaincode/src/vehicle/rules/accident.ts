import type { Money } from '../../kit/value/money';
import type { Day, Instant } from '../../kit/value/time';
import { demand } from '../../kit/errors';
import { vehicleErrors } from '../errors';
import type { Accident, AccidentCoverage, Weight } from '../records/accident';

/**
 * Share of the value before the accident, in per cent, up to which a repair counts as minor or moderate.
 * Custom of the trade, no law.
 */
const MINOR_PERCENT = 10n;
const MODERATE_PERCENT = 40n;

/** How badly the vehicle was hit: told in a word, so that no amount of a claim becomes public. */
export function damageOf(repair: Money, value: Money, isTotalLoss: boolean): Accident['damage'] {
  if (isTotalLoss) return 'totalLoss';
  const share = repair.amount * 100n;
  if (share <= value.amount * MINOR_PERCENT) return 'minor';
  return share <= value.amount * MODERATE_PERCENT ? 'moderate' : 'severe';
}

/** What the claim room writes into `accidents` when a claim is settled; the claim's id is the accident's. */
export const accidentOf = (settled: {
  readonly vin: string;
  readonly claimId: string;
  readonly happenedOn: Day;
  readonly cause: Accident['cause'];
  readonly damage: Accident['damage'];
  readonly insurer: string;
  readonly at: Instant;
}): Accident => ({
  vin: settled.vin,
  accidentId: settled.claimId,
  happenedOn: settled.happenedOn,
  cause: settled.cause,
  damage: settled.damage,
  reference: settled.claimId,
  by: settled.insurer,
  recordedAt: settled.at,
});

type Source = NonNullable<Accident['source']>;

/** Which sources each role speaks for, and what the word of each weighs. */
const SOURCES: Readonly<Record<string, readonly Source['kind'][]>> = {
  registrar: ['authority', 'outsideInsurer'],
  workshop: ['workshop'],
  insurer: ['outsideInsurer'],
};
const WEIGHTS: Readonly<Record<Source['kind'], Weight>> = {
  authority: 'official',
  workshop: 'seen',
  outsideInsurer: 'told',
};

/** The weight of a report. Throws SOURCE_UNFITTING: another's source, or one outside without its name. */
export function weightOf({ kind, name }: Source, role: string, accidentId: string): Weight {
  const fits = SOURCES[role]?.includes(kind) === true && (kind !== 'outsideInsurer' || name !== undefined);
  demand(fits, vehicleErrors.SOURCE_UNFITTING, { accidentId, kind, role });
  return WEIGHTS[kind];
}

/** What an accident weighs; those of before sources were told are settled claims. */
export const weightIn = ({ weight }: Pick<Accident, 'weight'>): Weight => weight ?? 'settled';

/** A time of cover; the end is exclusive. */
interface Covered {
  readonly from: Instant;
  readonly until: Instant;
}

/** What a list covers and what it cannot know, by the entries and the times of cover that stand on the ledger. */
export function coverageOf(
  entries: readonly Accident[],
  covers: readonly Covered[],
  { now, more }: { now: Instant; more: boolean },
): AccidentCoverage {
  const ordered = [...covers].sort((left, right) => (left.from < right.from ? -1 : 1));
  const since = ordered[0]?.from;
  let until = since ?? now;
  let gaps = false;
  for (const cover of ordered) {
    if (cover.from > until && until < now) gaps = true;
    if (cover.until > until) until = cover.until;
  }
  const standing = entries.filter(({ takenBack }) => !takenBack);
  const many = (of: Weight): number => standing.filter((one) => weightIn(one) === of).length;
  return {
    ...(since !== undefined && { since }),
    counts: {
      ...{ settled: many('settled'), official: many('official'), seen: many('seen'), told: many('told') },
      contested: standing.filter(({ contestedAt }) => contestedAt !== undefined).length,
      takenBack: entries.length - standing.length,
    },
    cannotKnow: [
      ...(['unreported', 'outsideInsurers', 'beforeFirstCover'] as const),
      ...(gaps || until < now ? (['timesWithoutCover'] as const) : []),
      ...(more ? (['moreThanCounted'] as const) : []),
    ],
  };
}
