import { loanNamed, onDay, readerRoles, readers, valueDays } from './common';
import { submit, evaluate } from '../../kit/api';
import { money } from '../../kit/value/money';
import { maybe } from '../../kit/ref';
import { count, id } from '../../kit/value/text';
import { vehicleErrors } from '../../vehicle/errors';
import { vehicleEvents } from '../../vehicle/events';
import { vehicles } from '../../vehicle/records/vehicle';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';
import { loanLife, repossessionLife } from '../life';
import { loans, onLoan } from '../records/loan';
import { onRepossession, Repossession, repossessions } from '../records/repossession';
import { entries } from '../records/entry';

/** The vehicle of a defaulted loan: notice, taking, sale. */
export const repossessionOperations = {
  giveNotice: submit({
    says:
      'Give notice that the vehicle of a defaulted loan will be taken unless the default is cured in ' +
      'time.',
    by: ['lender'],
    request: loanNamed.extend({ cureDays: count(90, 1) }),
    on: onLoan,
    step: loanLife.giveNotice,
    takes: [repossessionLife.notice],
    loads: ({ loanId }) => ({ taking: maybe(repossessions.at(loanId)) }),
    response: Repossession,
    errors: [errors.REPOSSESSION_OPEN, errors.NOT_PAST_DUE, vehicleErrors.REPOSSESSED],
    events: [events.RepossessionNoticed, vehicleEvents.VehicleRepossessed],
  }),
  repossess: submit({
    says:
      'Record that the vehicle was taken, after the time to cure; from now on the lender offers its ' +
      'title.',
    by: ['lender'],
    request: loanNamed,
    on: onRepossession,
    step: repossessionLife.take,
    takes: [loanLife.repossess],
    loads: ({ loanId }) => ({ loan: loans.at(loanId) }),
    response: Repossession,
    errors: [errors.CURE_PERIOD_RUNS, errors.NOT_PAST_DUE],
    events: [events.CollateralRepossessed, vehicleEvents.VehicleRepossessed],
  }),
  endRepossession: submit({
    says: 'End a repossession before the sale.',
    by: ['lender'],
    request: loanNamed,
    on: onRepossession,
    step: repossessionLife.end,
    takes: [loanLife.endRepossession],
    loads: ({ loanId }) => ({ loan: loans.at(loanId) }),
    response: Repossession,
    events: [events.RepossessionEnded, vehicleEvents.VehicleRepossessed],
  }),
  sellCollateral: submit({
    says:
      'Book the sale of the repossessed vehicle: proceeds less costs pay the loan, the lien is released, ' +
      'the rest is the deficiency.',
    by: ['lender'],
    request: onDay.extend({ saleId: id, proceeds: money, costs: money }),
    on: onLoan,
    step: loanLife.sellCollateral,
    takes: [repossessionLife.sell],
    creates: ({ loanId, saleId }) => entries.at(loanId, saleId),
    again: ({ loanId }) => repossessions.at(loanId),
    loads: ({ loanId }, { vin }) => ({ taking: repossessions.at(loanId), vehicle: vehicles.at(vin) }),
    response: Repossession,
    errors: [errors.SALE_NOT_AGREED, ...valueDays],
    events: [events.CollateralSold, events.LoanSettled, vehicleEvents.LienReleased],
  }),
  readRepossession: evaluate({
    says: 'Read the repossession of a loan.',
    by: readerRoles,
    request: loanNamed,
    on: onLoan,
    sides: readers,
    loads: ({ loanId }) => ({ taking: repossessions.at(loanId) }),
    response: Repossession,
  }),
};
