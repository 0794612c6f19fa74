import { viewOf } from '../../identity/door';
import { placeOf, proveByCredential, recheck } from '../rules/credential';
import { merchantEvents } from '../events';
import type { requirementOperations } from '../api/requirement';
import { requirePaper, probeAccount, prove, proveAccount, reject, verify } from '../rules/requirement';
import type { Part, Writing } from '../tables';
import type { Merchant } from '../records/merchant';
import type { Requirement } from '../records/requirement';
import { shown } from './merchant';

/** Papers: what is asked of a merchant, handed in, and verified. */
export const requirementHandlers: Part<typeof requirementOperations> = {
  prove: (tx, { requirement, documentHash }, { on: merchant }) =>
    paper(tx, prove(merchant, requirement, documentHash), requirement, 'handedIn'),
  verify: (tx, { requirement, validUntil }, { on: merchant }) =>
    paper(tx, verify(merchant, requirement, validUntil, tx.now), requirement, 'verified'),
  async probeAccount(tx, { merchant, ...hashes }, { on }) {
    const probed = probeAccount(on, { ...hashes, by: tx.caller.org }, tx.now);
    await tx.merchants.put(probed);
    tx.tell(merchantEvents.AccountProbed, { merchant, by: tx.caller.org });
    return probed;
  },
  proveAccount: (tx, { code }, { on: merchant }) =>
    paper(tx, proveAccount(merchant, code, tx.now), 'bank_account', 'verified'),
  async proveByCredential(tx, { requirement, document, ...place }, { on: merchant }) {
    const view = await viewOf(tx, place, 'MerchantLicence');
    return paper(
      tx,
      proveByCredential(merchant, requirement, document, view, tx.now),
      requirement,
      'verified',
    );
  },
  async recheck(tx, { requirement }, { on: before }) {
    const view = await viewOf(tx, placeOf(before, requirement), 'MerchantLicence');
    const after = recheck(before, requirement, view, tx.now);
    return shown(tx, after === before ? before : await paper(tx, after, requirement, 'refused'));
  },
  rejectPaper: (tx, { requirement, code }, { on: merchant }) =>
    paper(tx, reject(merchant, requirement, code), requirement, 'refused'),
  require: (tx, { requirement, dueAt }, { on: merchant }) =>
    paper(tx, requirePaper(merchant, requirement, dueAt, tx.now), requirement, 'asked'),
};

export async function paper(
  tx: Writing,
  merchant: Merchant,
  requirement: Requirement,
  became: 'asked' | 'handedIn' | 'verified' | 'refused',
) {
  await tx.merchants.put(merchant);
  tx.tell(merchantEvents.RequirementChanged, { merchant: merchant.merchant, requirement, became });
  return merchant;
}
