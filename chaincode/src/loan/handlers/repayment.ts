import type { Api } from '../../kit/api';
import { demand, kitErrors, refuse } from '../../kit/errors';
import type { Handlers } from '../../kit/implement';
import { pay } from '../../payment/door';
import type { repaymentOperations } from '../api/repayment';
import { payNow, repay, refund } from '../rules/entry';
import { loanErrors } from '../errors';
import { loanEvents } from '../events';
import type { Loan } from '../records/loan';
import type { CREDITS, Entry } from '../records/entry';
import { MAX_LATER, reverse } from '../rules/reversal';
import { type tables, type Writing } from '../tables';
import { clockOf, minorOf, repaid, save } from './entry';

type Paid = { paymentId: string; amount: Entry['amount']; on: string };

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
  credit: (tx, { kind = 'goodwill', ...payment }, { on: loan }) => receive(tx, loan, payment, kind),
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
};

async function receive(
  tx: Writing,
  loan: Loan,
  { paymentId, amount, on }: Paid,
  kind: 'repayment' | (typeof CREDITS)[number],
) {
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
