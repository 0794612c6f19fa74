import { z } from 'zod';
import { evaluate, keep, submit } from '../../kit/api';
import { id, sha256Hex } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { policyErrors } from '../../policy/errors';
import { vin } from '../../words/vin';
import { claimErrors as no } from '../errors';
import { claimEvents as told } from '../events';
import { epoch, fingerprint, lossMark, notice, salt, statement } from '../records/claim';

const one = z.strictObject({ noticeId: id });

/** What comes before a claim: the first notice of a loss, and the fingerprints that find a loss claimed twice. */
export const noticeOperations = {
  notify: submit({
    says: 'Report a loss. Never refused for want of cover: then it is a draft for the insurer to judge.',
    by: ['owner', 'insurer'],
    request: notice.pick({
      noticeId: true,
      policyId: true,
      lossAt: true,
      cause: true,
      vehicles: true,
      injured: true,
      evidenceIds: true,
    }),
    response: notice,
    errors: [no.LOSS_IN_FUTURE, no.LOSS_REPORTED],
    events: [told.LossNotified],
    many: 50,
  }),
  addPhotos: submit({
    says: 'Add photos to a notice by their hashes; one that another notice used is flagged.',
    by: ['owner', 'insurer'],
    request: z.strictObject({ noticeId: id, hashes: z.array(sha256Hex).min(1).max(20) }),
    response: notice,
    errors: [no.PHOTOS_FULL],
    events: [told.PhotosAdded],
  }),
  keepStatement: keep({
    says: 'Keep the statement about a loss, which is personal, with the insurer.',
    by: ['insurer'],
    request: one,
    secret: statement,
  }),
  attachStatement: submit({
    says: 'Put the seal of the kept statement on the notice.',
    by: ['insurer'],
    request: z.strictObject({ noticeId: id, seal: sha256Hex }),
    response: notice,
    events: [told.StatementAttached],
  }),
  validate: submit({
    says: 'Accept a draft: there was cover after all.',
    by: ['insurer'],
    request: one,
    response: notice,
    errors: [policyErrors.POLICY_NOT_OPEN, policyErrors.LOSS_NOT_COVERED],
    events: [told.NoticeJudged],
  }),
  reject: submit({
    says: 'Reject a notice; no claim comes of it.',
    by: ['insurer'],
    request: one,
    response: notice,
    events: [told.NoticeJudged],
  }),
  discard: submit({
    says: 'Take a notice back.',
    by: ['owner', 'insurer'],
    request: one,
    response: notice,
    events: [told.NoticeJudged],
  }),
  readNotice: evaluate({ says: 'Read a notice.', by: ['owner', 'insurer', 'auditor'], request: one, response: notice }),
  readStatement: evaluate({
    says: 'Read the statement that the own organisation keeps.',
    by: ['insurer'],
    request: one,
    response: statement,
  }),
  openEpoch: submit({
    says: 'Name the hash of the salt that the insurers share for losses of some days, and the key that follows from it.',
    by: ['insurer', 'auditor'],
    request: epoch,
    response: epoch,
    events: [told.EpochOpened],
  }),
  keepSalt: keep({
    says: 'Keep the salt of an epoch in the own collection.',
    by: ['insurer'],
    request: z.strictObject({ epochId: id }),
    secret: salt,
    errors: [no.SALT_WRONG],
  }),
  computeFingerprint: evaluate({
    says: 'Compute the fingerprint of a loss, and the proof to mark it, with the salt that the own organisation keeps.',
    by: ['insurer'],
    request: z.strictObject({
      epochId: id,
      vin,
      lossOn: day,
      lossCell: z.string().regex(/^[0-9b-hjkmnp-z]{5}$/, 'must be a geohash of 5 characters'),
    }),
    response: lossMark,
    errors: [no.EPOCH_UNUSABLE],
  }),
  seekLoss: evaluate({
    says: 'Tell which of some fingerprints another insurer has marked; try neighbouring days and cells.',
    by: ['insurer'],
    request: z.strictObject({ fingerprints: z.array(sha256Hex).min(1).max(32) }),
    response: z.strictObject({ elsewhere: z.array(sha256Hex).max(32) }),
  }),
  markLoss: submit({
    says: 'Mark the fingerprint of a loss whose claim is kept outside, and learn whether another insurer has it.',
    by: ['insurer'],
    request: lossMark,
    response: z.strictObject({ elsewhere: z.boolean() }),
    errors: [no.MARK_UNPROVEN, no.MARKS_FULL],
    events: [told.LossSeenTwice],
    many: 100,
  }),
  withdrawMark: submit({
    says: 'Take an own mark back that was a mistake; that it stood stays on record.',
    by: ['insurer'],
    request: z.strictObject({ fingerprint: sha256Hex }),
    response: z.strictObject({ elsewhere: z.boolean() }),
    events: [told.LossMarkWithdrawn],
  }),
  readMarks: evaluate({
    says: 'Read who marked a fingerprint and when, to answer a false mark.',
    by: ['auditor'],
    request: z.strictObject({ fingerprint: sha256Hex }),
    response: fingerprint,
  }),
} as const;
