import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { positiveMoney } from '../../kit/value/money';
import { id } from '../../kit/value/text';
import { loanEvents } from '../../loan/events';
import { moneyEvents } from '../../payment/events';
import { vehicleEvents } from '../../vehicle/events';
import { vehicles } from '../../vehicle/records/vehicle';
import { claimErrors as errors } from '../errors';
import { claimEvents as events } from '../events';
import { settlementLife } from '../life';
import { claims, onClaim } from '../records/claim';
import { exposures } from '../records/exposure';
import { claimPayment } from '../records/payment';
import { notices } from '../records/notice';
import { practiceOf } from '../records/practice';
import { settlement, settlements } from '../records/settlement';
import { claimNamed, exposureNamed, money, readerRoles, readers, transfer } from './common';

/** A vehicle that is not worth its repair: settled as one whole. */
export const totalLossOperations = {
  proposeTotalLoss: submit({
    says: 'Propose to settle as a total loss, with or without the wreck left to the owner.',
    by: ['insurer'],
    request: exposureNamed.extend({ retained: z.boolean() }),
    on: onClaim,
    sides: ['insurer'],
    takes: [settlementLife.propose],
    loads: ({ claimId, exposureId }, claim) => ({
      known: maybe(settlements.at(claimId)),
      lost: exposures.at(claimId, exposureId),
      practice: practiceOf(claim),
    }),
    response: settlement,
    errors: [
      errors.TOTAL_LOSS_PAID,
      errors.PRACTICE_MISSING,
      errors.WRECK_NOT_VALUED,
      errors.NOT_A_TOTAL_LOSS,
      errors.WRECK_MISSING,
      errors.NOTHING_PAYABLE,
    ],
    events: [events.TotalLossProposed],
  }),
  statePayoff: submit({
    says: 'State what is owed on a lien, to be paid out of a total loss.',
    by: ['lender'],
    request: claimNamed.extend({ lienId: id, amount: positiveMoney }),
    takes: [settlementLife.statePayoff],
    loads: ({ claimId }) => ({ claim: claims.at(claimId), proposed: settlements.at(claimId) }),
    response: settlement,
    errors: [errors.LIEN_NOT_OPEN, errors.PAYOFF_ABOVE_LIEN],
    events: [events.PayoffStated],
  }),
  payTotalLoss: submit({
    says:
      'Pay a total loss as one whole: lien-holders, then the owner; loans are booked, the title branded, ' +
      'the accident recorded.',
    by: ['insurer'],
    request: claimNamed.extend(transfer.shape),
    on: onClaim,
    sides: ['insurer'],
    takes: [settlementLife.pay],
    loads: ({ claimId }, claim) => ({
      proposed: settlements.at(claimId),
      vehicle: vehicles.at(claim.vin),
      practice: practiceOf(claim),
      notice: notices.at(claim.noticeId),
    }),
    response: z.strictObject({ settlement, payments: z.array(claimPayment).max(9) }),
    errors: [
      errors.PRACTICE_MISSING,
      errors.TOTAL_LOSS_PAID,
      errors.THEFT_TOO_RECENT,
      errors.SECOND_PERSON_NEEDED,
      errors.PAYMENT_EXCEEDS_PAYABLE,
      errors.EXPOSURE_CLOSED,
      errors.RESERVE_REQUIRED,
      errors.PAYOUT_EXCEEDS_CLAIM_AMOUNT,
      errors.PAYEE_OUTSIDE,
      ...money,
    ],
    events: [
      moneyEvents.MoneyMoved,
      events.LienholderPaid,
      loanEvents.LoanRepaid,
      loanEvents.LossRecovered,
      loanEvents.LoanSettled,
      vehicleEvents.LienReleased,
      loanEvents.RepossessionEnded,
      vehicleEvents.VehicleRepossessed,
      vehicleEvents.TitleBranded,
      vehicleEvents.AccidentRecorded,
      events.TotalLossPaid,
    ],
  }),
  readSettlement: evaluate({
    says: 'Read the settlement of a total loss.',
    by: readerRoles,
    request: claimNamed,
    on: onClaim,
    sides: readers,
    loads: ({ claimId }) => ({ found: settlements.at(claimId) }),
    response: settlement,
  }),
};
