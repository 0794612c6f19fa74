import type { LotInside } from '../../records/lot';
import type { Part } from '../../records/part';
import { claimsOf, type Things } from './claim';

/** What a BLOCK holds, and the notifications that do. */
export interface Hold {
  readonly epc: string;
  readonly notifications: readonly string[];
}

/** The lots that a party must not send on, and what of them is in the things looked at. */
export interface Held {
  readonly lots: ReadonlyMap<string, readonly string[]>;
  readonly inside: readonly LotInside[];
}
export const NOTHING_HELD: Held = { lots: new Map(), inside: [] };

/** The BLOCK on the part itself: from now on, or once it is in the party's hands. */
function holdOn({ epc, blocks = [], ahead = [] }: Part, party: string): Hold | undefined {
  const waiting = ahead.filter((one) => one.party === party).map(({ notification }) => notification);
  const notifications = [...blocks, ...waiting];
  return notifications.length > 0 ? { epc, notifications } : undefined;
}

function lotIn(part: Part, { lots, inside }: Held): Hold | undefined {
  const found = inside.find(({ parent, lot, gone }) => parent === part.epc && !gone && lots.has(lot));
  return found && { epc: found.lot, notifications: lots.get(found.lot) ?? [] };
}

/** What holds a thing in a party's hands: a BLOCK on it, on anything in it however deep, or on a lot in it. */
export function holdWithin(part: Part, party: string, held: Held, things: Things): Hold | undefined {
  const own = holdOn(part, party) ?? lotIn(part, held);
  if (own) return own;
  const marked = [...(part.blockedIn ?? []), ...(held.lots.size > 0 ? (part.lotsIn ?? []) : [])];
  for (const id of new Set(marked)) {
    const child = things.parts.get(id);
    const within = child && claimsOf(child, things).some((claim) => claim.id === part.epc);
    const found = within ? holdWithin(child, party, held, things) : undefined;
    if (found) return found;
  }
  return undefined;
}
