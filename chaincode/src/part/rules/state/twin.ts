import type { Captured } from '../capture';
import type { Done } from './apply';
import { areEqual } from '../../epcis/hash';
import { standardPart } from '../../epcis/foreign';
import { toUtc } from '../../epcis/timestamp';
import type { Gathered } from '../inside/gather';
import { walk } from '../trace/walk';
import type { EventRecord } from '../../records/event';
import type { Part } from '../../records/part';
import type { Earlier } from './undo';

/** Most events of a thing that are looked through for one that says the same. */
const MAX_LOOKED = 50;

/** The event of a thing that says the same in all standard fields, if one of the latest does. */
export async function twinOf(
  { event, namespaces, effects, hash }: Captured,
  { parts }: Gathered,
  earlier: Earlier,
): Promise<string | undefined> {
  const part = effects.things.flatMap(({ epc }) => parts.get(epc) ?? [])[0];
  if (!part) return undefined;
  const [own, at] = [standardPart(event, namespaces), toUtc(event.eventTime)];
  let found: string | undefined;
  const see = (record: EventRecord): void => {
    const same = record.type === event.type && record.eventAt === at && record.hash !== hash;
    if (same && areEqual(own, namespaces, standardPart(record.event, record.namespaces), record.namespaces))
      found = record.repeats ?? record.hash;
  };
  await walk(earlier, part.lastEvent, part.epc, MAX_LOOKED, see);
  return found;
}

/** An event that does nothing but to have been seen. */
export function seenAgain({ effects, hash }: Captured, { parts, emptyings }: Gathered): Done {
  const named = [...new Set(effects.things.map(({ epc }) => epc))].flatMap((epc) => parts.get(epc) ?? []);
  const seen = named.map((part): Part => ({ ...part, lastEvent: hash, events: part.events + 1 }));
  const touches = named.map(({ epc, lastEvent }) => ({ epc, previous: lastEvent, changed: false }));
  return { things: { parts, emptyings }, touches, raised: [], parts: seen, emptyings: [] };
}
