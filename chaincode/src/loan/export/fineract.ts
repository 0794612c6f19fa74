import type { Loan } from '../records/loan';
import type { EntryKind, Entry } from '../records/entry';
import { DEFAULT_ORDER } from '../records/terms';

// Words of this room and codes of Apache Fineract (LoanStatus, LoanTransactionType), for import and export.
const STATUSES = [
  ['submitted', 100, 'SUBMITTED_AND_PENDING_APPROVAL'],
  ['accepted', 200, 'APPROVED'],
  ['active', 300, 'ACTIVE'],
  ['transferring', 303, 'TRANSFER_IN_PROGRESS'],
  ['transferOnHold', 304, 'TRANSFER_ON_HOLD'],
  ['cancelled', 400, 'WITHDRAWN_BY_CLIENT'],
  ['declined', 500, 'REJECTED'],
  ['settled', 600, 'CLOSED_OBLIGATIONS_MET'],
  ['writtenOff', 601, 'CLOSED_WRITTEN_OFF'],
  ['rescheduled', 602, 'CLOSED_RESCHEDULE_OUTSTANDING_AMOUNT'],
  ['overpaid', 700, 'OVERPAID'],
] as const;

const KINDS = [
  ['disbursement', 1, 'DISBURSEMENT'],
  ['repayment', 2, 'REPAYMENT'],
  ['interestWaiver', 4, 'WAIVE_INTEREST'],
  ['writeOff', 6, 'WRITEOFF'],
  ['recovery', 8, 'RECOVERY_REPAYMENT'],
  ['chargeWaiver', 9, 'WAIVE_CHARGES'],
  ['accrual', 10, 'ACCRUAL'],
  ['refund', 16, 'REFUND'],
  ['incomePosting', 19, 'INCOME_POSTING'],
  ['creditRefund', 20, 'CREDIT_BALANCE_REFUND'],
  ['merchantRefund', 21, 'MERCHANT_ISSUED_REFUND'],
  ['payoutRefund', 22, 'PAYOUT_REFUND'],
  ['goodwill', 23, 'GOODWILL_CREDIT'],
  ['chargeRefund', 24, 'CHARGE_REFUND'],
  ['chargeback', 25, 'CHARGEBACK'],
  ['chargeAdjustment', 26, 'CHARGE_ADJUSTMENT'],
  ['chargeOff', 27, 'CHARGE_OFF'],
  ['downPayment', 28, 'DOWN_PAYMENT'],
  ['reage', 29, 'REAGE'],
  ['reamortise', 30, 'REAMORTIZE'],
  ['interestPaymentWaiver', 31, 'INTEREST_PAYMENT_WAIVER'],
  ['interestRefund', 33, 'INTEREST_REFUND'],
] as const;

const AHEAD = [
  ['next', 'NEXT_INSTALLMENT'],
  ['last', 'LAST_INSTALLMENT'],
  ['reamortise', 'REAMORTIZATION'],
] as const;

const WHENS = { pastDue: 'PAST_DUE', due: 'DUE', inAdvance: 'IN_ADVANCE' } as const;

export interface Coded {
  readonly id: number;
  readonly code: string;
}
type Row = readonly [word: string, id: number, code: string];

const codedBy = (rows: readonly Row[], word: string): Coded | undefined => {
  const [, id, code] = rows.find(([name]) => name === word) ?? [];
  return id === undefined || code === undefined ? undefined : { id, code };
};
const wordBy = (rows: readonly Row[], id: number): string | undefined =>
  rows.find(([, code]) => code === id)?.[0];

/** A default is no status there: the loan is active. */
export const statusCode = (status: Loan['status'] | (typeof STATUSES)[number][0]): Coded | undefined =>
  codedBy(STATUSES, status === 'defaulted' ? 'active' : status);
export const statusFrom = (id: number): string | undefined => wordBy(STATUSES, id);

/**
 * Charges, reversals and reschedules are no transaction types there; the proceeds of a sale and the indemnity
 * of an insurer are repayments.
 */
export const kindCode = (kind: EntryKind | (typeof KINDS)[number][0]): Coded | undefined =>
  codedBy(KINDS, kind === 'proceeds' || kind === 'indemnity' ? 'repayment' : kind);
export const kindFrom = (id: number): string | undefined => wordBy(KINDS, id);

export const aheadCode = (ahead: (typeof AHEAD)[number][0]): string =>
  AHEAD.find(([word]) => word === ahead)?.[1] ?? '';
export const aheadFrom = (code: string): string | undefined => AHEAD.find(([, name]) => name === code)?.[0];

/** `pastDue.penalty` is PAST_DUE_PENALTY. */
export function slotCode(slot: string): string {
  const [when = '', what = ''] = slot.split('.');
  return `${WHENS[when as keyof typeof WHENS]}_${what.toUpperCase()}`;
}
export function slotFrom(code: string): string | undefined {
  const found = Object.entries(WHENS).find(([, prefix]) => code.startsWith(`${prefix}_`));
  return found && `${found[0]}.${code.slice(found[1].length + 1).toLowerCase()}`;
}

export const statusWords = STATUSES.map(([word]) => word);
export const kindWords = KINDS.map(([word]) => word);

export function exportedLoan({ loanId, status, chargedOffOn, terms }: Loan) {
  return {
    externalId: loanId,
    status: statusCode(status) ?? { id: 0, code: 'INVALID' },
    chargedOff: chargedOffOn !== undefined,
    futureInstallmentAllocationRule: aheadCode(terms.allocation.ahead),
    paymentAllocationOrder: (terms.allocation.order ?? DEFAULT_ORDER).map(slotCode),
  };
}

export function exported(entry: Entry) {
  const { entryId, kind, on, amount, principal, interest, fee, penalty, over, outstanding, reversedBy } =
    entry;
  const type = kindCode(kind);
  return {
    ...{ id: entryId, date: on, manuallyReversed: reversedBy !== undefined, ...(type && { type }) },
    ...{ amount, principalPortion: principal, interestPortion: interest, feeChargesPortion: fee },
    ...{ penaltyChargesPortion: penalty, overpaymentPortion: over, outstandingLoanBalance: outstanding },
  };
}
