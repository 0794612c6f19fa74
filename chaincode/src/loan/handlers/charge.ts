import type { Api } from '../../kit/api';
import { of } from '../../kit/value/money';
import type { Handlers } from '../../kit/implement';
import type { NewEntry } from '../rules/booking/effect';
import { charge, waive, tick } from '../rules/charge';
import { loanEvents } from '../events';
import type { tables } from '../tables';
import { clockOf, minorOf, placeOf, save } from './entry';
import type { chargeOperations } from '../api/charge';

/** Fees, penalties and late interest. */
export const chargeHandlers: Handlers<Api<'loan', typeof chargeOperations>, typeof tables> = {
  async charge(tx, { loanId, chargeId, kind, amount, dueOn }, { on: loan }) {
    const named = { entryId: chargeId, chargeId, chargeKind: kind } as const;
    const booking: NewEntry = { ...named, kind: 'charge', on: dueOn, amount: minorOf(loan, amount) };
    const place = await placeOf(tx, loan, booking);
    const entry = await save(tx, charge(loan, booking, await clockOf(tx, loan), place));
    tx.tell(loanEvents.LoanCharged, { loanId, chargeId, amount, dueOn });
    return entry;
  },
  async waive(tx, { loanId, waiverId, amount, on, chargeId }, { on: loan }) {
    const kind = chargeId === undefined ? 'interestWaiver' : 'chargeWaiver';
    const booking = { entryId: waiverId, kind, on, amount: minorOf(loan, amount), chargeId } as const;
    const place = await placeOf(tx, loan, booking);
    const entry = await save(tx, waive(loan, booking, await clockOf(tx, loan), place));
    tx.tell(loanEvents.LoanWaived, { loanId, entryId: waiverId, kind, amount });
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
