import { demand, kitErrors } from '../kit/errors';
import type { Money } from '../kit/money';
import type { TxOf } from '../kit/tx';
import { vehicleEvents } from '../vehicle/events';
import { moneyTables } from '../payment/records';
import { endRepossession, releaseLien } from '../vehicle/lien';
import { vehicles } from '../vehicle/records';
import { bidFacts, loanBids } from './bidding';
import { servicingOf } from './booking';
import { loanEvents } from './events';
import { modifications } from './modification';
import { isClosed } from './payoff';
import {
  applications,
  type Booked,
  decisions,
  type Entry,
  entries,
  type Loan,
  loans,
  quotes,
  reasonings,
  repossessions,
  scorecards,
  underwritings,
} from './records';

/** What the room reads and writes; the vehicle carries the lien. */
export const tables = {
  ...{
    scorecards,
    applications,
    decisions,
    loans,
    entries,
    quotes,
    repossessions,
    underwritings,
    reasonings,
    loanBids,
    bidFacts,
    modifications,
  },
  ...moneyTables,
  vehicles,
};
export type Writing = TxOf<'submit', typeof tables>;
/** What saving a booking needs, whatever room it happens in. */
export type Saving = Pick<Writing, 'loans' | 'entries' | 'vehicles' | 'tell' | 'now'>;
export type Reading = TxOf<'evaluate', typeof tables>;

/** A loan of the caller's organisation. */
export async function lentBy(tx: Writing, loanId: string): Promise<Loan> {
  const loan = await tx.loans.get(loanId);
  tx.mustBe('the lender', loan.lender);
  return loan;
}

/** Minor units of an amount in the currency of the loan. */
export function minorOf(loan: Loan, { amount, currency }: Money): bigint {
  const right = loan.terms.principal.currency;
  demand(currency === right, kitErrors.CURRENCY_DIFFERS, { left: right, right: currency });
  return amount;
}

/** An entry as it is answered. */
export function told({ before: _before, ...entry }: Entry): Booked {
  return entry;
}

/** Saves a booking; if it paid the loan off, the lien goes in the same transaction. */
export async function save(tx: Saving, { loan, entry }: { loan: Loan; entry: Entry }): Promise<Booked> {
  const paidOff = loan.lienReleasedAt === undefined && isClosed(loan.terms, servicingOf(loan));
  await tx.loans.put(paidOff ? await free(tx, loan) : loan);
  await tx.entries.put(entry);
  const { amount, currency } = { amount: servicingOf(loan).credit, currency: loan.terms.principal.currency };
  if (paidOff) tx.tell(loanEvents.LoanSettled, { loanId: loan.loanId, on: entry.on, credit: { amount, currency } });
  return told(entry);
}

/**
 * Releases the lien of a loan. One that was released before may have left the record of the vehicle. Unless the vehicle was sold for it, a
 * repossession ends first, or the title could still pass to whom the lender had offered it.
 */
export async function free(tx: Saving, loan: Loan, sold = false): Promise<Loan> {
  const { vin, lienId, lender: holder } = loan;
  const vehicle = await tx.vehicles.get(vin);
  if (vehicle.liens.some((lien) => lien.lienId === lienId && lien.releasedAt === undefined)) {
    const kept = sold ? vehicle : endRepossession(vehicle, { lienId, by: holder });
    await tx.vehicles.put(releaseLien(kept, { lienId, by: holder, at: tx.now }));
    tx.tell(vehicleEvents.LienReleased, { vin, lienId, holder });
  }
  return { ...loan, lienReleasedAt: tx.now };
}

export const repaid = ({ loanId, entryId, kind, on, amount, outstanding }: Booked) => ({
  loanId,
  entryId,
  kind,
  on,
  amount,
  outstanding,
});
