import type { Money } from '../../kit/value/money';
import type { Day, Instant } from '../../kit/value/time';
import type { Accident } from '../records/accident';

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
