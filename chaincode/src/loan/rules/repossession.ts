import { demand } from '../../kit/errors';
import { type Money, subtract } from '../../kit/value/money';
import { addDays, type Day } from '../../kit/value/time';
import type { Local } from '../../kit/value/zone';
import type { NewEntry } from './booking/effect';
import { book, type Done, repay } from './entry';
import { lendersDay, mustBeValueDay, payersDay } from './valueday';
import { loanErrors } from '../errors';
import { loanLife, repossessionLife } from '../life';
import { payoffOn } from './owed/payoff';
import type { Loan } from '../records/loan';
import type { Repossession } from '../records/repossession';
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
  return { loanId, lender: loan.lender, status: 'noticed', noticeOn: on, cureUntil: addDays(on, cureDays) };
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
 * belongs to the borrower. Costs that the proceeds do not cover are charged to the borrower, who owes them as
 * part of the deficiency (UCC 9-615(a) and (d)).
 */
export function sell(
  loan: Loan,
  repossession: Repossession,
  sale: { entryId: string; on: Day; proceeds: Money; costs: Money },
  now: Local,
): Done & { readonly repossession: Repossession } {
  const status = repossessionLife.step('sell', repossession.status);
  const { entryId, on, proceeds, costs } = sale;
  const net = subtract(proceeds, costs).amount;
  const uncovered = {
    entryId,
    kind: 'charge',
    chargeId: entryId,
    chargeKind: 'fee',
    on,
    amount: -net,
  } as const;
  const booked =
    net < 0n
      ? soldAtLoss(loan, uncovered, now)
      : repay(loan, { entryId, kind: 'proceeds', on, amount: net }, now);
  const deficiency = payoffOn(booked.loan, on).total;
  return { ...booked, repossession: { ...repossession, status, soldOn: on, proceeds, costs, deficiency } };
}

function soldAtLoss(loan: Loan, costs: NewEntry, now: Local): Done {
  loanLife.step('sellCollateral', loan.status, loan.status);
  mustBeValueDay(loan, costs.on, now);
  return book(loan, costs, now.at);
}

/** A vehicle that is being taken is taken for the loan that gave the notice. */
export function mustNotBeTaken(repossession: Repossession | undefined): void {
  const open = repossession !== undefined && repossessionLife.next(repossession.status).includes('end');
  demand(!open, loanErrors.REPOSSESSION_OPEN, {
    loanId: repossession?.loanId ?? '',
    status: repossession?.status ?? '',
  });
}
