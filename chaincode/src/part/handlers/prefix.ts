import { kitErrors, refuse } from '../../kit/errors';
import { partEvents } from '../events';
import { enterPrefix, ownerOf } from '../rules/prefix';
import type { prefixOperations } from '../api/prefix';
import type { HandlersOf } from '../tables';

export const prefixHandlers: HandlersOf<typeof prefixOperations> = {
  async registerPrefix(tx, registered, { block }) {
    const { prefix, party, company } = registered;
    const known = block?.prefixes.find(
      (one) => one.prefix === prefix && one.party === party && one.company === company,
    );
    if (known) return known;
    const entry = { ...registered, at: tx.now };
    await tx.prefixBlocks.put(enterPrefix(block, entry));
    tx.tell(partEvents.PrefixRegistered, { prefix, party });
    return entry;
  },
  readPrefix(_tx, { digits }, { block }) {
    const found = ownerOf(digits, block);
    return found ?? refuse(kitErrors.NOT_FOUND, { kind: 'company prefix', id: digits });
  },
};
