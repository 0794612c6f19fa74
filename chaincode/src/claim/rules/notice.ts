import { demand } from '../../kit/errors';
import { dayOf, type Instant } from '../../kit/value/time';
import { holderAt, standingAt } from '../../policy/door';
import type { Policy } from '../../policy/records/policy';
import { claimErrors } from '../errors';
import { noticeLife } from '../life';
import type { LossCause } from '../../vehicle/records/accident';
import { type LossSlot, minuteOf, type Notice } from '../records/notice';

/** Most photos of one notice. */
export const MAX_PHOTOS = 100;

export interface Report {
  readonly noticeId: string;
  readonly lossAt: Instant;
  readonly cause: LossCause;
  readonly vehicles: number;
  readonly injured: number;
  readonly evidenceIds: readonly string[];
}

/**
 * First notice of loss. With cover at the loss it is validated at once; without, it is a draft that names the
 * doubt. Never refused for it.
 */
export function notify(policy: Policy, report: Report, by: { reporter: string; now: Instant }): Notice {
  const { lossAt } = report;
  demand(lossAt <= by.now, claimErrors.LOSS_IN_FUTURE, { lossAt });
  const where = standingAt(policy, lossAt);
  const covered = where === 'in force' && (policy.status === 'bound' || policy.status === 'cancelled');
  const { policyId, insurer, vin } = policy;
  return {
    ...report,
    evidenceIds: [...report.evidenceIds],
    policyId,
    insurer,
    policyholder: holderAt(policy, lossAt),
    reporter: by.reporter,
    vin,
    status: covered ? 'validated' : 'draft',
    ...(!covered && { doubt: where === 'in force' ? policy.status : where }),
    notifiedAt: by.now,
    photos: 0,
    photoSeenBefore: false,
  };
}

/** Under which one loss is reported once: policy, minute, cause and reporter. */
export const slotOf = ({ policyId, lossAt, cause, reporter, noticeId }: Notice): LossSlot => ({
  ...{ policyId, lossOn: dayOf(lossAt), minute: minuteOf(lossAt), cause, reporter, noticeId },
});

/** One loss is reported once; two on one day are two notices, and the claim of the second is flagged. */
export function mustBeNew(slot: Pick<LossSlot, 'noticeId'> | undefined): void {
  demand(slot === undefined, claimErrors.LOSS_REPORTED, { noticeId: slot?.noticeId ?? '' });
}

/** The insurer validates or rejects a notice, or its reporter takes it back. Throws WRONG_STATUS. */
export function decidedNotice(notice: Notice, step: 'validate' | 'reject' | 'discard'): Notice {
  return { ...notice, status: noticeLife.step(step, notice.status) };
}

/** Adds photos by their hashes. One that another notice used before is a flag, not a refusal. */
export function withPhotos(notice: Notice, added: number, seenBefore: boolean): Notice {
  const count = notice.photos + added;
  demand(count <= MAX_PHOTOS, claimErrors.PHOTOS_FULL, { count, max: MAX_PHOTOS });
  return { ...notice, photos: count, photoSeenBefore: notice.photoSeenBefore || seenBefore };
}

/** A claim is made of a validated notice, once. Throws NOTICE_CLAIMED, WRONG_STATUS. */
export function claimed(notice: Notice, claimId: string): Notice {
  const { noticeId } = notice;
  demand(notice.claimId === undefined, claimErrors.NOTICE_CLAIMED, {
    noticeId,
    claimId: notice.claimId ?? '',
  });
  return { ...notice, status: noticeLife.step('open', notice.status), claimId };
}

/** The claim of a notice has ended. */
export const completed = (notice: Notice): Notice => ({
  ...notice,
  status: noticeLife.step('complete', notice.status),
});
