import { of } from '../../../kit/value/money';
import type { Day } from '../../../kit/value/time';
import { lateInterestOwed } from './lateinterest';
import { stateOn } from '../state/loan';
import { ABS_BUCKETS, bucketOf, latenessOf, riskClassOf } from './lateness';
import { CHARGE_OFF_DAYS } from '../../records/terms';
import { payoffOn } from './payoff';
import type { Loan } from '../../records/loan';
import { sumOf } from '../state/sums';

/** How a loan stands on a day, derived from dates and payments; nothing of it is stored. */
export function standingOf(loan: Loan, on: Day) {
  const state = stateOn(loan, on);
  const { pastDueDays, delinquentDays, buckets } = latenessOf(loan.terms, loan.pauses, state, on);
  const money = (minor: bigint) => of(minor, loan.terms.principal.currency);
  return {
    ...{
      on,
      pastDueDays,
      delinquentDays,
      bucket: bucketOf(delinquentDays),
      investorBucket: bucketOf(delinquentDays, ABS_BUCKETS),
    },
    ...{ riskClass: riskClassOf(delinquentDays), chargeOffDue: delinquentDays >= CHARGE_OFF_DAYS },
    buckets: buckets.map(({ bucket, amount }) => ({ bucket, amount: money(amount) })),
    pastDue: money(sumOf(state.due, (row) => row.principal + row.interest)),
    charges: money(sumOf(state.charges, ({ owed }) => owed)),
    lateInterest: money(lateInterestOwed(loan.terms, state)),
    credit: money(state.credit),
    payoff: payoffOn(loan, on).total,
  };
}

/** Delinquent days on a day: by the calendar, less grace and pauses. */
export const daysLateOn = (loan: Loan, on: Day): number => standingOf(loan, on).delinquentDays;
