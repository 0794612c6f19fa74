import type { EpcisEvent } from '../../epcis/event';
import { counts, type EventRecord } from '../../records/event';
import type { Part } from '../../records/part';
import { effectsOf } from '../effect';
import { gatherThings } from '../inside/gather';
import { pagesOf, type Reader, type Source, type Step } from './reader';
import { otherSide, stepsOf, storeOf } from './side';
import { walk } from './walk';

// How older ledgers keep what is in what: in the events of a thing, in its state, and in a key for each use
// of a lot. Nothing new is written so.

/** Events of one thing that are looked through at a time. */
const CHAIN = 200;

/** What older events put into a thing or made it from. */
export function formerContents(reader: Reader, id: string, part: Part | undefined): Source {
  return async function* pages() {
    if (part && !part.linked) {
      if (part.state.madeBy !== undefined) yield { steps: await sideOf(reader, part.state.madeBy, 'output') };
      const later = await laterEvents(reader, part);
      for (let next: string | undefined = part.lastEvent; next !== undefined; ) {
        const records: EventRecord[] = [];
        next = await walk(reader, next, id, CHAIN, (record) => records.push(record));
        yield { steps: await childrenIn(reader, id, records, later) };
      }
    }
    for await (const { items } of pagesOf((next) => reader.lotUses(id, next)))
      for (const { as, hash } of items)
        if (as === 'output') yield { steps: await sideOf(reader, hash, 'output') };
  };
}

/** What a thing or lot went into by older events. */
export function formerUses(reader: Reader, id: string, part: Part | undefined): Source {
  return async function* pages() {
    if (part && !part.linked && part.state.usedBy !== undefined)
      yield { steps: await sideOf(reader, part.state.usedBy, 'input') };
    for await (const { items } of pagesOf((next) => reader.lotUses(id, next)))
      for (const { as, hash } of items) {
        if (as === 'input') yield { steps: await sideOf(reader, hash, 'input') };
        if (as === 'child') yield { steps: await parentsIn(reader, hash) };
      }
  };
}

/** The events that put lots into a thing or took them out since lots in it have records of their own. */
async function laterEvents(reader: Reader, { epc, generation }: Part): Promise<Set<string>> {
  const found = new Set<string>();
  for (let at = 0; at <= generation; at++)
    for await (const { items } of pagesOf((next) => reader.lotsInside(epc, at, next)))
      for (const { entries } of items) for (const { event } of entries) found.add(event);
  return found;
}

async function sideOf(reader: Reader, hash: string, side: 'input' | 'output'): Promise<Step[]> {
  const event = await reader.event(hash);
  return event ? otherSide(reader, event, side) : [];
}

/** What some events of a thing put into it and is still there by what itself says; of lots, what they name. */
async function childrenIn(
  reader: Reader,
  id: string,
  records: readonly EventRecord[],
  later: ReadonlySet<string>,
): Promise<Step[]> {
  const named = new Set<string>();
  const lots = new Map<string, string>();
  for (const record of records) {
    for (const { epc, changed } of record.touches) if (changed && epc !== id) named.add(epc);
    if (!later.has(record.hash)) for (const lot of lotsPut(record, id)) lots.set(lot, record.hash);
  }
  const things = await gatherThings(storeOf(reader), [...named].sort(), 1);
  const inside = [...named].sort().flatMap((epc) => {
    const child = things.parts.get(epc);
    return child ? stepsOf(child, things).flatMap(({ claim, step }) => (claim === id ? [step] : [])) : [];
  });
  return [...inside, ...[...lots].map(([lot, event]): Step => ({ id: lot, how: 'contained', event }))];
}

/** Lots that an event of an older ledger put into a thing. */
function lotsPut(record: EventRecord, id: string): string[] {
  if (!counts(record)) return [];
  const { lots } = effectsOf(record.event, record.namespaces);
  return lots.flatMap(({ lot, step, parent }) => (step === 'put' && parent === id ? [lot] : []));
}

async function parentsIn(reader: Reader, hash: string): Promise<Step[]> {
  const record = await reader.event(hash);
  if (!record || !counts(record) || actionOf(record.event) !== 'ADD') return [];
  const { things } = effectsOf(record.event, record.namespaces);
  return things.flatMap(({ epc, step }): Step[] =>
    step === 'host' ? [{ id: epc, how: 'contained', event: hash }] : [],
  );
}

const actionOf = (event: EpcisEvent): unknown => (event as { action?: unknown }).action;
