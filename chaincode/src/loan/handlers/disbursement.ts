import type { Api } from '../../kit/api';
import { refuse } from '../../kit/errors';
import type { Handlers } from '../../kit/implement';
import { lesser } from '../../kit/value/money';
import { pay } from '../../payment/door';
import { placeLien } from '../../vehicle/door';
import { book } from '../rules/entry';
import { mustBeValueDay } from '../rules/valueday';
import { loanErrors } from '../errors';
import { loanEvents } from '../events';
import { DISBURSEMENT } from '../api/application';
import { loanLife } from '../life';
import { disburse, mustSecure } from '../rules/disbursement';
import type { tables } from '../tables';
import { clockOf } from './entry';
import type { disbursementOperations } from '../api/disbursement';

/** The money of an accepted loan. */
export const disbursementHandlers: Handlers<Api<'loan', typeof disbursementOperations>, typeof tables> = {
  async cancel(tx, { loanId }, { on: loan }) {
    const cancelled = { ...loan, status: loanLife.step('cancel', loan.status) };
    await tx.loans.put(cancelled);
    tx.tell(loanEvents.LoanCancelled, { loanId });
    return cancelled;
  },
  async disburse(tx, { loanId, on, transfer }, { on: accepted, vehicle: named }) {
    const vehicle = named ?? refuse(loanErrors.NOT_COLLATERAL, { vin: accepted.vin });
    mustSecure(accepted, vehicle);
    const { vin, lienId, lender: holder } = accepted;
    const { principal: amount } = accepted.terms;
    const { loan, entry } = book(
      disburse(accepted, on),
      { entryId: DISBURSEMENT, kind: 'disbursement', on, amount: amount.amount },
      tx.now,
    );
    mustBeValueDay(loan, on, await clockOf(tx, loan));
    const { securesUpTo = amount } = accepted.terms;
    const secured = lesser(amount, securesUpTo);
    await placeLien(tx, vin, { lienId, holder, loanId, amount: secured, by: accepted.borrower });
    if (transfer)
      await pay(tx, {
        ...transfer,
        from: holder,
        to: [{ party: transfer.to, amount }],
        about: { room: 'loan', id: loanId },
      });
    await tx.loans.put(loan);
    await tx.entries.put(entry);
    tx.tell(loanEvents.LoanDisbursed, {
      loanId,
      vin,
      amount,
      on,
      ...(loan.subsidy && { subsidy: loan.subsidy }),
    });
    return loan;
  },
};
