import { evaluate, pageOf, submit, paged } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { id } from '../../kit/value/text';
import { moneyEvents } from '../../payment/events';
import { claimErrors as errors } from '../errors';
import { claimEvents as events } from '../events';
import { paymentLife } from '../life';
import { claims, onClaim } from '../records/claim';
import { exposures } from '../records/exposure';
import { claimPayment, payments } from '../records/payment';
import { pairings, practiceOf } from '../records/practice';
import { claimNamed, money, readers, transfer } from './common';

const named = claimNamed.extend({ paymentId: id });
const onPayment = ({ claimId, paymentId }: { readonly claimId: string; readonly paymentId: string }) =>
  payments.at(claimId, paymentId);
const itsClaim = (
  _request: object,
  { claimId, exposureId }: { readonly claimId: string; readonly exposureId: string },
) => ({
  claim: claims.at(claimId),
  exposure: exposures.at(claimId, exposureId),
});

/** The money of a claim: scheduled, approved by a second person where that is needed, paid. */
export const paymentOperations = {
  schedulePayment: submit({
    says:
      'Schedule a payment. Above the limit of authority, or on a flagged claim, it waits for a second ' +
      'person.',
    by: ['insurer'],
    request: claimPayment.pick({
      ...{ claimId: true, paymentId: true, exposureId: true, costType: true, costCategory: true },
      ...{ amount: true, eroding: true, payee: true },
    }),
    on: onClaim,
    sides: ['insurer'],
    creates: onPayment,
    loads: ({ claimId, exposureId, payee: { as, party } }, claim) => ({
      exposure: exposures.at(claimId, exposureId),
      practice: practiceOf(claim),
      pairing: as === 'workshop' ? maybe(pairings.at(party, claim.policyholder)) : undefined,
    }),
    response: claimPayment,
    errors: [
      errors.PAYMENT_ID_RESERVED,
      errors.PRACTICE_MISSING,
      errors.NOT_ASSESSED,
      errors.PAYMENT_EXCEEDS_PAYABLE,
      errors.EXPOSURE_CLOSED,
      errors.RESERVE_REQUIRED,
      errors.PAYOUT_EXCEEDS_CLAIM_AMOUNT,
    ],
    events: [events.PaymentScheduled],
  }),
  approvePayment: submit({
    says: 'Approve a payment that another person of the insurer proposed.',
    by: ['insurer'],
    request: named,
    on: onPayment,
    step: paymentLife.approve,
    response: claimPayment,
    errors: [errors.SECOND_PERSON_NEEDED],
    events: [events.PaymentApproved],
  }),
  refusePayment: submit({
    says: 'Take a payment back before it is made.',
    by: ['insurer'],
    request: named,
    on: onPayment,
    step: paymentLife.refuse,
    loads: itsClaim,
    response: claimPayment,
    events: [events.PaymentRefused],
  }),
  confirmPaid: submit({
    says:
      'Record that the money of a payment has left; with lots, the digital money moves in the same ' +
      'transaction.',
    by: ['insurer'],
    request: named.extend(transfer.shape),
    on: onPayment,
    step: paymentLife.confirmPaid,
    done: (payment, { transferId, lots }) => lots === undefined && payment.transferId === transferId,
    // With lots, whether it is a repeat is told by the money that moved; the rule refuses what is none.
    answered: (payment, { transferId }) => payment.transferId === transferId,
    loads: itsClaim,
    response: claimPayment,
    errors: [errors.PAYEE_OUTSIDE, ...money],
    events: [events.PaymentMade, moneyEvents.MoneyMoved],
    many: 50,
  }),
  readPayment: evaluate({
    says: 'Read a payment.',
    by: ['insurer', 'owner', 'lender', 'auditor'],
    request: named,
    loads: ({ claimId, paymentId }) => ({
      payment: payments.at(claimId, paymentId),
      claim: claims.at(claimId),
    }),
    response: claimPayment,
  }),
  listPayments: evaluate({
    says: 'List the payments of a claim.',
    by: ['insurer', 'owner', 'auditor'],
    request: claimNamed.extend(paged),
    on: onClaim,
    sides: readers,
    response: pageOf(claimPayment),
  }),
};
