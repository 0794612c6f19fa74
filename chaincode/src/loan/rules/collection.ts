import { demand, kitErrors, refuse } from '../../kit/errors';
import { add, compare, equal, isZero, type Money, of, show, subtract, zero } from '../../kit/value/money';
import { addDays, type Day, laterOf, opensAfter } from '../../kit/value/time';
import { dayEnds, hasEnded, type Local } from '../../kit/value/zone';
import { lateInterestOwed } from './calculation/arrears';
import { book, lendersDay, mustBeValueDay, payersDay, repay, servicingOf } from './entry';
import { ABS_BUCKETS, bucketOf, CHARGE_OFF_DAYS, latenessOf, riskClassOf } from './calculation/delinquency';
import { loanErrors } from '../errors';
import { loanLife, repossessionLife } from '../life';
import { closed, payoffOf } from './calculation/payoff';
import { payoffOn } from './quote';
import type { Entry, Loan, Repossession } from '../records/loan';
import { advance, MAX_PAUSES, sumOf, totalOf } from './calculation/servicing';

/** How a loan stands on a day, derived from dates and payments; nothing of it is stored. */
export function standingOf(loan: Loan, on: Day) {
  const state = advance(loan.terms, loan.pauses, servicingOf(loan), on);
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

/**
 * Closes a day that has ended for every payer. The same day again changes nothing. One on which nothing happens is only noted, so that a payment
 * which was signed on it and held back meets another record, while the lender may still book what it received on it.
 */
export function tick(loan: Loan, on: Day, now: Local) {
  loanLife.step('tick', loan.status, loan.status);
  const from = opensAfter(dayEnds(now.zone, on));
  demand(hasEnded(on, now), loanErrors.DAY_RUNS, { on, zone: now.zone.zone, from });
  const before = servicingOf(loan);
  demand(on >= before.asOf, loanErrors.VALUE_DAY_BEHIND, { on, asOf: before.asOf, loanId: loan.loanId });
  const servicing = advance(loan.terms, loan.pauses, before, on);
  const bucket = bucketOf(latenessOf(loan.terms, loan.pauses, servicing, on).delinquentDays);
  const fees = servicing.charges.filter((one) => !before.charges.some(({ chargeId }) => chargeId === one.chargeId));
  const moved = bucket !== (loan.bucket ?? 'current');
  const lateInterest = lateInterestOwed(loan.terms, servicing) - lateInterestOwed(loan.terms, before);
  const tickedOn = laterOf(loan.tickedOn ?? on, on);
  const happened = moved || fees.length > 0 || lateInterest > 0n;
  const noted = tickedOn === loan.tickedOn ? loan : { ...loan, tickedOn };
  return { loan: happened ? { ...loan, servicing, bucket, tickedOn } : noted, fees, lateInterest, moved, bucket };
}

const daysLateOn = (loan: Loan, on: Day): number => standingOf(loan, on).delinquentDays;

export function declareDefault(loan: Loan, on: Day): Loan {
  const status = loanLife.step('declareDefault', loan.status);
  mustBePastDue(loan, on);
  return { ...loan, status };
}

function mustBePastDue(loan: Loan, on: Day): void {
  demand(daysLateOn(loan, on) > 0, loanErrors.NOT_PAST_DUE, { loanId: loan.loanId });
}

export function cure(loan: Loan, on: Day): Loan {
  const status = loanLife.step('cure', loan.status);
  const days = standingOf(loan, on).pastDueDays;
  demand(days === 0, loanErrors.STILL_PAST_DUE, { loanId: loan.loanId, days });
  return { ...loan, status };
}

export function pauseFrom(loan: Loan, on: Day, now: Local): Loan {
  loanLife.step('pause', loan.status, loan.status);
  mustBeValueDay(loan, on, now);
  const open = loan.pauses.find(({ until }) => until === undefined);
  demand(open === undefined, loanErrors.ALREADY_PAUSED, { loanId: loan.loanId, from: open?.from ?? '' });
  const count = loan.pauses.length + 1;
  demand(count <= MAX_PAUSES, kitErrors.TOO_MANY, { what: 'pauses', count, max: MAX_PAUSES });
  return { ...settledTo(loan, on), pauses: [...loan.pauses, { from: on }] };
}

export function resumeFrom(loan: Loan, on: Day, now: Local): Loan {
  loanLife.step('resume', loan.status, loan.status);
  mustBeValueDay(loan, on, now);
  const open = loan.pauses.find(({ until }) => until === undefined);
  if (!open) return refuse(loanErrors.NOT_PAUSED, { loanId: loan.loanId });
  const pauses = loan.pauses.map((one) => (one === open ? { ...one, until: on > open.from ? on : open.from } : one));
  return { ...settledTo(loan, on), pauses };
}

/** Judges late fees up to a day by the pauses known so far, so that a later pause does not reach back. */
const settledTo = (loan: Loan, on: Day): Loan => ({
  ...loan,
  servicing: advance(loan.terms, loan.pauses, servicingOf(loan), on),
});

/** A flag on a running loan: the lender no longer counts on the money, the borrower still owes it. */
export function chargeOff(loan: Loan, entryId: string, on: Day, sold: boolean, now: Local): { loan: Loan; entry: Entry } {
  loanLife.step('chargeOff', loan.status, loan.status);
  const { loanId, chargedOffOn } = loan;
  demand(chargedOffOn === undefined, loanErrors.CHARGED_OFF_ALREADY, { loanId, on: chargedOffOn ?? '' });
  mustBeValueDay(loan, on, now);
  const days = daysLateOn(loan, on);
  demand(sold || days >= CHARGE_OFF_DAYS, loanErrors.CHARGE_OFF_TOO_EARLY, { loanId, days, needed: CHARGE_OFF_DAYS });
  const booked = book(loan, { entryId, kind: 'chargeOff', on, amount: payoffOn(loan, on).total.amount }, now.at);
  return { ...booked, loan: { ...booked.loan, chargedOffOn: on } };
}

/** Gives up what is owed; what comes in later is a recovery. */
export function writeOff(loan: Loan, entryId: string, on: Day, now: Local): { loan: Loan; entry: Entry } {
  const status = loanLife.step('writeOff', loan.status);
  mustBeValueDay(loan, on, now);
  const { currency } = loan.terms.principal;
  const state = advance(loan.terms, loan.pauses, servicingOf(loan), on);
  const { parts, total } = payoffOf(loan.terms, state, on, 'day');
  const unearned = parts.interest < 0n ? parts.interest : 0n;
  const lost = { ...parts, principal: parts.principal + unearned, interest: parts.interest - unearned };
  const { loan: booked, entry } = book(loan, { entryId, kind: 'writeOff', on, amount: total }, now.at);
  const money = (minor: bigint) => of(minor, currency);
  const given = {
    principal: money(lost.principal),
    interest: money(lost.interest),
    fee: money(lost.fee),
    penalty: money(lost.penalty),
  };
  const servicing = { ...closed(loan.terms, state, { parts, total }, total), paid: state.paid };
  return {
    loan: { ...booked, status, lost, servicing, recovered: zero(currency) },
    entry: { ...entry, ...given, outstanding: zero(currency) },
  };
}

/** Books what came in after the write-off; with the last of it the loan is settled. */
export function recover(
  loan: Loan,
  received: { entryId: string; on: Day; amount: Money },
  now: Local,
): { loan: Loan; entry: Entry } {
  const { entryId, on, amount } = received;
  const { lost, recovered = zero(amount.currency) } = loan;
  const left = subtract(of(lost ? totalOf(lost) : 0n, loan.terms.principal.currency), recovered);
  const status = loanLife.step('recover', loan.status, equal(amount, left) ? 'settled' : 'writtenOff');
  demand(compare(amount, left) <= 0, loanErrors.RECOVERY_TOO_LARGE, { left: show(left) });
  mustBeValueDay(loan, on, now);
  const booked = book({ ...loan, status }, { entryId, kind: 'recovery', on, amount: amount.amount }, now.at);
  return { ...booked, loan: { ...booked.loan, recovered: add(recovered, amount) } };
}

/** Pays the credit of the borrower out; when none is left the loan is settled. */
export function refund(loan: Loan, paid: { entryId: string; on: Day; amount: Money }, now: Local): { loan: Loan; entry: Entry } {
  const { credit } = servicingOf(loan);
  const { currency } = loan.terms.principal;
  const left = subtract(of(credit, currency), paid.amount);
  const status = loanLife.step('refund', loan.status, isZero(left) ? 'settled' : 'overpaid');
  demand(left.amount >= 0n, loanErrors.CREDIT_TOO_SMALL, { credit: show(of(credit, currency)) });
  mustBeValueDay(loan, paid.on, now);
  const booked = book(loan, { entryId: paid.entryId, kind: 'creditRefund', on: paid.on, amount: paid.amount.amount }, now.at);
  return { ...booked, loan: { ...booked.loan, status, servicing: { ...servicingOf(booked.loan), credit: left.amount } } };
}

/** Tells the borrower of a defaulted loan that the vehicle will be taken unless the default is cured in time. */
export function notice(loan: Loan, before: Repossession | undefined, cureDays: number, now: Local): Repossession {
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

export function take(loan: Loan, repossession: Repossession, on: Day): Repossession {
  loanLife.step('repossess', loan.status, loan.status);
  const status = repossessionLife.step('take', repossession.status);
  const { loanId, cureUntil } = repossession;
  demand(on >= cureUntil, loanErrors.CURE_PERIOD_RUNS, { loanId, cureUntil });
  mustBePastDue(loan, on);
  return { ...repossession, status, repossessedOn: on };
}

export const endRepossession = (repossession: Repossession): Repossession => ({
  ...repossession,
  status: repossessionLife.step('end', repossession.status),
});

/** Books the proceeds less the costs of the sale; what is still owed then is the deficiency, what is over belongs to the borrower. */
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
