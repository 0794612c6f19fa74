import type { Api } from '../../kit/api';
import { demand, kitErrors } from '../../kit/errors';
import type { Handlers } from '../../kit/implement';
import { carryLien } from '../../vehicle/door';
import { loanEvents } from '../events';
import { loanLife, modificationLife } from '../life';
import type { modificationOperations } from '../api/modification';
import { shown, rowsFrom } from '../rules/plan/schedule';
import { mustBeNewEntry } from '../rules/entry';
import { payersDay } from '../rules/valueday';
import { agreeTo, offerModification, outcomeOf } from '../rules/modification';
import { succeed } from '../rules/succession';
import { mustNotBeTaken } from '../rules/repossession';
import { type tables, type Writing } from '../tables';
import { clockOf } from './entry';
import type { Modification } from '../records/modification';
import type { Loan } from '../records/loan';
import type { Repossession } from '../records/repossession';

/** Changed plans: offered by the lender, agreed to by the borrower. */
export const modificationHandlers: Handlers<Api<'loan', typeof modificationOperations>, typeof tables> = {
  async offerModification(tx, wanted, { on: loan, entry }) {
    const { loanId, modificationId, kind } = wanted;
    mustBeNewEntry(entry);
    const offered = offerModification(loan, wanted, await clockOf(tx, loan));
    await tx.modifications.put(offered);
    tx.tell(loanEvents.ModificationOffered, { loanId, modificationId, kind, expiresAt: offered.expiresAt });
    return offered;
  },
  agreeToModification(tx, _request, { on: offered, loan, taking }) {
    tx.take(loanLife.agreeToModification, loan);
    return agreed(tx, loan, offered, taking);
  },
  async retractModification(tx, { loanId, modificationId }, { on: offered, loan }) {
    tx.take(loanLife.retractModification, loan);
    const retracted = { ...offered, status: modificationLife.step('retract', offered.status) };
    await tx.modifications.put(retracted);
    tx.tell(loanEvents.ModificationRetracted, { loanId, modificationId });
    return retracted;
  },
  async previewModification(tx, _request, { on: loan, offered }) {
    modificationLife.step('agree', offered.status);
    const { terms, state, outcome } = outcomeOf(loan, offered, payersDay(loan, await clockOf(tx, loan)));
    return { currency: terms.principal.currency, ...outcome, coming: rowsFrom(terms, state).map(shown) };
  },
  readModification: (_tx, _request, { offered }) => offered,
  listModifications: (tx, { loanId, ...page }) => tx.modifications.list(page, loanId),
};

/** A changed plan is agreed to, by the borrower or by the lender that books for it. */
export async function agreed(
  tx: Writing,
  before: Loan,
  offered: Modification,
  taking: Repossession | undefined,
): Promise<Modification> {
  mustNotBeTaken(taking);
  if (offered.successorId !== undefined) return succeeded(tx, before, offered);
  const { loanId, modificationId, kind } = offered;
  const { loan, entry, modification } = agreeTo(before, offered, await clockOf(tx, before));
  await tx.loans.put(loan);
  await tx.entries.put(entry);
  await tx.modifications.put(modification);
  const { on, outstanding } = modification.outcome ?? { on: entry.on, outstanding: entry.outstanding };
  tx.tell(loanEvents.LoanModified, { loanId, modificationId, kind, on, outstanding });
  return modification;
}

/** The loan is closed and its successor begins: both, and the lien, in this transaction. */
async function succeeded(tx: Writing, loan: Loan, offered: Modification): Promise<Modification> {
  const { loanId, lender: holder, vin, lienId } = loan;
  const { closed, successor, modification } = succeed(loan, offered, await clockOf(tx, loan));
  const { loanId: successorId } = successor.loan;
  demand((await tx.loans.find(successorId)) === undefined, kitErrors.EXISTS_DIFFERENTLY, {
    kind: 'loan',
    id: successorId,
  });
  await carryLien(tx, vin, { lienId, holder, loanId: successorId });
  for (const { loan: one, entry } of [closed, successor]) {
    await tx.loans.put(one);
    await tx.entries.put(entry);
  }
  await tx.modifications.put(modification);
  const { modificationId, kind } = offered;
  const { on, outstanding } = successor.entry;
  tx.tell(loanEvents.LoanModified, { loanId, modificationId, kind, on, outstanding, successorId });
  return modification;
}
