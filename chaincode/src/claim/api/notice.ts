import { z } from 'zod';
import { evaluate, keep, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { id, sha256Hex } from '../../kit/value/text';
import { policyErrors } from '../../policy/errors';
import { onPolicy, policies } from '../../policy/records/policy';
import { claimErrors as errors } from '../errors';
import { claimEvents as events } from '../events';
import { noticeLife } from '../life';
import { notice, onNotice, photos, slotsOf, statement } from '../records/notice';

const named = z.strictObject({ noticeId: id });

/** What comes before a claim: the first notice of a loss. */
export const noticeOperations = {
  notify: submit({
    says: 'Report a loss. Never refused for want of cover: then it is a draft for the insurer to judge.',
    by: ['owner', 'insurer'],
    request: notice.pick({
      ...{
        noticeId: true,
        policyId: true,
        lossAt: true,
        cause: true,
        vehicles: true,
        injured: true,
        evidenceIds: true,
      },
    }),
    on: onPolicy,
    sides: ['policyholder', 'insurer'],
    creates: onNotice,
    loads: (told, _policy, { member: reporter }) => slotsOf({ ...told, reporter }),
    response: notice,
    errors: [errors.LOSS_IN_FUTURE, errors.LOSS_REPORTED],
    events: [events.LossNotified],
    many: 50,
  }),
  addPhotos: submit({
    says: 'Add photos to a notice by their hashes; one that another notice used is flagged.',
    by: ['owner', 'insurer'],
    request: named.extend({ hashes: z.array(sha256Hex).min(1).max(20) }),
    on: onNotice,
    sides: ['reporter', 'policyholder', 'insurer'],
    loads: ({ hashes }) => ({ known: hashes.map((hash) => maybe(photos.at(hash))) }),
    response: notice,
    errors: [errors.PHOTOS_FULL],
    events: [events.PhotosAdded],
  }),
  keepStatement: keep({
    says: 'Keep the statement about a loss, which is personal, with the insurer.',
    by: ['insurer'],
    request: named,
    on: onNotice,
    sides: ['insurer'],
    secret: statement,
  }),
  attachStatement: submit({
    says: 'Put the seal of the kept statement on the notice.',
    by: ['insurer'],
    request: named.extend({ seal: sha256Hex }),
    on: onNotice,
    sides: ['insurer'],
    response: notice,
    events: [events.StatementAttached],
  }),
  validate: submit({
    says: 'Accept a draft: there was cover after all.',
    by: ['insurer'],
    request: named,
    on: onNotice,
    step: noticeLife.validate,
    loads: (_request, { policyId }) => ({ policy: policies.at(policyId) }),
    response: notice,
    errors: [policyErrors.POLICY_NOT_OPEN, policyErrors.LOSS_NOT_COVERED],
    events: [events.NoticeJudged],
  }),
  reject: submit({
    says: 'Reject a notice; no claim comes of it.',
    by: ['insurer'],
    request: named,
    on: onNotice,
    step: noticeLife.reject,
    loads: (_request, it) => slotsOf(it),
    response: notice,
    events: [events.NoticeJudged],
  }),
  discard: submit({
    says: 'Take a notice back.',
    by: ['owner', 'insurer'],
    request: named,
    on: onNotice,
    step: noticeLife.discard,
    loads: (_request, it) => slotsOf(it),
    response: notice,
    events: [events.NoticeJudged],
  }),
  readNotice: evaluate({
    says: 'Read a notice.',
    by: ['owner', 'insurer', 'auditor'],
    request: named,
    on: onNotice,
    sides: ['reporter', 'policyholder', 'insurer', 'auditor'],
    response: notice,
  }),
  readStatement: evaluate({
    says: 'Read the statement that the own organisation keeps.',
    by: ['insurer'],
    request: named,
    loads: ({ noticeId }) => ({ notice: onNotice({ noticeId }) }),
    response: statement,
  }),
};
