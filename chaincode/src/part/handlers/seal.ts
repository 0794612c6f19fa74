import { partEvents } from '../events';
import { keyOf } from './identity';
import { partyOf } from './party';
import type { sealOperations } from '../api/seal';
import type { HandlersOf } from '../tables';

export const sealHandlers: HandlersOf<typeof sealOperations> = {
  keepPrice: async (tx, { epc }, { secret }) =>
    tx.prices.keep(secret, await keyOf(tx, epc), partyOf(tx.caller)),
  keepBom: async (tx, { epc }, { secret }) => tx.boms.keep(secret, await keyOf(tx, epc), partyOf(tx.caller)),
  async seal(tx, { epc: given, what, seal, children }) {
    const [epc, party] = [await keyOf(tx, given), partyOf(tx.caller)];
    await (what === 'price' ? tx.prices : tx.boms).check(tx.caller.org, seal, epc, party);
    const sealed = { epc, party, what, org: tx.caller.org, seal, at: tx.now, ...(children && { children }) };
    await tx.seals.put(sealed);
    tx.tell(partEvents.PartSealed, { epc, party, what, seal });
    return sealed;
  },
  readSeal: async (tx, { epc, what, party }) => tx.seals.get(await keyOf(tx, epc), what, party),
  revealPrice: async (tx, { epc, org }) => tx.prices.reveal(org, await keyOf(tx, epc), partyOf(tx.caller)),
  revealBom: async (tx, { epc, org }) => tx.boms.reveal(org, await keyOf(tx, epc), partyOf(tx.caller)),
};
