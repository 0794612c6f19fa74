import { demand } from '../../kit/errors';
import { add } from '../../kit/value/money';
import { claimErrors } from '../errors';
import type { Exposure } from '../records/exposure';
import type { ClaimPayment } from '../records/payment';
import { paymentLife } from '../life';
import { mustBeSecond, needsSecond } from './practice';
import type { Claim } from '../records/claim';
import type { PracticeVersion } from '../records/practice';
import { erode, mustBePayable, payBeside, promise, unpromise } from './reserve';
import { mustBeWorkedOn, paidOut, promised, released, waiting } from './claim';

export interface Paying {
  readonly claim: Claim;
  readonly exposure: Exposure;
  readonly payment: ClaimPayment;
}

type Wanted = Omit<ClaimPayment, 'status' | 'approvedBy' | 'transferId'>;

/** Whether a payment is for the loss itself, and not for handling it. */
export const isIndemnity = (payment: Pick<ClaimPayment, 'costType'>): boolean =>
  payment.costType === 'claimCost';

/** Payments of a total loss are padded by the ledger under this prefix. */
export const TOTAL_LOSS = 'total-';

/** A caller may not take an id that a total loss will need. */
export function mustBeFree(paymentId: string): void {
  demand(!paymentId.startsWith(TOTAL_LOSS), claimErrors.PAYMENT_ID_RESERVED, { prefix: TOTAL_LOSS });
}

/**
 * Schedules a payment. Indemnity must fit assessment and confirmed amount; what erodes needs a reserve. Above
 * the limit of authority, or on a flagged claim, it waits for a second person; indemnity counts together, so
 * splitting it does not help.
 */
export function schedule(claim: Claim, exposure: Exposure, wanted: Wanted, rule: PracticeVersion): Paying {
  mustBeWorkedOn(claim);
  const { amount, eroding } = wanted;
  if (isIndemnity(wanted)) mustBePayable(exposure, amount);
  const reserved = eroding ? promise(exposure, wanted, amount) : exposure;
  const counted = isIndemnity(wanted) ? promised(claim, amount) : claim;
  const together = isIndemnity(wanted) ? add(counted.paid, counted.promised) : amount;
  const status = needsSecond(claim, together, rule) ? 'pending' : 'expected';
  return { claim: waiting(counted, 1), exposure: reserved, payment: { ...wanted, status } };
}

/** A second person of the same insurer approves. */
export function approve(
  payment: ClaimPayment,
  approver: { readonly member: string; readonly org: string },
): ClaimPayment {
  const status = paymentLife.step('approve', payment.status);
  mustBeSecond(payment.proposedBy, approver);
  return { ...payment, status, approvedBy: approver.member };
}

/** Takes a payment back before it is made. */
export function refusePayment({ claim, exposure, payment }: Paying): Paying {
  const status = paymentLife.step('refuse', payment.status);
  const { amount } = payment;
  return {
    claim: waiting(isIndemnity(payment) ? released(claim, amount) : claim, -1),
    exposure: payment.eroding ? unpromise(exposure, payment, amount) : exposure,
    payment: { ...payment, status },
  };
}

/** The money has left: EXPECTED becomes PAID. */
export function confirmPaid({ claim, exposure, payment }: Paying, transferId: string): Paying {
  const status = paymentLife.step('confirmPaid', payment.status);
  const { amount, eroding } = payment;
  return {
    claim: waiting(isIndemnity(payment) ? paidOut(claim, amount) : claim, -1),
    exposure: eroding ? erode(exposure, payment, amount) : payBeside(exposure, payment, amount),
    payment: { ...payment, status, transferId },
  };
}
