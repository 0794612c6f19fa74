import { demand, kitErrors } from '../../kit/errors';
import { of, isZero, type Money, show, subtract } from '../../kit/value/money';
import type { Day, Instant } from '../../kit/value/time';
import type { Local } from '../../kit/value/zone';
import { LATE_INTEREST } from './owed/lateinterest';
import { loanErrors } from '../errors';
import { loanLife } from '../life';
import { isClosed } from './owed/payoff';
import type { Loan, LoanStatus } from '../records/loan';
import { CREDITS, type Entry, type EntryKind } from '../records/entry';
import { type Receipt, receive } from './allocation/repayment';
import { waiveCharge, waiveInterest } from './allocation/waiver';
import { dueOn } from './plan/calendar';
import { advance } from './state/servicing';
import { NOTHING, principalOwed } from './state/sums';
import { MAX_CHARGES, type Servicing } from '../records/servicing';
import { payersDay, mustBeValueDay } from './valueday';
import { servicingOf } from './state/loan';

/** A wish to book something on a loan. Amounts in minor units of the loan. */
export interface NewEntry {
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly on: Day;
  readonly amount: bigint;
  readonly chargeId?: string | undefined;
  readonly chargeKind?: 'fee' | 'penalty' | undefined;
  readonly reverses?: string | undefined;
}

/** The id of an entry is used once in a loan. */
export function mustBeNewEntry(taken: Entry | undefined): void {
  demand(taken === undefined, kitErrors.EXISTS_DIFFERENTLY, {
    kind: 'loanEntry',
    id: `${taken?.loanId ?? ''}/${taken?.entryId ?? ''}`,
  });
}

/** What an entry does to a state that was advanced to its day. Entries of other kinds leave it as it is. */
export function effectOf(loan: Loan, state: Servicing, booking: NewEntry): Receipt {
  const { kind, amount, on, chargeId = '' } = booking;
  switch (kind) {
    case 'repayment':
    case 'goodwill':
    case 'merchantRefund':
    case 'payoutRefund':
    case 'interestPaymentWaiver':
    case 'interestRefund':
    case 'proceeds':
    case 'indemnity':
      return receive(loan.terms, state, amount, on);
    case 'charge':
      return { state: charged(loan, state, booking), parts: NOTHING, over: 0n };
    case 'interestWaiver': {
      const { state: after, left } = waiveInterest(state, amount);
      return { state: after, parts: { ...NOTHING, interest: amount - left }, over: 0n };
    }
    case 'chargeWaiver': {
      const late = chargeId === LATE_INTEREST ? 'penalty' : 'fee';
      const waived = state.charges.find((one) => one.chargeId === chargeId);
      const { state: after, left } = waiveCharge(loan.terms, state, chargeId, amount);
      return { state: after, parts: { ...NOTHING, [waived?.kind ?? late]: amount - left }, over: 0n };
    }
    default:
      return { state, parts: NOTHING, over: 0n };
  }
}

/**
 * Ids of late fees and late interest, which come by themselves: two charges of one id would be paid by one
 * payment.
 */
const LATE = /^late-(?:[0-9]+|interest)$/;

function charged(
  loan: Loan,
  state: Servicing,
  { chargeId = '', chargeKind = 'fee', on, amount }: NewEntry,
): Servicing {
  const { loanId, terms } = loan;
  demand(state.charges.length < MAX_CHARGES, loanErrors.CHARGES_FULL, {
    loanId,
    count: state.charges.length,
  });
  const taken = LATE.test(chargeId) || state.charges.some((one) => one.chargeId === chargeId);
  demand(!taken, loanErrors.CHARGE_EXISTS, { loanId, chargeId });
  const index =
    on > dueOn(terms, terms.instalments - 1)
      ? terms.instalments - 1
      : Math.min(state.next, terms.instalments - 1);
  return {
    ...state,
    charges: [...state.charges, { chargeId, kind: chargeKind, index, dueOn: on, owed: amount }],
  };
}

/** Books on a loan: the loan after it and the entry that tells what went where. */
export function book(loan: Loan, booking: NewEntry, at: Instant): { loan: Loan; entry: Entry } {
  const before = servicingOf(loan);
  const { state, ...receipt } = effectOf(loan, advance(loan.terms, loan.pauses, before, booking.on), booking);
  const number = loan.entries + 1;
  const entry = {
    ...entryOf(loan, booking, { ...receipt, state }, at, number),
    ...(loan.lastEntryId !== undefined && { previousId: loan.lastEntryId }),
    before,
  };
  return { loan: { ...loan, servicing: state, entries: number, lastEntryId: booking.entryId }, entry };
}

function entryOf(
  loan: Loan,
  { amount, ...facts }: NewEntry,
  { state, parts, over }: Receipt,
  at: Instant,
  number: number,
): Entry {
  const money = (minor: bigint) => of(minor, loan.terms.principal.currency);
  const { principal, interest, fee, penalty } = parts;
  return {
    ...{ ...facts, loanId: loan.loanId, number, at, amount: money(amount) },
    ...{
      principal: money(principal),
      interest: money(interest),
      fee: money(fee),
      penalty: money(penalty),
      over: money(over),
    },
    outstanding: money(principalOwed(state)),
  };
}

/**
 * The status after a booking: paid off if nothing is owed any more, overpaid while the borrower has a credit.
 */
export function statusAfter(
  loan: Loan,
  step: 'repay' | 'waive' | 'credit' | 'reverse' | 'sellCollateral' | 'indemnify' | 'pay',
): Loan {
  const state = servicingOf(loan);
  const paid: LoanStatus = state.credit > 0n ? 'overpaid' : 'settled';
  return {
    ...loan,
    status: loanLife.step(step, loan.status, isClosed(loan.terms, state) ? paid : loan.status),
  };
}

/**
 * Takes a payment that the lender received, a credit of the lender or the proceeds of a sale, on the day that
 * the lender names.
 */
export function repay(loan: Loan, booking: NewEntry, now: Local): { loan: Loan; entry: Entry } {
  const isCredit = (CREDITS as readonly EntryKind[]).includes(booking.kind);
  const step = isCredit ? 'credit' : booking.kind === 'proceeds' ? 'sellCollateral' : 'repay';
  loanLife.step(step, loan.status, loan.status);
  mustBeValueDay(loan, booking.on, now);
  const booked = book(loan, booking, now.at);
  return { ...booked, loan: statusAfter(booked.loan, step) };
}

/** Takes what the borrower pays now, on the day of the payer. */
export function payNow(
  loan: Loan,
  paid: Pick<NewEntry, 'entryId' | 'amount'>,
  now: Local,
): { loan: Loan; entry: Entry } {
  loanLife.step('pay', loan.status, loan.status);
  const booked = book(loan, { ...paid, kind: 'repayment', on: payersDay(loan, now) }, now.at);
  return { ...booked, loan: statusAfter(booked.loan, 'pay') };
}

/** Pays the credit of the borrower out; when none is left the loan is settled. */
export function refund(
  loan: Loan,
  paid: { entryId: string; on: Day; amount: Money },
  now: Local,
): { loan: Loan; entry: Entry } {
  const { credit } = servicingOf(loan);
  const { currency } = loan.terms.principal;
  const left = subtract(of(credit, currency), paid.amount);
  const status = loanLife.step('refund', loan.status, isZero(left) ? 'settled' : 'overpaid');
  demand(left.amount >= 0n, loanErrors.CREDIT_TOO_SMALL, { credit: show(of(credit, currency)) });
  mustBeValueDay(loan, paid.on, now);
  const booked = book(
    loan,
    { entryId: paid.entryId, kind: 'creditRefund', on: paid.on, amount: paid.amount.amount },
    now.at,
  );
  return {
    ...booked,
    loan: { ...booked.loan, status, servicing: { ...servicingOf(booked.loan), credit: left.amount } },
  };
}
