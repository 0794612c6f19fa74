import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { money } from '../kit/value/money';
import { id, org, sha256Hex } from '../kit/value/text';
import { day } from '../kit/value/time';
import { vin } from '../words/vin';
import { exposure } from './records/exposure';
import { subrogation } from './records/subrogation';
import { settlement } from './records/settlement';
import { claimPayment } from './records/payment';
import { observation, parametric } from './records/parametric';
import { claim, denial } from './records/claim';
import { epoch } from './records/fingerprint';
import { practiceVersion } from './records/practice';
import { crashStated, notice } from './records/notice';

const ofParametric = parametric.pick({ coverId: true, policyId: true, insurer: true });
const ofClaim = z.strictObject({ claimId: id, policyId: id, insurer: org });
const ofPayment = claimPayment.pick({ claimId: true, paymentId: true, status: true });
const ofDemand = subrogation.pick({
  claimId: true,
  subrogationId: true,
  insurer: true,
  respondent: true,
  status: true,
});

export const claimEvents = defineEvents({
  PracticePublished: z.strictObject({
    insurer: org,
    version: practiceVersion.shape.version,
    effectiveOn: practiceVersion.shape.effectiveOn,
  }),
  EpochOpened: epoch,
  LossNotified: notice.pick({ noticeId: true, policyId: true, insurer: true, status: true }),
  NoticeJudged: notice.pick({ noticeId: true, status: true }),
  PhotosAdded: notice.pick({ noticeId: true, photos: true }),
  StatementAttached: z.strictObject({ noticeId: id, seal: sha256Hex }),
  CrashStated: crashStated.omit({ seal: true }).extend({ noticeId: id }),
  LossMarkWithdrawn: z.strictObject({ fingerprint: sha256Hex }),
  LossSeenTwice: z.strictObject({ fingerprint: sha256Hex }),
  ParametricOffered: ofParametric,
  ParametricAgreed: ofParametric,
  ParametricWithdrawn: ofParametric,
  PayoutSetAside: ofParametric.extend({ escrowId: id }),
  EventObserved: observation.pick({ kind: true, where: true, on: true, oracle: true, measure: true }),
  PayoutDecided: ofParametric.extend({ on: day, status: parametric.shape.status, amount: money }),
  PayoutPaid: ofParametric.extend({ amount: money, paymentId: id }),
  ClaimOpened: z.strictObject({ ...ofClaim.shape, noticeId: id }),
  ClaimRechecked: ofClaim,
  ExposureOpened: exposure.pick({ claimId: true, exposureId: true, cover: true }),
  ExposureClosed: exposure.pick({ claimId: true, exposureId: true }),
  LossAssessed: z.strictObject({ claimId: id, exposureId: id, reportHash: sha256Hex, payable: money }),
  ClaimConfirmed: z.strictObject({ ...ofClaim.shape, amount: money }),
  ClaimDenied: z.strictObject({ ...ofClaim.shape, reason: denial }),
  ClaimEnded: z.strictObject({ ...ofClaim.shape, status: claim.shape.status }),
  ClaimReopened: ofClaim,
  ClaimBoughtBack: z.strictObject({ ...ofClaim.shape, amount: money, paymentId: id }),
  ReserveSet: z.strictObject({ claimId: id, exposureId: id, reserved: money }),
  PaymentScheduled: z.strictObject({ ...ofPayment.shape, amount: money }),
  PaymentApproved: ofPayment,
  PaymentRefused: ofPayment,
  PaymentMade: z.strictObject({ ...ofPayment.shape, amount: money, transferId: id }),
  RecoveryRecorded: z.strictObject({ claimId: id, recoveryId: id, amount: money }),
  TotalLossProposed: settlement.pick({ claimId: true, retained: true, payable: true }),
  PayoffStated: z.strictObject({ claimId: id, lienId: id, holder: org, amount: money }),
  LienholderPaid: z.strictObject({
    claimId: id,
    vin,
    lienId: id,
    loanId: id,
    holder: org,
    amount: money,
    transferId: id,
  }),
  TotalLossPaid: z.strictObject({ claimId: id, vin, payable: money, toOwner: money }),
  RecoveryDemanded: z.strictObject({ ...ofDemand.shape, demanded: money }),
  DemandAnswered: ofDemand,
  DemandRecovered: z.strictObject({ ...ofDemand.shape, recovered: money, deductibleBack: money }),
});
