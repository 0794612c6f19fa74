import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { money, positiveMoney } from '../../kit/value/money';
import { id } from '../../kit/value/text';
import { loanEvents } from '../../loan/events';
import { vehicleEvents } from '../../vehicle/events';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/money';
import { claimErrors as no } from '../errors';
import { claimEvents as told } from '../events';
import { claimPayment, costCategory, costType, exposure, recovery, settlement } from '../records/exposure';

const payment = z.strictObject({ claimId: id, paymentId: id });
const line = { claimId: id, exposureId: id, costType, costCategory };
const transfer = {
  transferId: id.meta({ description: 'the transfer that carries the money' }),
  lots: z.array(lotId).min(1).max(100).optional().meta({ description: 'own digital money of the insurer that moves now' }),
};

/** The money of a claim: set aside, paid under four eyes, settled as a total loss. */
export const paymentOperations = {
  setReserve: submit({
    says: 'Set the reserve of a line to a total.',
    by: ['insurer'],
    request: z.strictObject({ ...line, total: money }),
    response: exposure,
    errors: [no.EXPOSURE_CLOSED, no.RESERVE_TOO_LOW],
    events: [told.ReserveSet],
  }),
  reserveRecovery: submit({
    says: 'Set what is expected to come back on a line.',
    by: ['insurer'],
    request: z.strictObject({ ...line, total: money }),
    response: exposure,
    events: [told.ReserveSet],
  }),
  schedulePayment: submit({
    says: 'Schedule a payment. Above the limit of authority, or on a flagged claim, it waits for a second person.',
    by: ['insurer'],
    request: claimPayment.pick({
      ...{ claimId: true, paymentId: true, exposureId: true, costType: true, costCategory: true },
      ...{ amount: true, eroding: true, payee: true },
    }),
    response: claimPayment,
    errors: [
      no.PAYMENT_ID_RESERVED,
      no.PRACTICE_MISSING,
      no.NOT_ASSESSED,
      no.PAYMENT_EXCEEDS_PAYABLE,
      no.EXPOSURE_CLOSED,
      no.RESERVE_REQUIRED,
      no.PAYOUT_EXCEEDS_CLAIM_AMOUNT,
    ],
    events: [told.PaymentScheduled],
  }),
  approvePayment: submit({
    says: 'Approve a payment that another person of the insurer proposed.',
    by: ['insurer'],
    request: payment,
    response: claimPayment,
    errors: [no.SECOND_PERSON_NEEDED],
    events: [told.PaymentApproved],
  }),
  refusePayment: submit({
    says: 'Take a payment back before it is made.',
    by: ['insurer'],
    request: payment,
    response: claimPayment,
    events: [told.PaymentRefused],
  }),
  confirmPaid: submit({
    says: 'Record that the money of a payment has left; with lots, the digital money moves in the same transaction.',
    by: ['insurer'],
    request: z.strictObject({ ...payment.shape, ...transfer }),
    response: claimPayment,
    errors: [no.PAYEE_OUTSIDE, ...Object.values(moneyErrors)],
    events: [told.PaymentMade, moneyEvents.MoneyMoved],
    many: 50,
  }),
  recordRecovery: submit({
    says: 'Record money that came back: salvage, credit, reinsurance.',
    by: ['insurer'],
    request: recovery.omit({ at: true }),
    response: recovery,
    errors: [no.RECOVERY_EXCEEDS_PAID],
    events: [told.RecoveryRecorded],
  }),
  proposeTotalLoss: submit({
    says: 'Propose to settle as a total loss, with or without the wreck left to the owner.',
    by: ['insurer'],
    request: z.strictObject({ claimId: id, exposureId: id, retained: z.boolean() }),
    response: settlement,
    errors: [no.TOTAL_LOSS_PAID, no.PRACTICE_MISSING, no.WRECK_NOT_VALUED, no.NOT_A_TOTAL_LOSS, no.NOTHING_PAYABLE],
    events: [told.TotalLossProposed],
  }),
  statePayoff: submit({
    says: 'State what is owed on a lien, to be paid out of a total loss.',
    by: ['lender'],
    request: z.strictObject({ claimId: id, lienId: id, amount: positiveMoney }),
    response: settlement,
    errors: [no.LIEN_NOT_OPEN, no.PAYOFF_ABOVE_LIEN],
    events: [told.PayoffStated],
  }),
  payTotalLoss: submit({
    says: 'Pay a total loss as one whole: lien-holders, then the owner; loans are booked, the title branded, the accident recorded.',
    by: ['insurer'],
    request: z.strictObject({ claimId: id, ...transfer }),
    response: z.strictObject({ settlement, payments: z.array(claimPayment).max(9) }),
    errors: [
      no.PRACTICE_MISSING,
      no.TOTAL_LOSS_PAID,
      no.SECOND_PERSON_NEEDED,
      no.PAYMENT_EXCEEDS_PAYABLE,
      no.EXPOSURE_CLOSED,
      no.RESERVE_REQUIRED,
      no.PAYOUT_EXCEEDS_CLAIM_AMOUNT,
      no.PAYEE_OUTSIDE,
      ...Object.values(moneyErrors),
    ],
    events: [
      moneyEvents.MoneyMoved,
      told.LienholderPaid,
      loanEvents.LoanRepaid,
      loanEvents.LossRecovered,
      loanEvents.LoanSettled,
      vehicleEvents.LienReleased,
      loanEvents.RepossessionEnded,
      vehicleEvents.VehicleRepossessed,
      vehicleEvents.TitleBranded,
      vehicleEvents.AccidentRecorded,
      told.TotalLossPaid,
    ],
  }),
  readPayment: evaluate({
    says: 'Read a payment.',
    by: ['insurer', 'owner', 'lender', 'auditor'],
    request: payment,
    response: claimPayment,
  }),
  listPayments: evaluate({
    says: 'List the payments of a claim.',
    by: ['insurer', 'owner', 'auditor'],
    request: z.strictObject({ claimId: id, page }),
    response: pageOf(claimPayment),
  }),
  readSettlement: evaluate({
    says: 'Read the settlement of a total loss.',
    by: ['insurer', 'owner', 'auditor'],
    request: z.strictObject({ claimId: id }),
    response: settlement,
  }),
} as const;
