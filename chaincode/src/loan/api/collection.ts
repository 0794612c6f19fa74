import { z } from 'zod';
import { submit } from '../../kit/api';
import { money, positiveMoney } from '../../kit/value/money';
import { maybe } from '../../kit/ref';
import { count, id } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { vehicleErrors } from '../../vehicle/errors';
import { vehicleEvents } from '../../vehicle/events';
import { vehicles } from '../../vehicle/records/vehicle';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { loanLife } from '../life';
import { Booked, booked, entries, Loan, onLoan, Repossession, repossessions } from '../records/loan';

const loan = z.strictObject({ loanId: id });
const onDay = loan.extend({ on: day });
const entry = onDay.extend({ entryId: id });
const valueDays = [errors.VALUE_DAY_AHEAD, errors.VALUE_DAY_BEHIND];

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
    says: 'Declare a default cured, when nothing is past due any more; a repossession under way ends, a sale stays.',
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
    says: 'Flag a loan as charged off, from 120 days past due on or after the vehicle is sold. It is still owed.',
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
    says: 'Book money that came in after the write-off; the last of it settles the loan and releases its lien.',
    by: ['lender'],
    request: entry.extend({ amount: positiveMoney }),
    on: onLoan,
    step: loanLife.recover,
    creates: ({ loanId, entryId }) => entries.at(loanId, entryId),
    again: booked,
    response: Booked,
    errors: [errors.RECOVERY_TOO_LARGE, ...valueDays],
    events: [events.LossRecovered, events.LoanSettled, vehicleEvents.LienReleased],
  }),
  giveNotice: submit({
    says: 'Give notice that the vehicle of a defaulted loan will be taken unless the default is cured in time.',
    by: ['lender'],
    request: loan.extend({ cureDays: count(90, 1) }),
    on: onLoan,
    step: loanLife.giveNotice,
    loads: ({ loanId }) => ({ taking: maybe(repossessions.at(loanId)) }),
    response: Repossession,
    errors: [errors.REPOSSESSION_OPEN, errors.NOT_PAST_DUE, vehicleErrors.REPOSSESSED],
    events: [events.RepossessionNoticed, vehicleEvents.VehicleRepossessed],
  }),
  repossess: submit({
    says: 'Record that the vehicle was taken, after the time to cure; from now on the lender offers its title.',
    by: ['lender'],
    request: loan,
    on: onLoan,
    step: loanLife.repossess,
    loads: ({ loanId }) => ({ taking: repossessions.at(loanId) }),
    response: Repossession,
    errors: [errors.CURE_PERIOD_RUNS, errors.NOT_PAST_DUE],
    events: [events.CollateralRepossessed, vehicleEvents.VehicleRepossessed],
  }),
  endRepossession: submit({
    says: 'End a repossession before the sale.',
    by: ['lender'],
    request: loan,
    on: onLoan,
    step: loanLife.endRepossession,
    loads: ({ loanId }) => ({ taking: repossessions.at(loanId) }),
    response: Repossession,
    events: [events.RepossessionEnded, vehicleEvents.VehicleRepossessed],
  }),
  sellCollateral: submit({
    says: 'Book the sale of the repossessed vehicle: proceeds less costs pay the loan, the lien is released, the rest is the deficiency.',
    by: ['lender'],
    request: onDay.extend({ saleId: id, proceeds: money, costs: money }),
    on: onLoan,
    step: loanLife.sellCollateral,
    creates: ({ loanId, saleId }) => entries.at(loanId, saleId),
    again: ({ loanId }) => repossessions.at(loanId),
    loads: ({ loanId }, { vin }) => ({ taking: repossessions.at(loanId), vehicle: vehicles.at(vin) }),
    response: Repossession,
    errors: [errors.SALE_NOT_AGREED, ...valueDays],
    events: [events.CollateralSold, events.LoanSettled, vehicleEvents.LienReleased],
  }),
};
