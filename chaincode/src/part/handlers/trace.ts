import { keyOf, keysOf } from './identity';
import { traceAnswer, readerOf } from './history';
import { countReached, traceFrom, traceUsed, MAX_LINKS } from '../rules/trace';
import type { traceOperations } from '../api/trace';
import type { HandlersOf } from '../tables';

export const traceHandlers: HandlersOf<typeof traceOperations> = {
  whereFrom: async (tx, { id, depth = 4 }) =>
    traceAnswer(await traceFrom(readerOf(tx), await keyOf(tx, id), { depth, links: MAX_LINKS })),
  whereUsed: async (tx, { id, depth = 4 }) =>
    traceAnswer(await traceUsed(readerOf(tx), await keyOf(tx, id), { depth, links: MAX_LINKS })),
  countAffected: async (tx, { ids, depth = 4 }) =>
    countReached(readerOf(tx), await keysOf(tx, ids), { depth, links: MAX_LINKS }),
};
