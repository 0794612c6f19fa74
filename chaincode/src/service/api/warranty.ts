import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { id } from '../../kit/value/text';
import { everyone, people } from '../../words/role';
import { localTime } from '../../kit/value/zone';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/party';
import { vehicleErrors } from '../../vehicle/errors';
import { moneyRefusals, bookingRefusals } from './shape';
import { serviceErrors as errors } from '../errors';
import { serviceEvents as events } from '../events';
import { Booking, onBooking } from '../records/booking';
import { workClaimLife } from '../life';
import { onWorkClaim, WorkClaim } from '../records/warranty';

/** The warranty on work that was done. */
export const warrantyOperations = {
  claimWork: submit({
    says: 'Claim the warranty of work that was done to the own vehicle.',
    by: people,
    request: WorkClaim.pick({ claimId: true, vin: true, recordId: true, code: true, odometer: true }).extend({
      worth: WorkClaim.shape.worth.optional(),
    }),
    creates: onWorkClaim,
    response: WorkClaim,
    errors: [
      vehicleErrors.TITLE_UNHELD,
      errors.CLAIMED_BEFORE,
      errors.WORK_UNKNOWN,
      errors.WORK_WARRANTY_OVER,
      errors.REPAYMENT_SHORT,
    ],
    events: [events.WorkClaimed],
  }),
  bookRework: submit({
    says: 'Book the free rework of a claim: the slot is taken at once, nothing is paid.',
    by: people,
    request: z.strictObject({ bookingId: id, claimId: id, bay: id, start: localTime }),
    on: onWorkClaim,
    step: workClaimLife.bookRework,
    creates: onBooking,
    response: Booking,
    errors: [...bookingRefusals, errors.REWORK_BOOKED],
    events: [events.BookingMade],
  }),
  answerWorkClaim: submit({
    says: 'Answer a warranty claim: with the record of a free rework, with money, or with no.',
    by: people,
    request: z.strictObject({
      claimId: id,
      answer: z.enum(['reworked', 'repaid', 'refused']),
      reworkId: id.optional(),
      amount: positiveMoney.optional(),
      paymentId: id.optional(),
      lots: z.array(lotId).min(1).max(100).optional(),
    }),
    on: onWorkClaim,
    step: workClaimLife.answerWorkClaim,
    answered: ({ status }, { answer }) => status === answer,
    response: WorkClaim,
    errors: [errors.REPAYMENT_SHORT, errors.REWORK_MISSING, ...moneyRefusals],
    events: [events.WorkClaimed, moneyEvents.MoneyMoved],
  }),
  defaultWorkClaim: submit({
    says:
      'Write down that the merchant did not answer a claim in time: its bond pays what the claim is ' +
      'worth, as far as it goes. Anyone may.',
    by: everyone,
    request: z.strictObject({ claimId: id }),
    on: onWorkClaim,
    step: workClaimLife.defaultWorkClaim,
    done: ({ claimId, status }) => (status === 'defaulted' ? { claimId, status } : undefined),
    response: WorkClaim.pick({ claimId: true, status: true }),
    errors: [errors.ANSWER_AHEAD, ...moneyRefusals],
    events: [events.WorkClaimed, moneyEvents.MoneyMoved],
  }),
  readWorkClaim: evaluate({
    says: 'Read a warranty claim on work.',
    by: everyone,
    request: z.strictObject({ claimId: id }),
    on: onWorkClaim,
    response: WorkClaim,
  }),
};
