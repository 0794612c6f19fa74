import { demand, kitErrors } from '../../kit/errors';
import { of, show } from '../../kit/value/money';
import { addDays, type Day, type Instant, laterOf, opensAfter } from '../../kit/value/time';
import { begunDay, dayEnds, dayIn, type Local } from '../../kit/value/zone';
import { LATE_INTEREST } from './calculation/arrears';
import { loanErrors } from '../errors';
import { loanLife } from '../life';
import { isClosed } from './calculation/payoff';
import { CREDITS, type Entry, type EntryKind, type Loan, type LoanStatus } from '../records/loan';
import { type Receipt, receive, waiveCharge, waiveInterest } from './calculation/repayment';
import { dueOn } from './calculation/schedule';
import { advance, begin, MAX_CHARGES, NOTHING, principalOwed, type Servicing } from './calculation/servicing';

/** A wish to book something on a loan. Amounts in minor units of the loan. */
export interface Booking {
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly on: Day;
  readonly amount: bigint;
  readonly chargeId?: string | undefined;
  readonly chargeKind?: 'fee' | 'penalty' | undefined;
  readonly reverses?: string | undefined;
}

export const servicingOf = (loan: Loan): Servicing => loan.servicing ?? begin(loan.terms);

/** The day of value of what a payer does now: today by its own stamp in the zone of the terms, or a later day that is booked already. */
export const payersDay = (loan: Loan, now: Local): Day => laterOf(dayIn(now.zone, now.at), servicingOf(loan).asOf);

/** The day by which a lender may judge now: the last of which it is certain that it has begun, since on the one before somebody could still pay. */
export const lendersDay = (loan: Loan, now: Local): Day => laterOf(begunDay(now), servicingOf(loan).asOf);

/** A day of value that a lender names has begun, by whatever clock, and is not before what is booked: booking on it brings the loan up to it. */
export function mustBeValueDay(loan: Loan, on: Day, now: Local): void {
  const { asOf } = servicingOf(loan);
  const last = begunDay(now);
  const from = opensAfter(dayEnds(now.zone, addDays(on, -1)));
  demand(on <= last, loanErrors.VALUE_DAY_AHEAD, { on, zone: now.zone.zone, last, from });
  demand(on >= asOf, loanErrors.VALUE_DAY_BEHIND, { on, asOf, loanId: loan.loanId });
}

/** The id of an entry is used once in a loan. */
export function mustBeNewEntry(taken: Entry | undefined): void {
  demand(taken === undefined, kitErrors.EXISTS_DIFFERENTLY, {
    kind: 'loanEntry',
    id: `${taken?.loanId ?? ''}/${taken?.entryId ?? ''}`,
  });
}

/** What an entry does to a state that was advanced to its day. Entries of other kinds leave it as it is. */
export function effectOf(loan: Loan, state: Servicing, booking: Booking): Receipt {
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

/** Ids of late fees and late interest, which come by themselves: two charges of one id would be paid by one payment. */
const LATE = /^late-(?:[0-9]+|interest)$/;

function charged(loan: Loan, state: Servicing, { chargeId = '', chargeKind = 'fee', on, amount }: Booking): Servicing {
  const { loanId, terms } = loan;
  demand(state.charges.length < MAX_CHARGES, loanErrors.CHARGES_FULL, { loanId, count: state.charges.length });
  const taken = LATE.test(chargeId) || state.charges.some((one) => one.chargeId === chargeId);
  demand(!taken, loanErrors.CHARGE_EXISTS, { loanId, chargeId });
  const index = on > dueOn(terms, terms.instalments - 1) ? terms.instalments - 1 : Math.min(state.next, terms.instalments - 1);
  return { ...state, charges: [...state.charges, { chargeId, kind: chargeKind, index, dueOn: on, owed: amount }] };
}

/** Books on a loan: the loan after it and the entry that tells what went where. */
export function book(loan: Loan, booking: Booking, at: Instant): { loan: Loan; entry: Entry } {
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

function entryOf(loan: Loan, { amount, ...facts }: Booking, { state, parts, over }: Receipt, at: Instant, number: number): Entry {
  const money = (minor: bigint) => of(minor, loan.terms.principal.currency);
  const { principal, interest, fee, penalty } = parts;
  return {
    ...{ ...facts, loanId: loan.loanId, number, at, amount: money(amount) },
    ...{ principal: money(principal), interest: money(interest), fee: money(fee), penalty: money(penalty), over: money(over) },
    outstanding: money(principalOwed(state)),
  };
}

/** The status after a booking: paid off if nothing is owed any more, overpaid while the borrower has a credit. */
export function statusAfter(
  loan: Loan,
  step: 'repay' | 'waive' | 'credit' | 'reverse' | 'sellCollateral' | 'indemnify' | 'pay',
): Loan {
  const state = servicingOf(loan);
  const paid: LoanStatus = state.credit > 0n ? 'overpaid' : 'settled';
  return { ...loan, status: loanLife.step(step, loan.status, isClosed(loan.terms, state) ? paid : loan.status) };
}

/** Takes a payment that the lender received, a credit of the lender or the proceeds of a sale, on the day that the lender names. */
export function repay(loan: Loan, booking: Booking, now: Local): { loan: Loan; entry: Entry } {
  const isCredit = (CREDITS as readonly EntryKind[]).includes(booking.kind);
  const step = isCredit ? 'credit' : booking.kind === 'proceeds' ? 'sellCollateral' : 'repay';
  loanLife.step(step, loan.status, loan.status);
  mustBeValueDay(loan, booking.on, now);
  const booked = book(loan, booking, now.at);
  return { ...booked, loan: statusAfter(booked.loan, step) };
}

/** Takes what the borrower pays now, on the day of the payer. */
export function payNow(loan: Loan, paid: Pick<Booking, 'entryId' | 'amount'>, now: Local): { loan: Loan; entry: Entry } {
  loanLife.step('pay', loan.status, loan.status);
  const booked = book(loan, { ...paid, kind: 'repayment', on: payersDay(loan, now) }, now.at);
  return { ...booked, loan: statusAfter(booked.loan, 'pay') };
}

export function charge(loan: Loan, booking: Booking, now: Local): { loan: Loan; entry: Entry } {
  loanLife.step('charge', loan.status, loan.status);
  mustBeValueDay(loan, booking.on, now);
  return book(loan, booking, now.at);
}

/** Waives interest that fell due, or a charge; never more than is owed of it. */
export function waive(loan: Loan, booking: Booking, now: Local): { loan: Loan; entry: Entry } {
  loanLife.step('waive', loan.status, loan.status);
  mustBeValueDay(loan, booking.on, now);
  const booked = book(loan, booking, now.at);
  const { interest, fee, penalty } = booked.entry;
  const waived = interest.amount + fee.amount + penalty.amount;
  demand(waived === booking.amount, loanErrors.WAIVER_TOO_LARGE, { owed: show({ ...interest, amount: waived }) });
  return { ...booked, loan: statusAfter(booked.loan, 'waive') };
}
