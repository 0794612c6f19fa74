import { divideHalfEven } from '../../kit/value/money';
import { telematicsOf } from './tariff';
import type { Digest } from '../records/month';
import type { ScoreModel, Tariff } from '../records/tariff';

const WHOLE = 1_000_000;

/**
 * What a month drives up, per habit: the rate and the points it takes, both in thousandths. The whole
 * calculation, for the driver to see.
 */
export interface Penalty {
  readonly habit: keyof ScoreModel;
  readonly rateMilli: number;
  readonly pointsMilli: number;
}

const ratio = (top: bigint, bottom: bigint): bigint => (bottom === 0n ? 0n : divideHalfEven(top, bottom));

/** All metres of a month. */
export const metresOf = (digest: Digest): number =>
  digest.metresByDay.reduce((total, metres) => total + metres, 0);

/**
 * What a score is made of; distance, time and events in one unit, whatever it is, since only ratios count.
 */
export interface Measures {
  readonly metres: bigint;
  readonly seconds: bigint;
  readonly harshBrake: bigint;
  readonly harshAccel: bigint;
  readonly cornering: bigint;
  readonly speedingS: bigint;
  readonly nightS: bigint;
  readonly phoneS: bigint;
}

const measuresOf = (digest: Digest): Measures => ({
  metres: BigInt(metresOf(digest)),
  seconds: BigInt(digest.durationS),
  harshBrake: BigInt(digest.harshBrake),
  harshAccel: BigInt(digest.harshAccel),
  cornering: BigInt(digest.cornering),
  speedingS: BigInt(digest.speedingS),
  nightS: BigInt(digest.nightS),
  phoneS: BigInt(digest.phoneS),
});

/** Events per 100 km, or percent of the time driven, in thousandths, half to even. */
function ratesOf({ metres, seconds, ...driven }: Measures): Record<keyof ScoreModel, bigint> {
  const perHundredKm = (events: bigint): bigint => ratio(events * 100_000n * 1000n, metres);
  const perCent = (part: bigint): bigint => ratio(part * 100n * 1000n, seconds);
  return {
    harshBrake: perHundredKm(driven.harshBrake),
    harshAccel: perHundredKm(driven.harshAccel),
    cornering: perHundredKm(driven.cornering),
    speeding: perCent(driven.speedingS),
    night: perCent(driven.nightS),
    phone: perCent(driven.phoneS),
  };
}

/** Points that each habit takes: weight × min(rate, cap). */
export function penaltiesOfMeasures(model: ScoreModel, measures: Measures): Penalty[] {
  const rates = ratesOf(measures);
  return (Object.keys(rates) as (keyof ScoreModel)[]).map((habit) => {
    const { weightMilli, capMilli } = model[habit];
    const counted = rates[habit] < BigInt(capMilli) ? rates[habit] : BigInt(capMilli);
    const points = divideHalfEven(counted * BigInt(weightMilli), 1000n);
    return { habit, rateMilli: Number(rates[habit]), pointsMilli: Number(points) };
  });
}

/** The points that each habit takes in a month, in thousandths. */
export const penaltiesOf = (model: ScoreModel, digest: Digest): Penalty[] =>
  penaltiesOfMeasures(model, measuresOf(digest));

/** 100 less the penalties, never below 0, in thousandths (Damoov: penalty ÷ distance, mapped to 0 to 100). */
export const scoreOfPenalties = (penalties: readonly Penalty[]): number =>
  Math.max(0, 100_000 - penalties.reduce((total, penalty) => total + penalty.pointsMilli, 0));

/** The score of a month, in thousandths of a point. */
export const scoreOf = (model: ScoreModel, digest: Digest): number =>
  scoreOfPenalties(penaltiesOf(model, digest));

/** The factor on the premium for a score in thousandths, in parts per million. */
export const factorOfScore = (tariff: Tariff, score: number): number =>
  telematicsOf(tariff).scoreFactors.find((row) => score >= row.fromMilli)?.factor ?? WHOLE;

/** The factor in ppm that a score earns; 1.00 for a month with too little driving to judge. */
export function factorOf(tariff: Tariff, digest: Digest): number {
  const { minimumMetres, minimumTrips, score } = telematicsOf(tariff);
  if (metresOf(digest) < minimumMetres || digest.trips < minimumTrips) return WHOLE;
  return factorOfScore(tariff, scoreOf(score, digest));
}

const BANDS = [
  { from: 800, band: 'very low' },
  { from: 710, band: 'low' },
  { from: 560, band: 'medium' },
  { from: 500, band: 'high' },
  { from: 100, band: 'very high' },
] as const;
export type Risk = (typeof BANDS)[number]['band'];

/** For show on the scale of the FICO Safe Driving Score, 100 to 850, with its bands of risk. */
export function displayOf(scoreMilli: number): { points: number; risk: Risk } {
  const points = 100 + Math.floor((scoreMilli * 750) / 100_000);
  return { points, risk: BANDS.find((row) => points >= row.from)?.band ?? 'very high' };
}
