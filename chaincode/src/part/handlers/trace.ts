import { demand, kitErrors } from '../../kit/errors';
import { hashId } from '../epcis/hash';
import { keyOf, keysOf } from './identity';
import { readerOf } from './reading';
import { countReached, type Stand, trace, type Traced } from '../rules/trace/follow';
import { type Look, lookDown, lookUp } from '../rules/trace/look';
import { DEPTH, MAX_COUNTED, MAX_LINKS } from '../records/trace';
import type { traceOperations } from '../api/trace';
import type { HandlersOf, ReadTx } from '../tables';

type Tracing = Parameters<HandlersOf<typeof traceOperations>['whereFrom']>[1];

export const traceHandlers: HandlersOf<typeof traceOperations> = {
  whereFrom: (tx, request) => answered(tx, request, lookDown),
  whereUsed: (tx, request) => answered(tx, request, lookUp),
  countAffected: async (tx, { ids, depth = DEPTH }) =>
    countReached(readerOf(tx), await keysOf(tx, ids), { depth, links: MAX_COUNTED }, lookUp),
};

async function answered(tx: ReadTx, { id, depth = DEPTH, size = MAX_LINKS, after }: Tracing, look: Look) {
  const start = await keyOf(tx, id);
  return traceAnswer(
    await trace(
      readerOf(tx),
      [start],
      { depth, links: size },
      look,
      after === undefined ? undefined : stands(after, start),
    ),
  );
}

const traceAnswer = ({ links, truncated, next }: Traced) => ({
  links: links.map((link) => ({ ...link, event: hashId(link.event) })),
  truncated,
  ...(next && { next: Buffer.from(JSON.stringify(next)).toString('base64url') }),
});

/** Where a page begins, as the page before said. */
function stands(after: string, start: string): Stand[] {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch {
    read = undefined;
  }
  const list = Array.isArray(read) ? (read as Partial<Stand>[]) : [];
  const good = list.every(
    ({ id, source, taken, after: page }) =>
      typeof id === 'string' &&
      Number.isInteger(source) &&
      Number.isInteger(taken) &&
      (page === undefined || typeof page === 'string'),
  );
  demand(good && list.length > 0 && list[0]?.id === start, kitErrors.INVALID_REQUEST, {
    operation: 'trace',
    field: 'after',
    why: 'it is no bookmark of this trace',
  });
  return list as Stand[];
}
