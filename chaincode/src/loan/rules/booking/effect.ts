import { demand } from '../../../kit/errors';
import { of } from '../../../kit/value/money';
import type { Day, Instant } from '../../../kit/value/time';
import { loanErrors } from '../../errors';
import type { Entry, EntryKind } from '../../records/entry';
import type { Loan } from '../../records/loan';
import { type Charge, MAX_CHARGES, type Parts, type Servicing } from '../../records/servicing';
import { receive, type Receipt } from '../allocation/repayment';
import { waiveCharge, waiveInterest } from '../allocation/waiver';
import { LATE_INTEREST } from '../owed/lateinterest';
import { dueOn } from '../plan/calendar';
import { advance } from '../state/servicing';
import { NOTHING, principalOwed } from '../state/sums';

/** A wish to book something on a loan. Amounts in minor units of the loan. */
export interface NewEntry {
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly on: Day;
  readonly amount: bigint;
  readonly chargeId?: string | undefined;
  readonly chargeKind?: 'fee' | 'penalty' | undefined;
  readonly reverses?: string | undefined;
  /** Of a recovery: what came in beyond the loss, which belongs to the borrower. */
  readonly over?: bigint | undefined;
}

/**
 * What an entry does to a state that was advanced to its day. One of another kind leaves the state as it is,
 * and says itself what it tells.
 */
function effectOf(loan: Loan, state: Servicing, booking: NewEntry): Receipt | undefined {
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
    case 'creditRefund':
      return { state: paidOut(loan, state, booking), parts: NOTHING, over: 0n };
    case 'recovery': {
      const { over = 0n } = booking;
      return { state: { ...state, credit: state.credit + over }, parts: NOTHING, over };
    }
    default:
      return undefined;
  }
}

/** A credit that was paid out and falls away later, with the payment that made it, is owed back as a fee. */
function paidOut(loan: Loan, state: Servicing, { entryId, on, amount }: NewEntry): Servicing {
  const left = state.credit - amount;
  if (left >= 0n) return { ...state, credit: left };
  const owed: NewEntry = { entryId, kind: 'charge', chargeId: entryId, on, amount: -left };
  return charged(loan, { ...state, credit: 0n }, owed);
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
  const fresh: Charge = { chargeId, kind: chargeKind, index, dueOn: on, owed: amount };
  return { ...state, charges: inOrder(state.charges, fresh) };
}

/** Charges of one day stand by their ids, so that it is the same in which order they came in. */
function inOrder(charges: readonly Charge[], fresh: Charge): Charge[] {
  const at = charges.findLastIndex(
    ({ dueOn: on, chargeId }) => on !== fresh.dueOn || chargeId < fresh.chargeId,
  );
  return [...charges.slice(0, at + 1), fresh, ...charges.slice(at + 1)];
}

/** An entry before anything of it is shared out. */
export function draftOf(loan: Loan, { amount, over = 0n, ...facts }: NewEntry, at: Instant): Entry {
  const money = moneyOf(loan);
  return {
    ...{ ...facts, loanId: loan.loanId, number: loan.entries + 1, at, amount: money(amount) },
    ...sharesOf(loan, NOTHING, over),
    outstanding: money(0n),
  };
}

/** Books an entry on a state: the state after it, and the entry with what went where. */
export function applied(
  loan: Loan,
  before: Servicing,
  { previousId: _previous, ...entry }: Entry,
  previousId: string | undefined,
): { readonly state: Servicing; readonly entry: Entry } {
  const brought = advance(loan.terms, loan.pauses, before, entry.on);
  const receipt =
    entry.reversedBy === undefined
      ? effectOf(loan, brought, { ...entry, amount: entry.amount.amount, over: entry.over.amount })
      : undefined;
  const state = receipt?.state ?? (entry.reversedBy === undefined ? brought : before);
  return {
    state,
    entry: {
      ...entry,
      ...(previousId !== undefined && { previousId }),
      ...(receipt && sharesOf(loan, receipt.parts, receipt.over)),
      outstanding: moneyOf(loan)(principalOwed(state)),
      before,
    },
  };
}

const moneyOf = (loan: Loan) => (minor: bigint) => of(minor, loan.terms.principal.currency);

function sharesOf(loan: Loan, { principal, interest, fee, penalty }: Parts, over: bigint) {
  const money = moneyOf(loan);
  return {
    principal: money(principal),
    interest: money(interest),
    fee: money(fee),
    penalty: money(penalty),
    over: money(over),
  };
}
