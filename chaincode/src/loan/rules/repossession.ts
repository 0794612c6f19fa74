import { demand } from '../../kit/errors';
import { compare, type Money, subtract, zero } from '../../kit/value/money';
import { addDays, type Day } from '../../kit/value/time';
import type { Local } from '../../kit/value/zone';
import { repay } from './entry';
import { lendersDay, payersDay } from './valueday';
import { loanErrors } from '../errors';
import { loanLife, repossessionLife } from '../life';
import { payoffOn } from './owed/payoff';
import type { Loan } from '../records/loan';
import type { Repossession } from '../records/repossession';
import type { Entry } from '../records/entry';
import { mustBePastDue } from './collection';

/**
 * Tells the borrower of a defaulted loan that the vehicle will be taken unless the default is cured in time.
 */
export function notice(
  loan: Loan,
  before: Repossession | undefined,
  cureDays: number,
  now: Local,
): Repossession {
  loanLife.step('giveNotice', loan.status, loan.status);
  const { loanId } = loan;
  demand(before === undefined || before.status === 'ended', loanErrors.REPOSSESSION_OPEN, {
    loanId,
    status: before?.status ?? '',
  });
  mustBePastDue(loan, lendersDay(loan, now));
  const on = payersDay(loan, now);
  return { loanId, status: 'noticed', noticeOn: on, cureUntil: addDays(on, cureDays) };
}

/**
 * The vehicle is taken, after the time to cure and while something is past due. Throws CURE_PERIOD_RUNS,
 * NOT_PAST_DUE.
 */
export function repossess(loan: Loan, repossession: Repossession, on: Day): Repossession {
  loanLife.step('repossess', loan.status, loan.status);
  const status = repossessionLife.step('take', repossession.status);
  const { loanId, cureUntil } = repossession;
  demand(on >= cureUntil, loanErrors.CURE_PERIOD_RUNS, { loanId, cureUntil });
  mustBePastDue(loan, on);
  return { ...repossession, status, repossessedOn: on };
}

/** Notice or taking ends before a sale. Throws WRONG_STATUS. */
export const endRepossession = (repossession: Repossession): Repossession => ({
  ...repossession,
  status: repossessionLife.step('end', repossession.status),
});

/**
 * Books the proceeds less the costs of the sale; what is still owed then is the deficiency, what is over
 * belongs to the borrower.
 */
export function sell(
  loan: Loan,
  repossession: Repossession,
  sale: { entryId: string; on: Day; proceeds: Money; costs: Money },
  now: Local,
): { loan: Loan; entry: Entry; repossession: Repossession } {
  const status = repossessionLife.step('sell', repossession.status);
  const { entryId, on, proceeds, costs } = sale;
  const net = compare(proceeds, costs) > 0 ? subtract(proceeds, costs) : zero(proceeds.currency);
  const booked = repay(loan, { entryId, kind: 'proceeds', on, amount: net.amount }, now);
  const deficiency = payoffOn(booked.loan, on).total;
  return { ...booked, repossession: { ...repossession, status, soldOn: on, proceeds, costs, deficiency } };
}

/** A vehicle that is being taken is taken for the loan that gave the notice. */
export function mustNotBeTaken(repossession: Repossession | undefined): void {
  const open = repossession !== undefined && repossessionLife.next(repossession.status).length > 0;
  demand(!open, loanErrors.REPOSSESSION_OPEN, {
    loanId: repossession?.loanId ?? '',
    status: repossession?.status ?? '',
  });
}
