import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { money } from '../../kit/value/money';
import { policies } from '../../policy/records/policy';
import { claimErrors as errors } from '../errors';
import { claimEvents as events } from '../events';
import { onClaim } from '../records/claim';
import { assessment, exposure, exposures, exposuresOf } from '../records/exposure';
import { notices } from '../records/notice';
import { practiceOf } from '../records/practice';
import { claimNamed, exposureNamed, readers } from './common';

const financials = z.strictObject({
  ...{ reserved: money, outstanding: money, paid: money, recovered: money },
  ...{ incurredGross: money, incurredNet: money, openRecoveryReserve: money },
  ...{ indemnity: money, medical: money, expense: money },
  ...{ salvageRecovery: money, subrogationRecovery: money, deductibleRecovery: money },
});

/** One cover for one claimant: opened, assessed, closed. */
export const exposureOperations = {
  openExposure: submit({
    says: 'Open an exposure: one cover for one claimant.',
    by: ['insurer'],
    request: exposure.pick({ claimId: true, exposureId: true, cover: true, claimant: true }),
    on: onClaim,
    sides: ['insurer'],
    creates: ({ claimId, exposureId }) => exposures.at(claimId, exposureId),
    loads: (_request, { policyId }) => ({ policy: policies.at(policyId) }),
    response: exposure,
    errors: [errors.CAUSE_NOT_COVERED, errors.EXPOSURES_FULL],
    events: [events.ExposureOpened],
  }),
  closeExposure: submit({
    says: 'Close an exposure; reserves that were not needed fall to zero.',
    by: ['insurer'],
    request: exposureNamed,
    on: onClaim,
    sides: ['insurer'],
    loads: ({ claimId, exposureId }) => ({ opened: exposures.at(claimId, exposureId) }),
    response: exposure,
    errors: [errors.EXPOSURE_CLOSED, errors.CLAIM_WITH_OPEN_PAYOUTS],
    events: [events.ExposureClosed],
  }),
  assess: submit({
    says: 'Record what an expert found; what is payable follows from it and the cover.',
    by: ['insurer'],
    request: exposureNamed.extend({ found: assessment }),
    on: onClaim,
    sides: ['insurer'],
    loads: ({ claimId, exposureId }, claim) => ({
      opened: exposures.at(claimId, exposureId),
      practice: practiceOf(claim),
      notice: notices.at(claim.noticeId),
    }),
    response: exposure,
    errors: [errors.EXPOSURE_CLOSED, errors.PRACTICE_MISSING],
    events: [events.LossAssessed],
  }),
  readExposure: evaluate({
    says: 'Read an exposure with its reserve lines.',
    by: ['insurer', 'auditor'],
    request: exposureNamed,
    on: onClaim,
    sides: readers,
    loads: ({ claimId, exposureId }) => ({ found: exposures.at(claimId, exposureId) }),
    response: exposure,
  }),
  readFinancials: evaluate({
    says: 'Read the financials of a claim: reserves, incurred, recoveries, by bucket.',
    by: ['insurer', 'auditor'],
    request: claimNamed,
    on: onClaim,
    sides: readers,
    loads: (_request, claim) => ({ all: exposuresOf(claim) }),
    response: financials,
  }),
};
