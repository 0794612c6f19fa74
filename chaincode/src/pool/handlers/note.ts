import { demand, refuse } from '../../kit/errors';
import { of } from '../../kit/value/money';
import { shownAt, stands, viewOf } from '../../identity/door';
import type { ClaimsOf } from '../../identity/records/claims';
import { rowId } from '../../identity/records/credential';
import { pay } from '../../payment/door';
import type { noteOperations } from '../api/note';
import { poolErrors } from '../errors';
import { poolEvents } from '../events';
import type { Holding } from '../records/note';
import type { Qualification } from '../records/qualification';
import { mustBeOpen, shareOf } from '../rules/holder';
import type { PoolHandlers, Writing } from '../tables';

/** Notes in the hands of investors: qualified, transferred, paid. */
export const noteHandlers: PoolHandlers<typeof noteOperations> = {
  async qualify(tx, { document, ...place }, { standing }) {
    if (!standing) return refuse(poolErrors.INVESTOR_REFUSED, { check: 'status' });
    const view = await viewOf(tx, place, 'QualifiedInvestor');
    const found = shownAt<ClaimsOf<'QualifiedInvestor'>>(document, 'QualifiedInvestor', view, tx.now);
    if ('failed' in found) return refuse(poolErrors.INVESTOR_REFUSED, { check: found.failed });
    const [subject, ...others] = found.subjects;
    if (!subject || others.length > 0) return refuse(poolErrors.INVESTOR_REFUSED, { check: 'subject' });
    tx.mustBe('the holder that the credential names', subject.holder);
    const { validUntil } = found.document as { readonly validUntil?: string };
    const qualified: Qualification = {
      ...{ holder: subject.holder, ...place, documentHash: found.hash, qualifiedAt: tx.now },
      ...(validUntil !== undefined && { validUntil }),
    };
    await tx.qualifications.put(qualified);
    return qualified;
  },
  async transferNotes(
    tx,
    { poolId, noteClass, transferId, from, to, units },
    { on: held, pool, received, qualified },
  ) {
    demand(units > 0n && units <= held.units && from !== to, poolErrors.NOTES_TOO_FEW, {
      ...{ holder: from, name: noteClass, units: `${held.units}`, asked: `${units}` },
    });
    mustBeOpen(held, pool.lastMonth);
    mustBeOpen(received, pool.lastMonth);
    if (to !== pool.depositor) await mustBeQualified(tx, to, qualified);
    const through = pool.lastMonth === undefined ? {} : { paidThrough: pool.lastMonth };
    await tx.holdings.put({ ...held, units: held.units - units });
    const after: Holding = {
      poolId,
      noteClass,
      holder: to,
      units: (received?.units ?? 0n) + units,
      ...through,
    };
    await tx.holdings.put(after);
    const made = { poolId, noteClass, transferId, from, to, units, at: tx.now };
    await tx.noteTransfers.put(made);
    tx.tell(poolEvents.NotesTransferred, { poolId, noteClass, from, to, units });
    return made;
  },
  async payHolder(
    tx,
    { poolId, month, noteClass, holder, paymentId, lots },
    { on: run, terms: { structure }, held },
  ) {
    const share = shareOf(run, structure, held);
    const amount = of(share.interest + share.principal, structure.currency);
    if (amount.amount > 0n) {
      const to = [{ party: holder, amount }];
      await pay(tx, { paymentId, from: run.trustee, lots, to, about: { room: 'pool', id: poolId } });
    }
    await tx.holdings.put({ ...held, paidThrough: month });
    const paid = { poolId, month, noteClass, holder, paymentId, ...share, at: tx.now };
    await tx.paidHolders.put(paid);
    tx.tell(poolEvents.HolderPaid, { poolId, month, noteClass, holder, paymentId });
    return paid;
  },
  readHolding(tx, { holder }, { on: pool, held }) {
    if (tx.caller.role !== 'auditor') tx.mustBe('the holder or the trustee', holder, pool.trustee);
    return Promise.resolve(held);
  },
  listHoldings: (tx, { poolId, noteClass, ...page }) => tx.holdings.list(page, poolId, noteClass),
};

/** The credential that a holder showed is good still: neither over nor withdrawn. */
async function mustBeQualified(tx: Writing, holder: string, shown: Qualification | undefined): Promise<void> {
  const isOver = shown?.validUntil !== undefined && shown.validUntil <= tx.now;
  demand(shown !== undefined && !isOver, poolErrors.HOLDER_NOT_QUALIFIED, { holder });
  if (!shown) return;
  const row = await tx.credentials.get(...rowId(shown));
  const entry = await tx.trustedIssuers.find('QualifiedInvestor', shown.issuer);
  demand(stands(row, entry), poolErrors.HOLDER_NOT_QUALIFIED, { holder });
}
