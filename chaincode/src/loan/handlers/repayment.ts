import type { Api } from '../../kit/api';
import { demand, kitErrors, refuse } from '../../kit/errors';
import { of } from '../../kit/value/money';
import type { Handlers } from '../../kit/implement';
import { pay } from '../../payment/door';
import type { bookingOperations } from '../api/repayment';
import { type Booking, charge, payNow, repay, waive } from '../rules/entry';
import { refund, tick } from '../rules/collection';
import { loanErrors } from '../errors';
import { loanEvents } from '../events';
import { quote, settle } from '../rules/quote';
import type { CREDITS, Entry, Loan } from '../records/loan';
import { MAX_LATER, reverse } from '../rules/reversal';
import { clockOf, minorOf, repaid, save, type tables, type Writing } from '../tables';

type Paid = { paymentId: string; amount: Entry['amount']; on: string };

/** What is booked on a running loan. */
export const bookings: Handlers<Api<'loan', typeof bookingOperations>, typeof tables> = {
  repay: (tx, payment, { on: loan }) => receive(tx, loan, payment, 'repayment'),
  async pay(tx, { loanId, paymentId, amount, lots }, { on: loan }) {
    const repayment = payNow(loan, { entryId: paymentId, amount: minorOf(loan, amount) }, await clockOf(tx, loan));
    const to = [{ party: loan.lender, amount }];
    await pay(tx, { paymentId, from: loan.borrower, lots, to, vin: loan.vin, about: { room: 'loan', id: loanId } });
    const entry = await save(tx, repayment);
    tx.tell(loanEvents.LoanRepaid, repaid(entry));
    return entry;
  },
  credit: (tx, { kind = 'goodwill', ...payment }, { on: loan }) => receive(tx, loan, payment, kind),
  async quote(tx, { loanId, quoteId, on }, { on: loan }) {
    const quoted = quote(loan, { quoteId, on }, await clockOf(tx, loan));
    await tx.quotes.put(quoted);
    const { total, expiresAt } = quoted;
    tx.tell(loanEvents.PayoffQuoted, { loanId, quoteId, on, total, expiresAt });
    return quoted;
  },
  async settle(tx, paid, { on: loan, quoted }) {
    const entry = await save(tx, settle(loan, quoted, paid, await clockOf(tx, loan)));
    tx.tell(loanEvents.LoanRepaid, repaid(entry));
    return entry;
  },
  async charge(tx, { loanId, chargeId, kind, amount, dueOn }, { on: loan }) {
    const named = { entryId: chargeId, chargeId, chargeKind: kind } as const;
    const booking: Booking = { ...named, kind: 'charge', on: dueOn, amount: minorOf(loan, amount) };
    const entry = await save(tx, charge(loan, booking, await clockOf(tx, loan)));
    tx.tell(loanEvents.LoanCharged, { loanId, chargeId, amount, dueOn });
    return entry;
  },
  async waive(tx, { loanId, waiverId, amount, on, chargeId }, { on: loan }) {
    const kind = chargeId === undefined ? 'interestWaiver' : 'chargeWaiver';
    const booking = { entryId: waiverId, kind, on, amount: minorOf(loan, amount), chargeId } as const;
    const entry = await save(tx, waive(loan, booking, await clockOf(tx, loan)));
    tx.tell(loanEvents.LoanWaived, { loanId, entryId: waiverId, kind, amount });
    return entry;
  },
  async reverse(tx, { loanId, entryId, reversalId, on }, { on: loan, target }) {
    const moved = await tx.transfers.findMany([[entryId], [entryId, loan.borrower]]);
    const isDigital = moved.some((one) => one?.about?.id === loanId);
    demand(!isDigital, loanErrors.NOT_REVERSIBLE, { kind: 'digital payment' });
    const later = await laterThan(tx, loan, target);
    const undone = reverse(loan, target, later, { reversalId, on }, await clockOf(tx, loan));
    for (const one of undone.changed) await tx.entries.put(one);
    const entry = await save(tx, undone);
    tx.tell(loanEvents.EntryReversed, { loanId, entryId, reversalId, outstanding: entry.outstanding });
    return entry;
  },
  async refund(tx, { loanId, paymentId, amount, on }, { on: loan }) {
    minorOf(loan, amount);
    const entry = await save(tx, refund(loan, { entryId: paymentId, on, amount }, await clockOf(tx, loan)));
    tx.tell(loanEvents.CreditRefunded, { loanId, entryId: paymentId, amount });
    return entry;
  },
  async tick(tx, { loanId, on }, { on: before }) {
    const { loan, fees, lateInterest, moved, bucket } = tick(before, on, await clockOf(tx, before));
    const { currency } = loan.terms.principal;
    const late = of(lateInterest, currency);
    if (loan !== before) await tx.loans.put(loan);
    for (const { chargeId, owed, dueOn } of fees)
      tx.tell(loanEvents.LoanCharged, { loanId, chargeId, amount: of(owed, currency), dueOn });
    if (lateInterest > 0n) tx.tell(loanEvents.LateInterestBooked, { loanId, on, amount: late });
    if (moved) tx.tell(loanEvents.BucketChanged, { loanId, on, bucket });
    return { loanId, on, bucket, lateFees: fees.length, lateInterest: late };
  },
};

async function receive(tx: Writing, loan: Loan, { paymentId, amount, on }: Paid, kind: 'repayment' | (typeof CREDITS)[number]) {
  const booking = { entryId: paymentId, kind, on, amount: minorOf(loan, amount) };
  const entry = await save(tx, repay(loan, booking, await clockOf(tx, loan)));
  tx.tell(loanEvents.LoanRepaid, repaid(entry));
  return entry;
}

/** The entries after one, oldest first: each names the one before it, so no range is read. */
async function laterThan(tx: Writing, loan: Loan, target: Entry): Promise<Entry[]> {
  const later: Entry[] = [];
  for (let id = loan.lastEntryId; id !== undefined && id !== target.entryId; id = later[0]?.previousId) {
    if (later.length === MAX_LATER)
      return refuse(kitErrors.TOO_MANY, { count: later.length + 1, what: 'later entries', max: MAX_LATER });
    later.unshift(await tx.entries.get(loan.loanId, id));
  }
  return later;
}
