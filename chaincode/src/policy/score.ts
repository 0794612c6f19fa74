import { divideHalfEven } from '../kit/money';
import type { Digest } from './records';
import type { ScoreModel, Tariff } from './tariff';

const WHOLE = 1_000_000;

/** What a month drives up, per habit: the rate and the points it takes, both in thousandths. The whole calculation, for the driver to see. */
export interface Penalty {
  readonly habit: keyof ScoreModel;
  readonly rateMilli: number;
  readonly pointsMilli: number;
}

const ratio = (top: bigint, bottom: bigint): bigint => (bottom === 0n ? 0n : divideHalfEven(top, bottom));

export const metresOf = (digest: Digest): number => digest.metresByDay.reduce((total, metres) => total + metres, 0);

/** Events per 100 km, or percent of the time driven, in thousandths, half to even. */
function ratesOf(digest: Digest): Record<keyof ScoreModel, bigint> {
  const metres = BigInt(metresOf(digest));
  const seconds = BigInt(digest.durationS);
  const perHundredKm = (events: number): bigint => ratio(BigInt(events) * 100_000n * 1000n, metres);
  const perCent = (part: number): bigint => ratio(BigInt(part) * 100n * 1000n, seconds);
  return {
    harshBrake: perHundredKm(digest.harshBrake),
    harshAccel: perHundredKm(digest.harshAccel),
    cornering: perHundredKm(digest.cornering),
    speeding: perCent(digest.speedingS),
    night: perCent(digest.nightS),
    phone: perCent(digest.phoneS),
  };
}

/** Points that each habit takes: weight × min(rate, cap). */
export function penaltiesOf(model: ScoreModel, digest: Digest): Penalty[] {
  const rates = ratesOf(digest);
  return (Object.keys(rates) as (keyof ScoreModel)[]).map((habit) => {
    const { weightMilli, capMilli } = model[habit];
    const counted = rates[habit] < BigInt(capMilli) ? rates[habit] : BigInt(capMilli);
    const points = divideHalfEven(counted * BigInt(weightMilli), 1000n);
    return { habit, rateMilli: Number(rates[habit]), pointsMilli: Number(points) };
  });
}

/** 100 less the penalties, never below 0, in thousandths (Damoov: penalty ÷ distance, mapped to 0 to 100). */
export function scoreOf(model: ScoreModel, digest: Digest): number {
  const lost = penaltiesOf(model, digest).reduce((total, penalty) => total + penalty.pointsMilli, 0);
  return Math.max(0, 100_000 - lost);
}

/** The factor in ppm that a score earns; 1.00 for a month with too little driving to judge. */
export function factorOf(tariff: Tariff, digest: Digest): number {
  if (metresOf(digest) < tariff.minimumMetres || digest.trips < tariff.minimumTrips) return WHOLE;
  const score = scoreOf(tariff.score, digest);
  return tariff.scoreFactors.find((row) => score >= row.fromMilli)?.factor ?? WHOLE;
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
