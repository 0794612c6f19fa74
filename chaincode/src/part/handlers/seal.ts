import { partEvents } from '../events';
import { canonicalLink } from '../gs1/link';
import { partyOf } from './party';
import type { sealOperations } from '../api/seal';
import type { HandlersOf } from '../tables';

export const sealHandlers: HandlersOf<typeof sealOperations> = {
  keepPrice: (tx, { epc }, { secret }) => tx.prices.keep(secret, canonicalLink(epc), partyOf(tx.caller)),
  keepBom: (tx, { epc }, { secret }) => tx.boms.keep(secret, canonicalLink(epc), partyOf(tx.caller)),
  async seal(tx, { epc: given, what, seal, children }) {
    const [epc, party] = [canonicalLink(given), partyOf(tx.caller)];
    await (what === 'price' ? tx.prices : tx.boms).check(tx.caller.org, seal, epc, party);
    const sealed = { epc, party, what, org: tx.caller.org, seal, at: tx.now, ...(children && { children }) };
    await tx.seals.put(sealed);
    tx.tell(partEvents.PartSealed, { epc, party, what, seal });
    return sealed;
  },
  readSeal: (_tx, _request, { on }) => on,
  revealPrice: (tx, { epc, org }) => tx.prices.reveal(org, canonicalLink(epc), partyOf(tx.caller)),
  revealBom: (tx, { epc, org }) => tx.boms.reveal(org, canonicalLink(epc), partyOf(tx.caller)),
};
