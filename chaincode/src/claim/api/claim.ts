import { z } from 'zod';
import { evaluate, pageOf, submit, paged } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { money, positiveMoney } from '../../kit/value/money';
import { id } from '../../kit/value/text';
import { day, dayOf } from '../../kit/value/time';
import { policyErrors } from '../../policy/errors';
import { onPolicy, policies } from '../../policy/records/policy';
import { vehicleEvents } from '../../vehicle/events';
import { odometers } from '../../vehicle/records/odometer';
import { accidents } from '../../vehicle/records/accident';
import { claimErrors as errors } from '../errors';
import { claimEvents as events } from '../events';
import { claimLife, noticeLife } from '../life';
import { claim, denial, isBoughtBack, onClaim } from '../records/claim';
import { exposuresOf } from '../records/exposure';
import { epochs, fingerprints, lossMark } from '../records/fingerprint';
import { lossClaims, notices, onNotice } from '../records/notice';
import { practiceOf } from '../records/practice';
import { claimNamed, readerRoles, readers } from './common';

const ended = { events: [events.ClaimEnded] };
const itsNotice = (_request: object, { noticeId }: { readonly noticeId: string }) => ({
  notice: notices.at(noticeId),
});

/** The claim itself: opened, confirmed or denied, ended, opened again. */
export const claimOperations = {
  open: submit({
    says: 'Make a claim of a validated notice; what the ledger finds suspicious is flagged.',
    by: ['insurer'],
    request: claimNamed.extend({ noticeId: id, loss: lossMark.optional() }),
    on: onNotice,
    step: noticeLife.open,
    answered: ({ status }) => status !== 'validated',
    creates: onClaim,
    loads: ({ loss }, { policyId, vin, lossAt, cause, insurer }) => ({
      policy: policies.at(policyId),
      odometer: maybe(odometers.at(vin)),
      first: maybe(lossClaims.at(policyId, dayOf(lossAt), cause)),
      practice: practiceOf({ insurer }),
      known: loss && maybe(fingerprints.at(loss.fingerprint)),
      epoch: loss && epochs.at(loss.epochId),
    }),
    response: claim,
    errors: [
      errors.NOTICE_CLAIMED,
      policyErrors.POLICY_NOT_OPEN,
      policyErrors.LOSS_NOT_COVERED,
      errors.MARK_UNPROVEN,
      errors.MARKS_FULL,
      errors.PRACTICE_MISSING,
    ],
    events: [events.ClaimOpened, events.LossSeenTwice],
    many: 50,
  }),
  recheck: submit({
    says:
      'Look again whether another insurer has the loss of a claim: its flag follows the marks that stand ' +
      'now.',
    by: ['insurer'],
    request: claimNamed,
    on: onClaim,
    sides: ['insurer'],
    loads: (_request, { fingerprint }) => ({
      known: fingerprint === undefined ? undefined : maybe(fingerprints.at(fingerprint)),
    }),
    response: claim,
    events: [events.ClaimRechecked],
  }),
  confirm: submit({
    says: 'Confirm the amount of a claim, or revise it.',
    by: ['insurer'],
    request: claimNamed.extend({ amount: money, ownFault: z.boolean() }),
    on: onClaim,
    step: claimLife.confirm,
    response: claim,
    errors: [errors.AMOUNT_BELOW_PAID, policyErrors.CLAIM_EXCEEDS_SUM_INSURED],
    events: [events.ClaimConfirmed],
  }),
  deny: submit({
    says: 'Deny a claim, with the reason.',
    by: ['insurer'],
    request: claimNamed.extend({ reason: denial }),
    on: onClaim,
    step: claimLife.deny,
    takes: [noticeLife.complete],
    loads: itsNotice,
    response: claim,
    errors: [errors.CLAIM_WITH_OPEN_PAYOUTS, errors.CLAIM_WITH_OPEN_EXPOSURES],
    events: [events.ClaimDenied],
  }),
  withdraw: submit({
    says: 'Withdraw a claim before it is decided.',
    by: ['owner'],
    request: claimNamed,
    on: onClaim,
    step: claimLife.withdraw,
    takes: [noticeLife.complete],
    loads: itsNotice,
    response: claim,
    errors: [errors.CLAIM_WITH_OPEN_PAYOUTS],
    ...ended,
  }),
  cancel: submit({
    says: 'Cancel a confirmed claim that has paid nothing.',
    by: ['insurer'],
    request: claimNamed,
    on: onClaim,
    step: claimLife.cancel,
    takes: [noticeLife.complete],
    loads: itsNotice,
    response: claim,
    errors: [errors.CLAIM_WITH_OPEN_PAYOUTS, errors.CLAIM_WITH_OPEN_EXPOSURES, errors.CLAIM_WITH_PAYMENTS],
    ...ended,
  }),
  close: submit({
    says:
      'Close a claim whose payouts and exposures are finished; what was repaired becomes an accident of ' +
      'the vehicle.',
    by: ['insurer'],
    request: claimNamed,
    on: onClaim,
    step: claimLife.close,
    takes: [noticeLife.complete],
    loads: (_request, it) => ({
      notice: notices.at(it.noticeId),
      exposures: exposuresOf(it),
      known: maybe(accidents.at(it.vin, it.claimId)),
    }),
    response: claim,
    errors: [errors.CLAIM_WITH_OPEN_PAYOUTS, errors.CLAIM_WITH_OPEN_EXPOSURES],
    events: [events.ClaimEnded, vehicleEvents.AccidentRecorded],
  }),
  reopen: submit({
    says: 'Open a closed or denied claim again.',
    by: ['insurer'],
    request: claimNamed,
    on: onClaim,
    step: claimLife.reopen,
    response: claim,
    errors: [policyErrors.POLICY_NOT_OPEN],
    events: [events.ClaimReopened],
  }),
  buyBack: submit({
    says:
      'Record that the policyholder paid back what a closed claim had paid for the loss: it counts as none ' +
      'for the claim-free time.',
    by: ['insurer'],
    request: claimNamed.extend({
      paymentId: id,
      amount: positiveMoney,
      on: day.optional().meta({ description: 'day on which it was paid back; today if not given' }),
    }),
    on: onClaim,
    step: claimLife.buyBack,
    done: isBoughtBack,
    loads: (_request, it) => ({ practice: practiceOf(it) }),
    response: claim,
    errors: [errors.PRACTICE_MISSING, errors.BUY_BACK_UNFITTING, errors.BUY_BACK_LATE],
    events: [events.ClaimBoughtBack],
  }),
  read: evaluate({
    says: 'Read a claim. Flags are shown to insurer and auditor only.',
    by: readerRoles,
    request: claimNamed,
    on: onClaim,
    sides: readers,
    response: claim,
  }),
  listByPolicy: evaluate({
    says: 'List the claims on a policy.',
    by: readerRoles,
    request: z.strictObject({ policyId: id, ...paged }),
    on: onPolicy,
    sides: readers,
    response: pageOf(claim),
  }),
};
