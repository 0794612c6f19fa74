import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { id } from '../../kit/value/text';
import { everyone, people } from '../../words/role';
import { localTime } from '../../kit/value/zone';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/money';
import { vehicleErrors } from '../../vehicle/errors';
import { moneyRefusals, placing } from './booking';
import { serviceErrors as no } from '../errors';
import { serviceEvents as told } from '../events';
import { Booking } from '../records/booking';
import { WorkClaim } from '../records/warranty';

/** The warranty on work that was done. */
export const claimOperations = {
  claimWork: submit({
    says: 'Claim the warranty of work that was done to the own vehicle.',
    by: people,
    request: WorkClaim.pick({ claimId: true, vin: true, recordId: true, code: true, odometer: true }).extend({
      worth: WorkClaim.shape.worth.optional(),
    }),
    response: WorkClaim,
    errors: [vehicleErrors.TITLE_UNHELD, no.CLAIMED_BEFORE, no.WORK_UNKNOWN, no.WORK_WARRANTY_OVER, no.REPAYMENT_SHORT],
    events: [told.WorkClaimed],
  }),
  bookRework: submit({
    says: 'Book the free rework of a claim: the slot is taken at once, nothing is paid.',
    by: people,
    request: z.strictObject({ bookingId: id, claimId: id, bay: id, start: localTime }),
    response: Booking,
    errors: [...placing, no.REWORK_BOOKED],
    events: [told.BookingMade],
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
    response: WorkClaim,
    errors: [no.REPAYMENT_SHORT, no.REWORK_MISSING, ...moneyRefusals],
    events: [told.WorkClaimed, moneyEvents.MoneyMoved],
  }),
  defaultWorkClaim: submit({
    says: 'Write down that the merchant did not answer a claim in time: its bond pays what the claim is worth, as far as it goes. Anyone may.',
    by: everyone,
    request: z.strictObject({ claimId: id }),
    response: WorkClaim,
    errors: [no.ANSWER_AHEAD, ...moneyRefusals],
    events: [told.WorkClaimed, moneyEvents.MoneyMoved],
  }),
  readWorkClaim: evaluate({
    says: 'Read a warranty claim on work.',
    by: everyone,
    request: z.strictObject({ claimId: id }),
    response: WorkClaim,
  }),
};
