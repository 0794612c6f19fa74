import { demand, kitErrors } from '../../kit/errors';
import { hashId } from '../epcis/hash';
import { partEvents } from '../events';
import { keyOf, keysOf } from './identity';
import { gather, partyOf } from './party';
import { readerOf } from './reading';
import { withVins } from './vehicle';
import { reach } from '../rules/state/apply';
import { settle } from '../rules/inside/settlement';
import { reached, type Stand, trace, type Traced } from '../rules/trace/follow';
import { type Look, lookDown, lookUp } from '../rules/trace/look';
import { DEPTH, MAX_COUNTED, MAX_LINKS } from '../records/trace';
import type { traceOperations } from '../api/trace';
import type { HandlersOf, ReadTx } from '../tables';

type Tracing = Parameters<HandlersOf<typeof traceOperations>['whereFrom']>[1];

export const traceHandlers: HandlersOf<typeof traceOperations> = {
  whereFrom: (tx, request) => answered(tx, request, lookDown),
  whereUsed: (tx, request) => answered(tx, request, lookUp),
  async settle(tx, { epc, parent }) {
    const part = await tx.parts.get(await keyOf(tx, epc));
    const things = await gather(tx, [part.epc]);
    const by = tx.caller.role === 'auditor' ? undefined : partyOf(tx.caller);
    const chosen = parent === undefined ? undefined : await keyOf(tx, parent);
    const after = settle(part, chosen, by, things);
    if (after === part) return part;
    const now = { parts: new Map([...things.parts, [part.epc, after]]), emptyings: things.emptyings };
    reach(part.epc, things, now);
    for (const [key, one] of now.parts) if (things.parts.get(key) !== one) await tx.parts.put(one);
    tx.tell(partEvents.PartSettled, {
      ...{ epc: part.epc, by: partyOf(tx.caller) },
      ...(chosen !== undefined && { parent: chosen }),
    });
    return after;
  },
  async countAffected(tx, { ids, depth = DEPTH }) {
    const bounds = { depth, links: MAX_COUNTED };
    const { things, ends, truncated } = await reached(readerOf(tx), await keysOf(tx, ids), bounds, lookUp);
    const known = await withVins(
      tx,
      things.map((id) => ({ id })),
    );
    const vehicles = known.filter(({ vin }) => vin !== undefined).length;
    return {
      reached: things.length,
      outermost: ends.length,
      ...(vehicles > 0 && { vehicles }),
      truncated,
    };
  },
};

async function answered(tx: ReadTx, { id, depth = DEPTH, size = MAX_LINKS, after }: Tracing, look: Look) {
  const start = await keyOf(tx, id);
  const found = await trace(
    readerOf(tx),
    [start],
    { depth, links: size },
    look,
    after === undefined ? undefined : stands(after, start),
  );
  return { ...traceAnswer(found), links: await withVins(tx, traceAnswer(found).links) };
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
