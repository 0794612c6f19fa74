import type { limitOperations } from '../api/limit';
import { confirmLimit, mustFit, withAsked } from '../rules/limit';
import type { Part } from '../tables';

/**
 * The limits of a currency: what tightens them is one auditor's, what loosens them takes a second person of
 * another organisation.
 */
export const limitHandlers: Part<typeof limitOperations> = {
  async limit(tx, asked, { before }) {
    mustFit(asked);
    const limit = withAsked(before, asked, tx.caller);
    await tx.limits.put(limit);
    return limit;
  },
  async confirmLimit(tx, named, { on }) {
    const limit = confirmLimit(on, named, tx.caller);
    await tx.limits.put(limit);
    return limit;
  },
  readLimit: (_tx, _request, { on: limit }) => limit,
};
