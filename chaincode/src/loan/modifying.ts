import type { Api } from '../kit/api';
import type { Handlers } from '../kit/implement';
import { loanEvents } from './events';
import { modificationLife } from './life';
import type { modificationOperations } from './modificationapi';
import { readable, shown } from './queries';
import { mustBeNewEntry } from './booking';
import { agreeTo, modifiedOn, offerModification, outcomeOf } from './respread';
import { rowsFrom } from './schedule';
import { lentBy, type tables } from './tables';

/** Changed plans: offered by the lender, agreed to by the borrower. */
export const modifying: Handlers<Api<'loan', typeof modificationOperations>, typeof tables> = {
  async offerModification(tx, wanted) {
    const { loanId, modificationId, kind } = wanted;
    const known = await tx.modifications.known(loanId, modificationId);
    if (known) return known;
    const loan = await lentBy(tx, loanId);
    mustBeNewEntry(await tx.entries.find(loanId, modificationId));
    const offered = offerModification(loan, wanted, tx.now);
    await tx.modifications.put(offered);
    tx.tell(loanEvents.ModificationOffered, { loanId, modificationId, kind, expiresAt: offered.expiresAt });
    return offered;
  },
  async agreeToModification(tx, { loanId, modificationId }) {
    const before = await tx.loans.get(loanId);
    tx.mustBe('the borrower', before.borrower);
    const offered = await tx.modifications.get(loanId, modificationId);
    if (offered.status === 'agreed') return offered;
    mustBeNewEntry(await tx.entries.find(loanId, modificationId));
    const { loan, entry, modification } = agreeTo(before, offered, tx.now);
    await tx.loans.put(loan);
    await tx.entries.put(entry);
    await tx.modifications.put(modification);
    const { on, outstanding } = modification.outcome ?? { on: entry.on, outstanding: entry.outstanding };
    tx.tell(loanEvents.LoanModified, { loanId, modificationId, kind: offered.kind, on, outstanding });
    return modification;
  },
  async retractModification(tx, { loanId, modificationId }) {
    await lentBy(tx, loanId);
    const offered = await tx.modifications.get(loanId, modificationId);
    const retracted = { ...offered, status: modificationLife.step('retract', offered.status) };
    await tx.modifications.put(retracted);
    tx.tell(loanEvents.ModificationRetracted, { loanId, modificationId });
    return retracted;
  },
  async previewModification(tx, { loanId, modificationId }) {
    const loan = await readable(tx, loanId);
    const offered = await tx.modifications.get(loanId, modificationId);
    modificationLife.step('agree', offered.status);
    const { terms, state, outcome } = outcomeOf(loan, offered, modifiedOn(loan, tx.now));
    return { currency: terms.principal.currency, ...outcome, coming: rowsFrom(terms, state).map(shown) };
  },
  async readModification(tx, { loanId, modificationId }) {
    await readable(tx, loanId);
    return tx.modifications.get(loanId, modificationId);
  },
  async listModifications(tx, { loanId, ...page }) {
    await readable(tx, loanId);
    return tx.modifications.list(page, loanId);
  },
};
