import { demand } from '../../kit/errors';
import type { Day } from '../../kit/value/time';
import { ownersOf, type Vehicle } from '../../vehicle/records/vehicle';
import { loanErrors } from '../errors';
import { loanLife } from '../life';
import type { Loan } from '../records/loan';
import { begin } from './state/servicing';
import { subsidyOf } from './plan/subvention';

/** Only a vehicle of the borrower secures the loan: its title, or its first sale. */
export function mustSecure(loan: Loan, vehicle: Vehicle): void {
  const mine =
    vehicle.owner === undefined
      ? vehicle.sale?.to === loan.borrower
      : ownersOf(vehicle).includes(loan.borrower);
  demand(mine, loanErrors.NOT_COLLATERAL, { vin: vehicle.vin });
}

/** Interest runs from the day of disbursement; the schedule is made for that day. */
export function disburse(loan: Loan, on: Day): Loan {
  const status = loanLife.step('disburse', loan.status);
  const { startOn, firstDueOn } = loan.terms;
  demand(on >= startOn && on < firstDueOn, loanErrors.DISBURSED_OUT_OF_TERM, { on, startOn, firstDueOn });
  const terms = { ...loan.terms, startOn: on };
  const subsidy = subsidyOf(terms);
  return { ...loan, status, terms, servicing: begin(terms), ...(subsidy && { subsidy }) };
}
