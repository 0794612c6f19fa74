import {
  add,
  compare,
  equal,
  isZero,
  type Money,
  scaleHalfEven,
  subtract,
  zero,
} from '../../../kit/value/money';
import type { Day } from '../../../kit/value/time';
import { type CoverFound, PARTS, type Yearly } from '../../records/comparison';
import type { Digest } from '../../records/month';
import type { Tariff } from '../../records/tariff';
import { claimFreeFactorOf, timesPpm } from '../premium';
import { factorOf, factorOfScore, scoreOf } from '../score';
import { isMeasured, telematicsOf } from '../tariff';

const DAYS = 365;
const WHOLE = 1_000_000;

/** What somebody drives: how far in a year, and by which habits. */
export interface Driving {
  readonly metresAYear: number;
  /** The months that the car signed, together; each tariff weighs them by its own weights. */
  readonly digest?: Digest | undefined;
  readonly scoreMilli: number;
}

/** The months of a policy as one: their sums, and their days one after the other. */
export function together(months: readonly Digest[]): Digest | undefined {
  const [first, ...more] = months;
  if (!first) return undefined;
  return more.reduce<Digest>(
    (sum, one) => ({
      ...sum,
      metresByDay: [...sum.metresByDay, ...one.metresByDay],
      ...{ trips: sum.trips + one.trips, durationS: sum.durationS + one.durationS },
      ...{ nightS: sum.nightS + one.nightS, speedingS: sum.speedingS + one.speedingS },
      ...{ phoneS: sum.phoneS + one.phoneS, harshBrake: sum.harshBrake + one.harshBrake },
      ...{ harshAccel: sum.harshAccel + one.harshAccel, cornering: sum.cornering + one.cornering },
    }),
    first,
  );
}

/** What a year would be driven by what was: its metres by its days, rounded down. */
export function metresAYearOf({ metresByDay }: Digest): number {
  const metres = metresByDay.reduce((sum, one) => sum + one, 0);
  return Number((BigInt(metres) * BigInt(DAYS)) / BigInt(metresByDay.length));
}

/** The latest version in effect on a day of each tariff in a currency. */
export function inEffect(all: readonly Tariff[], currency: string, on: Day): Tariff[] {
  const latest = new Map<string, Tariff>();
  for (const one of all) {
    if (one.currency !== currency || one.effectiveOn > on) continue;
    const key = `${one.insurer} ${one.tariffId}`;
    if ((latest.get(key)?.version ?? 0) < one.version) latest.set(key, one);
  }
  return [...latest.values()];
}

/** Metres that a tariff charges: what is above the cap of a day is free, as the days were driven or evenly. */
function chargedOf(tariff: Tariff, { metresAYear, digest }: Driving): number {
  const { dailyCapMetres } = telematicsOf(tariff);
  const days = digest?.metresByDay ?? [];
  const metres = days.reduce((sum, one) => sum + one, 0);
  if (metres === 0) return Math.min(metresAYear, dailyCapMetres * DAYS);
  const capped = days.reduce((sum, one) => sum + Math.min(one, dailyCapMetres), 0);
  return Number((BigInt(metresAYear) * BigInt(capped)) / BigInt(metres));
}

type Priced = Omit<CoverFound, 'dearerBy' | 'because'>;

/** What a year would cost under a tariff by distance: (base × claim-free factor + distance) × score factor. */
function priced(tariff: Tariff, driving: Driving, claimFreeSince: Day, on: Day): Priced {
  const { monthlyBase, perThousandKm, score: model, minimumMetres, minimumTrips } = telematicsOf(tariff);
  const { insurer, tariffId, version, effectiveOn } = tariff;
  const { digest } = driving;
  const base = scaleHalfEven(monthlyBase, 12n, 1n);
  const claimFreeFactor = claimFreeFactorOf(tariff, claimFreeSince, on);
  const claimFree = subtract(timesPpm(base, claimFreeFactor), base);
  const metresCharged = chargedOf(tariff, driving);
  const distance = scaleHalfEven(perThousandKm, BigInt(metresCharged), 1_000_000n);
  const scoreMilli = digest ? scoreOf(model, digest) : driving.scoreMilli;
  const months = digest ? Math.max(1, Math.round(digest.metresByDay.length / 30)) : 0;
  const enough = { ...tariff, minimumMetres: minimumMetres * months, minimumTrips: minimumTrips * months };
  const scoreFactor = digest ? factorOf(enough, digest) : factorOfScore(tariff, scoreMilli);
  const judged = !digest || scoreFactor === factorOfScore(tariff, scoreMilli) || scoreFactor !== WHOLE;
  const before = add(add(base, claimFree), distance);
  const total = timesPpm(before, scoreFactor);
  return {
    ...{ insurer, tariffId, version, effectiveOn, total },
    ...{ base, claimFree, distance, score: subtract(total, before) },
    ...{ metresCharged, scoreMilli, scoreFactor, claimFreeFactor, judged },
  };
}

/** Why one costs another sum than the first: the parts that differ, the largest first. They add up to it. */
function reasonsOf(one: Yearly, first: Yearly): CoverFound['because'] {
  const size = ({ amount }: Money): bigint => (amount < 0n ? -amount : amount);
  return PARTS.filter((part) => !equal(one[part], first[part]))
    .map((part) => ({ part, by: subtract(one[part], first[part]) }))
    .sort((left, right) => Number(size(right.by) - size(left.by)));
}

const byName = (left: Priced, right: Priced): number =>
  `${left.insurer} ${left.tariffId}` < `${right.insurer} ${right.tariffId}` ? -1 : 1;

/** Tariffs by distance as they would be for who asks, the cheapest first, and those to be asked for a quote. */
export function compared(all: readonly Tariff[], driving: Driving, claimFreeSince: Day, on: Day) {
  const measured = all.filter(isMeasured).map((one) => priced(one, driving, claimFreeSince, on));
  measured.sort((left, right) => compare(left.total, right.total) || byName(left, right));
  const [first] = measured;
  const offers = measured.map((one): CoverFound => {
    const dearerBy = first ? subtract(one.total, first.total) : zero(one.total.currency);
    return { ...one, dearerBy, because: first && !isZero(dearerBy) ? reasonsOf(one, first) : [] };
  });
  const askFor = all
    .filter((one) => !isMeasured(one))
    .map(({ insurer, tariffId, version }) => ({ insurer, tariffId, version }));
  return { offers, askFor };
}
