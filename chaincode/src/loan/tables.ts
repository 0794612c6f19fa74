import { demand, kitErrors } from '../kit/errors';
import type { Money } from '../kit/value/money';
import type { Day } from '../kit/value/time';
import type { Telling, Tx, TxOf } from '../kit/tx';
import { moneyTables } from '../payment/records/money';
import { endRepossession as endOn, releaseLien } from '../vehicle/door';
import { vehicles } from '../vehicle/records/vehicle';
import { type Local, type Zone, zoneNamed, zones } from '../kit/value/zone';
import type { Found } from '../kit/ledger/rows';
import { bidFacts, bidsClosed, loanBids } from './records/bid';
import { servicingOf } from './rules/entry';
import { endRepossession, standingOf } from './rules/collection';
import { loanEvents } from './events';
import { repossessionLife } from './life';
import { modifications } from './records/modification';
import { isClosed } from './rules/calculation/payoff';
import {
  applications,
  type Booked,
  booked,
  decisions,
  type Entry,
  entries,
  type Loan,
  loans,
  quotes,
  type Repossession,
  reasonings,
  repossessions,
  scorecards,
  underwritings,
} from './records/loan';

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
    bidsClosed,
    bidFacts,
    modifications,
  },
  ...moneyTables,
  vehicles,
  zones,
};
export type Writing = TxOf<'submit', typeof tables>;
/** What saving a booking needs, whatever room it happens in. */
export type Saving = Tx & Telling & Pick<Writing, 'loans' | 'entries' | 'repossessions'> & Clocked;
export type Reading = TxOf<'evaluate', typeof tables>;

interface Clocked {
  readonly now: string;
  readonly zones: Pick<Found<Zone>, 'get'>;
}
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
  await tx.loans.put(paidOff ? await free(tx, loan) : loan);
  await tx.entries.put(entry);
  const { amount, currency } = { amount: servicingOf(loan).credit, currency: loan.terms.principal.currency };
  if (paidOff) tx.tell(loanEvents.LoanSettled, { loanId: loan.loanId, on: entry.on, credit: { amount, currency } });
  return booked(entry);
}

/** Saves a recovery: the last of it settles the loan and releases its lien, one before leaves both. */
export async function saveRecovery(tx: Saving, recovered: { loan: Loan; entry: Entry }): Promise<Booked> {
  if (recovered.loan.status !== 'writtenOff') return save(tx, recovered);
  await tx.loans.put(recovered.loan);
  await tx.entries.put(recovered.entry);
  return booked(recovered.entry);
}

/**
 * Releases the lien of a loan. One that was released before may have left the record of the vehicle. Unless the vehicle was sold for it, a
 * repossession ends first, or the title could still pass to whom the lender had offered it.
 */
export async function free(tx: Saving, loan: Loan, sold = false): Promise<Loan> {
  const { vin, lienId, lender: holder } = loan;
  const begun = sold ? undefined : await tx.repossessions.find(loan.loanId);
  if (begun && repossessionLife.next(begun.status).includes('end')) await endTaking(tx, loan, begun);
  await releaseLien(tx, vin, { lienId, holder, sold });
  return { ...loan, lienReleasedAt: tx.now };
}

/** The lender no longer takes the vehicle: notice or taking end on the loan and on the vehicle. */
export async function endTaking(tx: Saving, { loanId, vin, lienId, lender }: Loan, begun: Repossession): Promise<Repossession> {
  const ended = endRepossession(begun);
  await endOn(tx, vin, { lienId, holder: lender });
  await tx.repossessions.put(ended);
  tx.tell(loanEvents.RepossessionEnded, { loanId });
  return ended;
}

/** A borrower who has caught up has cured in time (UCC 9-623): the notice ends, or it would serve a later default without time to cure. */
async function endNotice(tx: Saving, loan: Loan, on: Day): Promise<void> {
  if (standingOf(loan, on).pastDueDays > 0) return;
  const begun = await tx.repossessions.find(loan.loanId);
  if (begun?.status === 'noticed') await endTaking(tx, loan, begun);
}

export const repaid = ({ loanId, entryId, kind, on, amount, outstanding }: Booked) => ({
  loanId,
  entryId,
  kind,
  on,
  amount,
  outstanding,
});
