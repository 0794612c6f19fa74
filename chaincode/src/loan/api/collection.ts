import { onDay, rebooks, valueDays } from './common';
import { submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { maybe } from '../../kit/ref';
import { id } from '../../kit/value/text';
import { vehicleEvents } from '../../vehicle/events';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { loanLife } from '../life';
import { CHARGE_OFF_DAYS } from '../records/terms';
import { Loan, onLoan } from '../records/loan';
import { repossessions } from '../records/repossession';
import { Booked, booked, entries } from '../records/entry';

const entry = onDay.extend({ entryId: id });

/** When the money does not come. */
export const collectionOperations = {
  pause: submit({
    says: 'Pause delinquency from a day: its days count for nothing until it is resumed.',
    by: ['lender'],
    request: onDay,
    on: onLoan,
    step: loanLife.pause,
    response: Loan,
    errors: [...valueDays, errors.ALREADY_PAUSED],
    events: [events.DelinquencyPaused],
  }),
  resume: submit({
    says: 'End a pause.',
    by: ['lender'],
    request: onDay,
    on: onLoan,
    step: loanLife.resume,
    response: Loan,
    errors: [...valueDays, errors.NOT_PAUSED],
    events: [events.DelinquencyResumed],
  }),
  declareDefault: submit({
    says: 'Declare a loan that is past due to be in default.',
    by: ['lender'],
    request: onDay,
    on: onLoan,
    step: loanLife.declareDefault,
    response: Loan,
    errors: [...valueDays, errors.NOT_PAST_DUE],
    events: [events.LoanDefaulted],
  }),
  cure: submit({
    says:
      'Declare a default cured, when nothing is past due any more; a repossession under way ends, a sale ' +
      'stays.',
    by: ['lender'],
    request: onDay,
    on: onLoan,
    step: loanLife.cure,
    loads: ({ loanId }) => ({ taking: maybe(repossessions.at(loanId)) }),
    response: Loan,
    errors: [...valueDays, errors.STILL_PAST_DUE],
    events: [events.LoanCured, events.RepossessionEnded, vehicleEvents.VehicleRepossessed],
  }),
  chargeOff: submit({
    says: `Flag a loan as charged off, from ${CHARGE_OFF_DAYS} days past due on or after the vehicle is sold. It is still owed.`,
    by: ['lender'],
    request: entry,
    on: onLoan,
    step: loanLife.chargeOff,
    creates: ({ loanId, entryId }) => entries.at(loanId, entryId),
    again: booked,
    loads: ({ loanId }) => ({ taking: maybe(repossessions.at(loanId)) }),
    response: Booked,
    errors: [errors.CHARGED_OFF_ALREADY, ...valueDays, errors.CHARGE_OFF_TOO_EARLY],
    events: [events.LoanChargedOff],
  }),
  writeOff: submit({
    says: 'Give up what is owed, while the vehicle is not being taken; what comes in later is a recovery.',
    by: ['lender'],
    request: entry,
    on: onLoan,
    step: loanLife.writeOff,
    creates: ({ loanId, entryId }) => entries.at(loanId, entryId),
    again: booked,
    loads: ({ loanId }) => ({ taking: maybe(repossessions.at(loanId)) }),
    response: Booked,
    errors: [errors.REPOSSESSION_OPEN, ...valueDays],
    events: [events.LoanWrittenOff],
  }),
  recover: submit({
    says:
      'Book money that came in after the write-off; the last of it settles the loan and releases its ' +
      'lien.',
    by: ['lender'],
    request: entry.extend({ amount: positiveMoney }),
    on: onLoan,
    step: loanLife.recover,
    creates: ({ loanId, entryId }) => entries.at(loanId, entryId),
    again: booked,
    response: Booked,
    errors: [errors.RECOVERY_TOO_LARGE, ...valueDays],
    events: [events.LossRecovered, ...rebooks, events.LoanSettled, vehicleEvents.LienReleased],
  }),
};
