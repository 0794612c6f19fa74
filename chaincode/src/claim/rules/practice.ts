import { demand, refuse } from '../../kit/errors';
import { compare, type Money } from '../../kit/value/money';
import type { Day } from '../../kit/value/time';
import { claimErrors } from '../errors';
import type { Claim } from '../records/claim';
import type { Practice, PracticeVersion } from '../records/practice';

/**
 * Adds a version. It takes effect tomorrow at the earliest, so nobody raises a limit and pays by it on the
 * same day.
 */
export function publishPractice(
  known: Practice | undefined,
  insurer: string,
  next: PracticeVersion,
  today: Day,
): Practice {
  const last = known?.versions.at(-1);
  const { version, effectiveOn } = next;
  const inTime =
    last === undefined ? effectiveOn >= today : effectiveOn > today && effectiveOn >= last.effectiveOn;
  demand(inTime && version === (last?.version ?? 0) + 1, claimErrors.PRACTICE_OUT_OF_ORDER, {
    version,
    effectiveOn,
  });
  return { insurer, versions: [...(known?.versions ?? []), next].slice(-20) };
}

/** The version of the rules of an insurer in effect on a day. Throws PRACTICE_MISSING. */
export function practiceOn(practice: Practice | undefined, insurer: string, on: Day): PracticeVersion {
  return (
    practice?.versions.findLast((one) => one.effectiveOn <= on) ??
    refuse(claimErrors.PRACTICE_MISSING, { insurer, on })
  );
}

/**
 * Four eyes: above the limit of authority, or on a flagged claim, one person proposes and another approves.
 */
export const needsSecond = (claim: Claim, amount: Money, rule: PracticeVersion): boolean =>
  claim.flags.length > 0 || compare(amount, rule.authorityLimit) > 0;

/** Another person than the proposer must decide (SECOND_PERSON_NEEDED). */
export function mustBeSecond(
  proposedBy: string,
  approver: { readonly member: string; readonly org: string },
): void {
  demand(proposedBy !== approver.member, claimErrors.SECOND_PERSON_NEEDED, {
    who: approver.member,
    insurer: approver.org,
  });
}

/**
 * Thresholds to start from: below 8 km/h an event data recorder does not even begin (49 CFR 563.5), so little
 * damage; the steps are ours.
 */
export const commonDeltaV: NonNullable<PracticeVersion['deltaV']> = [
  { fromKmh: 0, leastPercent: 0, mostPercent: 15 },
  { fromKmh: 8, leastPercent: 0, mostPercent: 40 },
  { fromKmh: 16, leastPercent: 3, mostPercent: 75 },
  { fromKmh: 25, leastPercent: 8, mostPercent: 100 },
  { fromKmh: 40, leastPercent: 25, mostPercent: 100 },
];
