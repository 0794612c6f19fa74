import type { Day } from '../../kit/value/time';
import { endRepossession as endOn, releaseLien } from '../../vehicle/door';
import { endRepossession } from '../rules/repossession';
import { standingOf } from '../rules/owed/standing';
import { loanEvents } from '../events';
import { repossessionLife } from '../life';
import type { Loan } from '../records/loan';
import type { Repossession } from '../records/repossession';
import type { Saving } from '../tables';

/**
 * Releases the lien of a loan. One that was released before may have left the record of the vehicle. Unless
 * the vehicle was sold for it, a repossession ends first, or the title could still pass to whom the lender
 * had offered it.
 */
export async function releaseCollateral(tx: Saving, loan: Loan, sold = false): Promise<Loan> {
  const { vin, lienId, lender: holder } = loan;
  const begun = sold ? undefined : await tx.repossessions.find(loan.loanId);
  if (begun && repossessionLife.next(begun.status).includes('end')) await endTaking(tx, loan, begun);
  await releaseLien(tx, vin, { lienId, holder, sold });
  return { ...loan, lienReleasedAt: tx.now };
}

/** The lender no longer takes the vehicle: notice or taking end on the loan and on the vehicle. */
export async function endTaking(
  tx: Saving,
  { loanId, vin, lienId, lender }: Loan,
  begun: Repossession,
): Promise<Repossession> {
  const ended = endRepossession(begun);
  await endOn(tx, vin, { lienId, holder: lender });
  await tx.repossessions.put(ended);
  tx.tell(loanEvents.RepossessionEnded, { loanId });
  return ended;
}

/**
 * A borrower who has caught up has cured in time (UCC 9-623): the notice ends, or it would serve a later
 * default without time to cure.
 */
export async function endNotice(tx: Saving, loan: Loan, on: Day): Promise<void> {
  if (standingOf(loan, on).pastDueDays > 0) return;
  const begun = await tx.repossessions.find(loan.loanId);
  if (begun?.status === 'noticed') await endTaking(tx, loan, begun);
}
