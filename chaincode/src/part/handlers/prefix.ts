import { kitErrors, refuse } from '../../kit/errors';
import { partEvents } from '../events';
import { enterPrefix, headOf, ownerOf } from '../rules/prefix';
import type { prefixOperations } from '../api/prefix';
import type { HandlersOf } from '../tables';

export const prefixHandlers: HandlersOf<typeof prefixOperations> = {
  async registerPrefix(tx, registered) {
    const { prefix, party, company } = registered;
    const block = await tx.prefixBlocks.find(headOf(prefix));
    const known = block?.prefixes.find((one) => one.prefix === prefix && one.party === party && one.company === company);
    if (known) return known;
    const entry = { ...registered, at: tx.now };
    await tx.prefixBlocks.put(enterPrefix(block, entry));
    tx.tell(partEvents.PrefixRegistered, { prefix, party });
    return entry;
  },
  async readPrefix(tx, { digits }) {
    const found = ownerOf(digits, await tx.prefixBlocks.find(headOf(digits)));
    return found ?? refuse(kitErrors.NOT_FOUND, { kind: 'company prefix', id: digits });
  },
};
