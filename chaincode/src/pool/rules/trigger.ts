import type { Standing } from '../records/distribution';
import type { LimitBy, Structure } from '../records/structure';
import { least, over } from './funds';
import { poolFactor } from './metrics';
import { sumAt } from './principal';

/** What the triggers look at after a payment date. */
export interface Looked {
  readonly monthNo: number;
  readonly poolAtStart: bigint;
  readonly pool: bigint;
  readonly notes: bigint;
  /** Charged off so far, less what was recovered. */
  readonly netLoss: bigint;
  /** Balance of loans 60 days past due or more. */
  readonly pastDue60: bigint;
  readonly target: bigint;
}

/** A test of the structure that did not hold. */
export type Trigger = 'cumulativeNetLoss' | 'delinquency' | 'overCollateral';

/** The limit that counts in a month: that of the last row that has begun. */
function limitIn(rows: LimitBy | undefined, monthNo: number): bigint | undefined {
  const begun = (rows ?? []).filter(({ fromMonth }) => fromMonth <= monthNo);
  const last = begun.reduce((one, two) => (two.fromMonth >= one.fromMonth ? two : one), begun[0] ?? NONE);
  return last === NONE ? undefined : BigInt(last.ppm);
}
const NONE = { fromMonth: 0, ppm: 0 };

const exceeds = (part: bigint, whole: bigint, ppm: bigint | undefined): boolean =>
  ppm !== undefined && part * 1_000_000n > ppm * whole;

/** The tests that failed: losses and lateness above their limits, less over-collateral than wanted. */
export function triggersOf(structure: Structure, looked: Looked): Trigger[] {
  const { monthNo, poolAtStart, pool, notes, netLoss, pastDue60, target } = looked;
  const loss = exceeds(netLoss > 0n ? netLoss : 0n, poolAtStart, limitIn(structure.lossTrigger, monthNo));
  const late = exceeds(pastDue60, pool, limitIn(structure.delinquencyTrigger, monthNo));
  const short = over(pool, notes) < least(target, pool);
  return [
    ...(loss ? (['cumulativeNetLoss'] as const) : []),
    ...(late ? (['delinquency'] as const) : []),
    ...(short && structure.overCollateral ? (['overCollateral'] as const) : []),
  ];
}

/** The servicer may call what is left once the pool factor is at or below the figure of the structure. */
export const mayCall = ({ cleanUpPpm }: Structure, pool: bigint, poolAtStart: bigint): boolean =>
  cleanUpPpm !== undefined && poolFactor(pool, poolAtStart) <= BigInt(cleanUpPpm) * 1000n;

/** The least that a call costs: the greater of the pool and what is owed on its notes, interest short too. */
export function callPrice({ pool, balances, short }: Standing): bigint {
  const owed = sumAt(balances) + sumAt(short);
  return pool > owed ? pool : owed;
}

/** Investors may ask for a review: past the delinquency trigger, by holders of 5 % of the notes (17 CFR 239.45). */
export const mayDemandReview = (held: bigint, notes: bigint, failed: readonly Trigger[]): boolean =>
  failed.includes('delinquency') && held * 20n >= notes && notes > 0n;
