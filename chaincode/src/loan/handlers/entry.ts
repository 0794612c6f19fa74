import { demand, kitErrors } from '../../kit/errors';
import type { Money } from '../../kit/value/money';
import { type Local, zoneNamed } from '../../kit/value/zone';
import { servicingOf } from '../rules/state/loan';
import { loanEvents } from '../events';
import { isClosed } from '../rules/owed/payoff';
import type { Loan } from '../records/loan';
import { type Booked, booked, type Entry } from '../records/entry';
import { releaseCollateral, endNotice } from './collateral';
import { type Saving, type Clocked } from '../tables';

/** The time by the stamp, on the clocks of the zone that the terms name. */
export const clockOf = async (tx: Clocked, { terms }: Pick<Loan, 'terms'>): Promise<Local> => ({
  at: tx.now,
  zone: await zoneNamed(tx.zones, terms.zone),
});

/** Minor units of an amount in the currency of the loan. */
export function minorOf(loan: Loan, { amount, currency }: Money): bigint {
  const right = loan.terms.principal.currency;
  demand(currency === right, kitErrors.CURRENCY_DIFFERS, { left: right, right: currency });
  return amount;
}

/** Saves a booking; if it paid the loan off, the lien goes in the same transaction. */
export async function save(tx: Saving, { loan, entry }: { loan: Loan; entry: Entry }): Promise<Booked> {
  if (loan.status === 'defaulted') await endNotice(tx, loan, entry.on);
  const paidOff = loan.lienReleasedAt === undefined && isClosed(loan.terms, servicingOf(loan));
  await tx.loans.put(paidOff ? await releaseCollateral(tx, loan) : loan);
  await tx.entries.put(entry);
  const { amount, currency } = { amount: servicingOf(loan).credit, currency: loan.terms.principal.currency };
  if (paidOff)
    tx.tell(loanEvents.LoanSettled, { loanId: loan.loanId, on: entry.on, credit: { amount, currency } });
  return booked(entry);
}

/** Saves a recovery: the last of it settles the loan and releases its lien, one before leaves both. */
export async function saveRecovery(tx: Saving, recovered: { loan: Loan; entry: Entry }): Promise<Booked> {
  if (recovered.loan.status !== 'writtenOff') return save(tx, recovered);
  await tx.loans.put(recovered.loan);
  await tx.entries.put(recovered.entry);
  return booked(recovered.entry);
}

export const repaid = ({ loanId, entryId, kind, on, amount, outstanding }: Booked) => ({
  loanId,
  entryId,
  kind,
  on,
  amount,
  outstanding,
});
