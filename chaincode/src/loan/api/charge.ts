import { z } from 'zod';
import { submit } from '../../kit/api';
import { money, positiveMoney } from '../../kit/value/money';
import { count, id, line } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { loanLife } from '../life';
import { onLoan } from '../records/loan';
import { Booked, booked, entries } from '../records/entry';
import { charge } from '../records/servicing';
import { rebooks, settles, valueDays } from './common';

/** Fees, penalties and late interest: charged, waived, and what the end of a day brings. */
export const chargeOperations = {
  charge: submit({
    says: 'Charge a fee or a penalty.',
    by: ['lender'],
    request: charge
      .pick({ chargeId: true, kind: true, dueOn: true })
      .extend({ loanId: id, amount: positiveMoney }),
    on: onLoan,
    step: loanLife.charge,
    creates: ({ loanId, chargeId }) => entries.at(loanId, chargeId),
    again: booked,
    response: Booked,
    errors: [...valueDays, errors.CHARGES_FULL, errors.CHARGE_EXISTS],
    events: [events.LoanCharged, ...rebooks],
  }),
  waive: submit({
    says: 'Waive interest that fell due, a charge, or late interest (the charge `late-interest`).',
    by: ['lender'],
    request: z.strictObject({
      loanId: id,
      waiverId: id,
      amount: positiveMoney,
      on: day,
      chargeId: id.optional(),
    }),
    on: onLoan,
    step: loanLife.waive,
    creates: ({ loanId, waiverId }) => entries.at(loanId, waiverId),
    again: booked,
    response: Booked,
    errors: [...valueDays, errors.WAIVER_TOO_LARGE],
    events: [events.LoanWaived, ...rebooks, ...settles],
  }),
  tick: submit({
    says:
      'Close a day that has ended in the zone of the terms: late fees and late interest are booked and a ' +
      'change of bucket is told. No payment that was signed before and held back is booked after it. Once ' +
      'a day is enough, twice changes nothing.',
    by: ['lender'],
    request: z.strictObject({ loanId: id, on: day }),
    on: onLoan,
    step: loanLife.tick,
    response: z.strictObject({
      loanId: id,
      on: day,
      bucket: line(16),
      lateFees: count(480),
      lateInterest: money,
    }),
    errors: [errors.DAY_RUNS, errors.VALUE_DAY_BEHIND],
    events: [events.LoanCharged, events.LateInterestBooked, events.BucketChanged],
    many: 100,
  }),
};
