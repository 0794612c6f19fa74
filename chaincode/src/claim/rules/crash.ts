import { frameLeaf, rootFromInclusion } from '../../evidence/door';
import type { Anchor } from '../../evidence/records/anchor';
import { demand } from '../../kit/errors';
import { scaleDown } from '../../kit/value/money';
import { DAY_MS, toMillis } from '../../kit/value/time';
import { claimErrors } from '../errors';
import type { Assessment } from '../records/exposure';
import type { Claim } from '../records/claim';
import type { PracticeVersion } from '../records/practice';
import type { CrashStated, Notice } from '../records/notice';
import { flagged } from './claim';
import type { CrashRecord } from '../records/crash';

/**
 * The greatest change of speed is part of the key, so that the seal of what is kept vouches for the number
 * that is stated.
 */
export const crashKey = (
  noticeId: string,
  { deviceId, evidenceId, maxDeltaV }: Omit<CrashStated, 'seal'>,
): string[] => [noticeId, deviceId, evidenceId, maxDeltaV.toString()];

/** The evidence must be what the notice names, and a crash of this vehicle around the loss. */
export function mustBeCrashOf(notice: Notice, anchor: Anchor, isVouched: boolean): void {
  const { deviceId, evidenceId, incident, vin } = anchor;
  const why = !notice.evidenceIds.includes(evidenceId)
    ? 'the notice does not name it'
    : vin !== notice.vin
      ? 'it is of another vehicle'
      : incident?.kind !== 'crash'
        ? 'it is no crash record'
        : incident.test
          ? 'it is a test'
          : Math.abs(toMillis(incident.at) - toMillis(notice.lossAt)) > DAY_MS
            ? 'it is more than a day from the loss'
            : isVouched
              ? undefined
              : 'nobody who built the vehicle stands behind the device';
  demand(why === undefined, claimErrors.CRASH_UNFITTING, { deviceId, evidenceId, why: why ?? '' });
}

/** The record must lead to the root that the device signed, and hold the number that is stated of it. */
export function mustBeProvenCrash(
  { frame, leaf, path }: CrashRecord,
  anchor: Anchor,
  maxDeltaV: number,
): void {
  const { deviceId, evidenceId, root, count: size } = anchor;
  const led = rootFromInclusion(frameLeaf(frame), leaf, size, path) === root;
  demand(led && Math.abs(frame.values.maxDeltaV) === maxDeltaV, claimErrors.CRASH_UNPROVEN, {
    deviceId,
    evidenceId,
  });
}

/** The repair in whole percent of the value, at most 100; `undefined` where the expert did not say both. */
function damageOf({ repair, value }: Assessment): number | undefined {
  if (!repair || !value || value.amount === 0n) return undefined;
  const percent = Number(scaleDown(repair, 100n, value.amount).amount);
  return Math.min(100, percent);
}

/**
 * Whether the damage is less or more than a crash of this strength explains, by the thresholds that the
 * insurer published.
 */
export function isContradicted(maxDeltaV: number, found: Assessment, { deltaV }: PracticeVersion): boolean {
  const row = deltaV?.findLast(({ fromKmh }) => maxDeltaV >= fromKmh);
  const percent = damageOf(found);
  return (
    row !== undefined && percent !== undefined && (percent < row.leastPercent || percent > row.mostPercent)
  );
}

/** A flag like the others: nothing is refused, a second person looks. */
export function flaggedByCrash(
  claim: Claim,
  crash: CrashStated | undefined,
  found: readonly (Assessment | undefined)[],
  rule: PracticeVersion,
): Claim {
  const contradicted =
    crash && found.some((one) => one !== undefined && isContradicted(crash.maxDeltaV, one, rule));
  return contradicted ? flagged(claim, 'deltaVInconsistent') : claim;
}
