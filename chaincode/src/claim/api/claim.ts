import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { money } from '../../kit/value/money';
import { id, org } from '../../kit/value/text';
import { policyErrors } from '../../policy/errors';
import { vehicleEvents } from '../../vehicle/events';
import { claimErrors as no } from '../errors';
import { claimEvents as told } from '../events';
import { assessment, exposure } from '../records/exposure';
import { claim, denial, lossMark, practice, practiceVersion } from '../records/claim';

const one = z.strictObject({ claimId: id });
const part = z.strictObject({ claimId: id, exposureId: id });
const readers = ['insurer', 'owner', 'auditor'] as const;

export const financials = z.strictObject({
  reserved: money,
  outstanding: money,
  paid: money,
  recovered: money,
  incurredGross: money,
  incurredNet: money,
  openRecoveryReserve: money,
  indemnity: money,
  medical: money,
  expense: money,
  salvageRecovery: money,
  subrogationRecovery: money,
  deductibleRecovery: money,
});

/** The claim itself: opened, exposed, assessed, confirmed or denied, closed. */
export const claimOperations = {
  publishPractice: submit({
    says: 'Publish the next version of the own rules: limit of authority, total loss, flags.',
    by: ['insurer'],
    request: practiceVersion,
    response: practice,
    errors: [no.PRACTICE_OUT_OF_ORDER],
    events: [told.PracticePublished],
  }),
  open: submit({
    says: 'Make a claim of a validated notice; what the ledger finds suspicious is flagged.',
    by: ['insurer'],
    request: z.strictObject({ claimId: id, noticeId: id, loss: lossMark.optional() }),
    response: claim,
    errors: [
      no.NOTICE_CLAIMED,
      policyErrors.POLICY_NOT_OPEN,
      policyErrors.LOSS_NOT_COVERED,
      no.MARK_UNPROVEN,
      no.MARKS_FULL,
      no.PRACTICE_MISSING,
    ],
    events: [told.ClaimOpened, told.LossSeenTwice],
    many: 50,
  }),
  recheck: submit({
    says: 'Look again whether another insurer has the loss of a claim: its flag follows the marks that stand now.',
    by: ['insurer'],
    request: one,
    response: claim,
    events: [told.ClaimRechecked],
  }),
  openExposure: submit({
    says: 'Open an exposure: one cover for one claimant.',
    by: ['insurer'],
    request: exposure.pick({ claimId: true, exposureId: true, cover: true, claimant: true }),
    response: exposure,
    errors: [no.CAUSE_NOT_COVERED, no.EXPOSURES_FULL],
    events: [told.ExposureOpened],
  }),
  closeExposure: submit({
    says: 'Close an exposure; reserves that were not needed fall to zero.',
    by: ['insurer'],
    request: part,
    response: exposure,
    errors: [no.EXPOSURE_CLOSED, no.CLAIM_WITH_OPEN_PAYOUTS],
    events: [told.ExposureClosed],
  }),
  assess: submit({
    says: 'Record what an expert found; what is payable follows from it and the cover.',
    by: ['insurer'],
    request: z.strictObject({ ...part.shape, found: assessment }),
    response: exposure,
    errors: [no.EXPOSURE_CLOSED, no.PRACTICE_MISSING],
    events: [told.LossAssessed],
  }),
  confirm: submit({
    says: 'Confirm the amount of a claim, or revise it.',
    by: ['insurer'],
    request: z.strictObject({ claimId: id, amount: money, ownFault: z.boolean() }),
    response: claim,
    errors: [no.AMOUNT_BELOW_PAID, policyErrors.CLAIM_EXCEEDS_SUM_INSURED],
    events: [told.ClaimConfirmed],
  }),
  deny: submit({
    says: 'Deny a claim, with the reason.',
    by: ['insurer'],
    request: z.strictObject({ claimId: id, reason: denial }),
    response: claim,
    errors: [no.CLAIM_WITH_OPEN_PAYOUTS, no.CLAIM_WITH_OPEN_EXPOSURES],
    events: [told.ClaimDenied],
  }),
  withdraw: submit({
    says: 'Withdraw a claim before it is decided.',
    by: ['owner'],
    request: one,
    response: claim,
    errors: [no.CLAIM_WITH_OPEN_PAYOUTS],
    events: [told.ClaimEnded],
  }),
  cancel: submit({
    says: 'Cancel a confirmed claim that has paid nothing.',
    by: ['insurer'],
    request: one,
    response: claim,
    errors: [no.CLAIM_WITH_OPEN_PAYOUTS, no.CLAIM_WITH_OPEN_EXPOSURES, no.CLAIM_WITH_PAYMENTS],
    events: [told.ClaimEnded],
  }),
  close: submit({
    says: 'Close a claim whose payouts and exposures are finished; what was repaired becomes an accident of the vehicle.',
    by: ['insurer'],
    request: one,
    response: claim,
    errors: [no.CLAIM_WITH_OPEN_PAYOUTS, no.CLAIM_WITH_OPEN_EXPOSURES],
    events: [told.ClaimEnded, vehicleEvents.AccidentRecorded],
  }),
  reopen: submit({
    says: 'Open a closed or denied claim again.',
    by: ['insurer'],
    request: one,
    response: claim,
    errors: [policyErrors.POLICY_NOT_OPEN],
    events: [told.ClaimReopened],
  }),
  read: evaluate({
    says: 'Read a claim. Flags are shown to insurer and auditor only.',
    by: readers,
    request: one,
    response: claim,
  }),
  readExposure: evaluate({
    says: 'Read an exposure with its reserve lines.',
    by: ['insurer', 'auditor'],
    request: part,
    response: exposure,
  }),
  readFinancials: evaluate({
    says: 'Read the financials of a claim: reserves, incurred, recoveries, by bucket.',
    by: ['insurer', 'auditor'],
    request: one,
    response: financials,
  }),
  readPractice: evaluate({
    says: 'Read the published rules of an insurer.',
    by: readers,
    request: z.strictObject({ insurer: org }),
    response: practice,
  }),
  listByPolicy: evaluate({
    says: 'List the claims on a policy.',
    by: readers,
    request: z.strictObject({ policyId: id, page }),
    response: pageOf(claim),
  }),
} as const;
