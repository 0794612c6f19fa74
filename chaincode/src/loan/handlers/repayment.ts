import type { Api } from '../../kit/api';
import { demand } from '../../kit/errors';
import type { Handlers } from '../../kit/implement';
import { lesser } from '../../kit/value/money';
import { draw, pay } from '../../payment/door';
import type { repaymentOperations } from '../api/repayment';
import { dueNow, payNow, repay, refund } from '../rules/entry';
import { loanErrors } from '../errors';
import { loanEvents } from '../events';
import type { Loan } from '../records/loan';
import type { CREDITS, Entry } from '../records/entry';
import { reverse } from '../rules/reversal';
import type { tables, Writing } from '../tables';
import { clockOf, laterThan, minorOf, placeOf, repaid, save } from './entry';

type Paid = Pick<Entry, 'amount' | 'on' | 'finalOn'> & { paymentId: string };

/** What is booked on a running loan. */
export const repaymentHandlers: Handlers<Api<'loan', typeof repaymentOperations>, typeof tables> = {
  repay: (tx, payment, { on: loan }) => receive(tx, loan, payment, 'repayment'),
  async pay(tx, { loanId, paymentId, amount, lots }, { on: loan }) {
    const repayment = payNow(
      loan,
      { entryId: paymentId, amount: minorOf(loan, amount) },
      await clockOf(tx, loan),
    );
    const to = [{ party: loan.lender, amount }];
    await pay(tx, {
      paymentId,
      from: loan.borrower,
      lots,
      to,
      vin: loan.vin,
      about: { room: 'loan', id: loanId },
    });
    const entry = await save(tx, repayment);
    tx.tell(loanEvents.LoanRepaid, repaid(entry));
    return entry;
  },
  async draw(tx, { loanId, paymentId }, { on: loan, order }) {
    const now = await clockOf(tx, loan);
    const amount = lesser(dueNow(loan, now), order.most);
    const contract = { room: 'loan', id: loanId, payee: loan.lender };
    const drawn = await draw(tx, { order, paymentId, amount, contract });
    if (drawn.status === 'refused') return { draw: drawn };
    const booking = { entryId: paymentId, amount: minorOf(loan, amount) };
    const entry = await save(tx, payNow(loan, booking, now, 'draw'));
    tx.tell(loanEvents.LoanRepaid, repaid(entry));
    return { draw: drawn, entry };
  },
  credit: (tx, { kind = 'goodwill', ...payment }, { on: loan }) => receive(tx, loan, payment, kind),
  async reverse(tx, { loanId, entryId, reversalId, on }, { on: loan, target }) {
    const moved = await tx.transfers.findMany([[entryId], [entryId, loan.borrower]]);
    const isDigital = moved.some((one) => one?.about?.id === loanId);
    demand(!isDigital, loanErrors.NOT_REVERSIBLE, { kind: 'digital payment' });
    const { later } = await laterThan(tx, loan, ({ entryId: one }) => one === entryId);
    const undone = reverse(loan, target, later, { reversalId, on }, await clockOf(tx, loan));
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
};

async function receive(
  tx: Writing,
  loan: Loan,
  { paymentId, amount, on, finalOn }: Paid,
  kind: 'repayment' | (typeof CREDITS)[number],
) {
  const booking = { entryId: paymentId, kind, on, amount: minorOf(loan, amount), finalOn };
  const place = await placeOf(tx, loan, booking);
  const entry = await save(tx, repay(loan, booking, await clockOf(tx, loan), place));
  tx.tell(loanEvents.LoanRepaid, repaid(entry));
  return entry;
}
