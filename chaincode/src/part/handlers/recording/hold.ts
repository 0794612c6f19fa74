import type { Effects } from '../../rules/effect';
import type { Gathered } from '../../rules/inside/gather';
import { gatherThings } from '../../rules/inside/gather';
import { type Held, NOTHING_HELD } from '../../rules/inside/block';
import { isOnward } from '../../rules/lot';
import { generationKey } from '../../records/part';
import type { WriteTx } from '../../tables';
import { storeOf } from '../party';

const ONWARD: readonly string[] = ['ship', 'pack', 'fit', 'consume'];

/**
 * What must not go on in the hands of a party, as far as an event could send it on: its lots, and what is
 * marked within the things that it names, container by container. Nothing is read where nothing is marked.
 */
export async function heldFor(tx: WriteTx, effects: Effects, party: string, things: Gathered): Promise<Held> {
  const moved = effects.things.flatMap(({ epc, step }) => (ONWARD.includes(step) ? [epc] : []));
  const known = moved.flatMap((epc) => things.parts.get(epc) ?? []);
  const withLots = known.some(({ lots, lotsIn }) => lots !== undefined || lotsIn !== undefined);
  const record = withLots || effects.lots.some(isOnward) ? await tx.heldLots.find(party) : undefined;
  const lots = new Map((record?.lots ?? []).map(({ lot, notifications }) => [lot, notifications] as const));
  const within = await descend(tx, moved, lots.size > 0, things);
  if (lots.size === 0) return NOTHING_HELD;
  const keys: string[][] = [];
  for (const epc of [...moved, ...within]) {
    const part = things.parts.get(epc);
    for (let at = part?.lots ? part.generation : -1; at >= 0; at--) {
      keys.push(...[...lots.keys()].map((lot) => [epc, generationKey(at), lot]));
      if (at === 0 || !(await tx.emptyings.find(epc, generationKey(at)))?.void) break;
    }
  }
  const inside = (await tx.lotsInside.findMany(keys)).filter((one) => one !== undefined);
  return { lots, inside };
}

/** Adds to the things all marked ones within some of them, and answers their ids. */
async function descend(
  tx: WriteTx,
  from: readonly string[],
  lots: boolean,
  things: Gathered,
): Promise<string[]> {
  const met = new Set<string>();
  for (let level = from; level.length > 0; ) {
    const marked = level.flatMap((epc) => {
      const part = things.parts.get(epc);
      return [...(part?.blockedIn ?? []), ...(lots ? (part?.lotsIn ?? []) : [])];
    });
    level = [...new Set(marked)].filter((epc) => !met.has(epc));
    for (const epc of level) met.add(epc);
    await gatherThings(storeOf(tx), level, undefined, things);
  }
  return [...met];
}
