import { demand, kitErrors } from '../../kit/errors';
import { add, compare, type Money, show, subtract, zero } from '../../kit/value/money';
import { addDays, dayOf, type Instant, startOf } from '../../kit/value/time';
import type { Cover, CoverCode, Policy } from '../../policy/records/policy';
import { claimErrors } from '../errors';
import type { Assessment, Exposure } from '../records/exposure';
import { claimLife } from '../life';
import type { Claim, Flag } from '../records/claim';
import type { LossCause } from '../../vehicle/records/accident';
import type { Notice } from '../records/notice';
import type { Pairing, PracticeVersion } from '../records/practice';
import { payableFor } from './settlement';

/** Which covers may answer for a cause. */
const ANSWERS: Readonly<Record<LossCause, readonly CoverCode[]>> = {
  collision: ['collision', 'compulsory', 'liability', 'medical'],
  rollover: ['collision', 'compulsory', 'liability', 'medical'],
  animal: ['comprehensive', 'medical'],
  theft: ['theft', 'comprehensive'],
  fire: ['comprehensive'],
  flood: ['comprehensive'],
  hail: ['comprehensive', 'glass'],
  glass: ['glass', 'comprehensive'],
  vandalism: ['comprehensive', 'glass'],
  other: ['compulsory', 'liability', 'collision', 'comprehensive', 'theft', 'glass', 'medical'],
};

/** What the ledger knows that makes a claim worth a second look. */
export interface Indications {
  readonly odometerIllogical: boolean;
  readonly lossSeenElsewhere: boolean;
  readonly claimedBefore: boolean;
}

/**
 * The flags that a new claim bears, from the policy, the notice and what the ledger knows; in the order of
 * `flag`.
 */
export function flagsOf(policy: Policy, notice: Notice, signs: Indications, rule: PracticeVersion): Flag[] {
  const calm = startOf(addDays(dayOf(policy.startsAt), rule.earlyClaimDays));
  const raised: [Flag, boolean][] = [
    ['earlyClaim', policy.renews === undefined && notice.lossAt < calm],
    ['odometerIllogical', signs.odometerIllogical],
    ['photoSeenBefore', notice.photoSeenBefore],
    ['lossSeenElsewhere', signs.lossSeenElsewhere],
    ['claimedBefore', signs.claimedBefore],
  ];
  return raised.filter(([, holds]) => holds).map(([name]) => name);
}

/** Notes that a workshop is paid for a policyholder; in too many claims it is a ring worth looking at. */
export function paired(
  known: Pairing | undefined,
  claim: Claim,
  workshop: string,
  rule: PracticeVersion,
): { pairing: Pairing; claim: Claim } {
  const { claimId, policyholder } = claim;
  const before = known?.claims ?? [];
  const claims = before.includes(claimId) ? before : [...before, claimId].slice(-8);
  const ring = claims.length >= rule.ringClaims;
  return {
    pairing: { workshop, policyholder, claims },
    claim: ring ? flagged(claim, 'workshopRing') : claim,
  };
}

/** The claim with a flag more; one that it has already changes nothing. */
export const flagged = (claim: Claim, flag: Flag): Claim =>
  claim.flags.includes(flag) ? claim : { ...claim, flags: [...claim.flags, flag] };

/**
 * The flag of a loss that another insurer has, as the marks stand now; the same claim when nothing changes.
 */
export function rechecked(claim: Claim, elsewhere: boolean): Claim {
  if (claim.fingerprint === undefined || elsewhere === claim.flags.includes('lossSeenElsewhere'))
    return claim;
  return elsewhere
    ? flagged(claim, 'lossSeenElsewhere')
    : { ...claim, flags: claim.flags.filter((one) => one !== 'lossSeenElsewhere') };
}

/** A validated notice becomes a claim. */
export function open(
  notice: Notice,
  policy: Policy,
  { claimId, fingerprint }: Pick<Claim, 'claimId' | 'fingerprint'>,
  flags: readonly Flag[],
  now: Instant,
): Claim {
  const { noticeId, policyId, insurer, policyholder, vin, lossAt, cause } = notice;
  const nothing = zero(policy.sumInsured.currency);
  return {
    claimId,
    noticeId,
    policyId,
    insurer,
    policyholder,
    vin,
    lossAt,
    cause,
    status: 'submitted',
    openedAt: now,
    amount: nothing,
    promised: nothing,
    paid: nothing,
    openPayments: 0,
    exposures: [],
    openExposures: 0,
    flags: [...flags],
    ...(fingerprint !== undefined && { fingerprint }),
  };
}

/** The claim is still being worked on. */
export function mustBeWorkedOn(claim: Claim): void {
  const { status } = claim;
  demand(status === 'submitted' || status === 'confirmed', kitErrors.WRONG_STATUS, {
    kind: 'claim',
    status,
    step: 'work',
    from: 'submitted or confirmed',
    next: claimLife.next(status).join(', ') || 'none, it is the end',
  });
}

/** One cover of the policy at the loss × one claimant. */
export function expose(
  claim: Claim,
  covers: readonly Cover[],
  wanted: Pick<Exposure, 'exposureId' | 'cover' | 'claimant'>,
): { claim: Claim; exposure: Exposure } {
  mustBeWorkedOn(claim);
  const { claimId, cause } = claim;
  const possible = covers.filter((cover) => ANSWERS[cause].includes(cover.code));
  const cover = possible.find((one) => one.code === wanted.cover);
  const names = possible.map((one) => one.code).join(', ') || 'none';
  demand(cover !== undefined, claimErrors.CAUSE_NOT_COVERED, { cover: wanted.cover, cause, covers: names });
  demand(claim.exposures.length < 20, claimErrors.EXPOSURES_FULL, { claimId, count: claim.exposures.length });
  const { limit, deductible } = cover;
  return {
    claim: {
      ...claim,
      exposures: [...claim.exposures, wanted.exposureId],
      openExposures: claim.openExposures + 1,
    },
    exposure: { claimId, ...wanted, limit, deductible, open: true, lines: [] },
  };
}

/**
 * An expert's findings, and what they make payable under the cover. A later assessment takes the place of an
 * earlier one.
 */
export function assess(
  exposure: Exposure,
  found: Assessment,
  by: string,
  rule: PracticeVersion,
): Exposure & { payable: Money } {
  const { exposureId } = exposure;
  demand(exposure.open, claimErrors.EXPOSURE_CLOSED, { exposureId });
  return {
    ...exposure,
    assessment: found,
    assessedBy: by,
    payable: payableFor(found, exposure, rule.comparative),
  };
}

/** The insurer owes this much; a later confirmation revises it, never below what is paid or promised. */
export function confirm(claim: Claim, amount: Money, ownFault: boolean): Claim {
  const status = claimLife.step('confirm', claim.status);
  const least = add(claim.paid, claim.promised);
  demand(compare(amount, least) >= 0, claimErrors.AMOUNT_BELOW_PAID, { least: show(least) });
  return { ...claim, status, amount, ownFault };
}

type End = 'withdraw' | 'deny' | 'cancel' | 'close';

/** Ends a claim. GIF: a claim with open payouts does not close. */
export function end(claim: Claim, step: End, now: Instant): Claim {
  const status = claimLife.step(step, claim.status);
  const { claimId, openPayments, openExposures, paid } = claim;
  demand(openPayments === 0, claimErrors.CLAIM_WITH_OPEN_PAYOUTS, { claimId });
  demand(step === 'withdraw' || openExposures === 0, claimErrors.CLAIM_WITH_OPEN_EXPOSURES, {
    claimId,
    open: openExposures,
  });
  demand(step !== 'cancel' || paid.amount === 0n, claimErrors.CLAIM_WITH_PAYMENTS, {
    claimId,
    paid: show(paid),
  });
  return { ...claim, status, endedAt: now };
}

/** A denied claim is submitted again, a closed one confirmed. Throws WRONG_STATUS. */
export function reopen(claim: Claim): Claim {
  const status = claimLife.step(
    'reopen',
    claim.status,
    claim.status === 'denied' ? 'submitted' : 'confirmed',
  );
  const { endedAt: _ended, denial: _denied, ...rest } = claim;
  return { ...rest, status };
}

/** Indemnity is promised: it must fit the confirmed amount. GIF: payouts never exceed the claim amount. */
export function promised(claim: Claim, amount: Money): Claim {
  const total = add(add(claim.paid, claim.promised), amount);
  demand(compare(total, claim.amount) <= 0, claimErrors.PAYOUT_EXCEEDS_CLAIM_AMOUNT, {
    total: show(total),
    amount: show(claim.amount),
  });
  return { ...claim, promised: add(claim.promised, amount) };
}

/** Indemnity that was promised has been paid. */
export const paidOut = (claim: Claim, amount: Money): Claim => ({
  ...claim,
  promised: subtract(claim.promised, amount),
  paid: add(claim.paid, amount),
});

/** Indemnity that was promised will not be paid. */
export const released = (claim: Claim, amount: Money): Claim => ({
  ...claim,
  promised: subtract(claim.promised, amount),
});

/** Counts a payment that waits, or one that no longer does. */
export const waiting = (claim: Claim, change: 1 | -1): Claim => ({
  ...claim,
  openPayments: claim.openPayments + change,
});
