import type { Api } from '../kit/api';
import { demand, kitErrors, refuse } from '../kit/errors';
import { of } from '../kit/money';
import type { Handlers } from '../kit/implement';
import { pay } from '../payment/move';
import type { bookingOperations } from './bookingapi';
import { type Booking, charge, payNow, repay, waive } from './booking';
import { refund, tick } from './collection';
import { loanErrors } from './errors';
import { loanEvents } from './events';
import { quote, settle } from './quoting';
import type { CREDITS, Entry, Loan } from './records';
import { MAX_LATER, reverse } from './reversal';
import { clockOf, lentBy, minorOf, repaid, save, type tables, told, type Writing } from './tables';

type Paid = { loanId: string; paymentId: string; amount: Entry['amount']; on: string };

/** What is booked on a running loan. */
export const bookings: Handlers<Api<'loan', typeof bookingOperations>, typeof tables> = {
  repay: (tx, payment) => receiveOf(tx, payment, 'repayment'),
  async pay(tx, { loanId, paymentId, amount, lots }) {
    const known = await tx.entries.known(loanId, paymentId);
    if (known) return told(known);
    const loan = await tx.loans.get(loanId);
    tx.mustBe('the borrower', loan.borrower);
    const repayment = payNow(loan, { entryId: paymentId, amount: minorOf(loan, amount) }, await clockOf(tx, loan));
    const to = [{ party: loan.lender, amount }];
    await pay(tx, { paymentId, from: loan.borrower, lots, to, vin: loan.vin, about: { room: 'loan', id: loanId } });
    const booked = await save(tx, repayment);
    tx.tell(loanEvents.LoanRepaid, repaid(booked));
    return booked;
  },
  credit: (tx, { kind = 'goodwill', ...payment }) => receiveOf(tx, payment, kind),
  async quote(tx, { loanId, quoteId, on }) {
    const known = await tx.quotes.known(loanId, quoteId);
    if (known) return known;
    const loan = await tx.loans.get(loanId);
    tx.mustBe('the lender or the borrower', loan.lender, loan.borrower);
    const quoted = quote(loan, { quoteId, on }, await clockOf(tx, loan));
    await tx.quotes.put(quoted);
    const { total, expiresAt } = quoted;
    tx.tell(loanEvents.PayoffQuoted, { loanId, quoteId, on, total, expiresAt });
    return quoted;
  },
  async settle(tx, { loanId, quoteId, ...paid }) {
    const { paymentId } = paid;
    const known = await tx.entries.known(loanId, paymentId);
    if (known) return told(known);
    const loan = await lentBy(tx, loanId);
    const booked = await save(tx, settle(loan, await tx.quotes.get(loanId, quoteId), paid, await clockOf(tx, loan)));
    tx.tell(loanEvents.LoanRepaid, repaid(booked));
    return booked;
  },
  async charge(tx, { loanId, chargeId, kind, amount, dueOn }) {
    const known = await tx.entries.known(loanId, chargeId);
    if (known) return told(known);
    const loan = await lentBy(tx, loanId);
    const booking: Booking = {
      entryId: chargeId,
      kind: 'charge',
      on: dueOn,
      amount: minorOf(loan, amount),
      chargeId,
      chargeKind: kind,
    };
    const booked = await save(tx, charge(loan, booking, await clockOf(tx, loan)));
    tx.tell(loanEvents.LoanCharged, { loanId, chargeId, amount, dueOn });
    return booked;
  },
  async waive(tx, { loanId, waiverId, amount, on, chargeId }) {
    const known = await tx.entries.known(loanId, waiverId);
    if (known) return told(known);
    const loan = await lentBy(tx, loanId);
    const kind = chargeId === undefined ? 'interestWaiver' : 'chargeWaiver';
    const booking = { entryId: waiverId, kind, on, amount: minorOf(loan, amount), chargeId } as const;
    const booked = await save(tx, waive(loan, booking, await clockOf(tx, loan)));
    tx.tell(loanEvents.LoanWaived, { loanId, entryId: waiverId, kind, amount });
    return booked;
  },
  async reverse(tx, { loanId, entryId, reversalId, on }) {
    const known = await tx.entries.known(loanId, reversalId);
    if (known) return told(known);
    const loan = await lentBy(tx, loanId);
    const target = await tx.entries.get(loanId, entryId);
    const moved = await tx.transfers.findMany([[entryId], [entryId, loan.borrower]]);
    const isDigital = moved.some((one) => one?.about?.id === loanId);
    demand(!isDigital, loanErrors.NOT_REVERSIBLE, { kind: 'digital payment' });
    const {
      loan: restored,
      entry,
      changed,
    } = reverse(loan, target, await laterThan(tx, loan, target), { reversalId, on }, await clockOf(tx, loan));
    for (const one of changed) await tx.entries.put(one);
    const booked = await save(tx, { loan: restored, entry });
    tx.tell(loanEvents.EntryReversed, { loanId, entryId, reversalId, outstanding: booked.outstanding });
    return booked;
  },
  async refund(tx, { loanId, paymentId, amount, on }) {
    const known = await tx.entries.known(loanId, paymentId);
    if (known) return told(known);
    const loan = await lentBy(tx, loanId);
    minorOf(loan, amount);
    const booked = await save(tx, refund(loan, { entryId: paymentId, on, amount }, await clockOf(tx, loan)));
    tx.tell(loanEvents.CreditRefunded, { loanId, entryId: paymentId, amount });
    return booked;
  },
  async tick(tx, { loanId, on }) {
    const before = await lentBy(tx, loanId);
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

async function receiveOf(tx: Writing, { loanId, paymentId, amount, on }: Paid, kind: 'repayment' | (typeof CREDITS)[number]) {
  const known = await tx.entries.known(loanId, paymentId);
  if (known) return told(known);
  const loan = await lentBy(tx, loanId);
  const booked = await save(
    tx,
    repay(loan, { entryId: paymentId, kind, on, amount: minorOf(loan, amount) }, await clockOf(tx, loan)),
  );
  tx.tell(loanEvents.LoanRepaid, repaid(booked));
  return booked;
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
