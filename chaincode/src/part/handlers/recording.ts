import { demand, kitErrors, refuse } from '../../kit/errors';
import { type Captured, declarationOf, reasonOf, recordOf, sightingOf } from '../rules/capture';
import type { EpcisEvent } from '../epcis/event';
import { partErrors } from '../errors';
import { partEvents } from '../events';
import { type PrefixBlock } from '../records/prefix';
import { headsOf } from '../rules/prefix';
import { areEqual, areSame, digestApart, hashId } from '../epcis/hash';
import { keptAs, keysIn } from '../rules/identity';
import type { Flag, Part } from '../records/part';
import type { EventRecord } from '../records/event';
import type { WriteTx } from '../tables';
import { applyEffect, takeBack } from '../rules/part';
import { partyOf, gather } from './party';

export interface Answer {
  readonly eventId: string;
  readonly recorded: 'new' | 'exists' | 'declared';
  readonly raised: { readonly epc: string; readonly flag: Flag }[];
}

/** Records one event and what it does to its things. */
export async function record(tx: WriteTx, given: Captured, to: string | undefined): Promise<Answer> {
  const { captured: read, known } = await told(tx, given);
  const things = await gather(tx, keysIn(read.effects));
  const captured = { ...read, effects: keptAs(read.effects, things) };
  if (captured.event.errorDeclaration) return declare(tx, captured, known);
  if (known) return answer(captured, 'exists');
  const by = partyOf(tx.caller);
  const fresh = recordOf(captured, by, tx.now);
  const sighting = { ...sightingOf(captured, by, to), prefixes: await prefixesOf(tx, captured) };
  const applied = captured.effects.things.map((effect) => {
    const result = applyEffect(effect, sighting, things);
    things.set(effect.epc, result.part);
    return result;
  });
  await save(tx, captured, { ...fresh, touches: applied.map(({ touch }) => touch) });
  for (const epc of new Set(applied.map(({ part }) => part.epc))) await tx.parts.put(things.get(epc) as Part);
  const raised = applied.flatMap(({ part, raised: signs }) => signs.map((flag) => ({ epc: part.epc, flag })));
  for (const { epc, flag } of raised) tx.tell(partEvents.PartFlagged, { epc, flag, event: captured.hash });
  return answer(captured, 'new', raised);
}

/** The registered company prefixes that the serials to be commissioned may begin with. */
async function prefixesOf(tx: WriteTx, { effects }: Captured): Promise<ReadonlyMap<string, PrefixBlock>> {
  const blocks = await tx.prefixBlocks.findMany(headsOf(effects.things));
  return new Map(blocks.flatMap((block) => (block ? [[block.head, block] as const] : [])));
}

/**
 * The event as it is recorded, and under which key. The standard's text has no separators, so a crafted event
 * can have another's hash; it must not pass for it. Events that differ only as captured (a lot 007 and a lot
 * 7) have one hash and are two: the second stands under what it says.
 */
async function told(
  tx: WriteTx,
  captured: Captured,
): Promise<{ captured: Captured; known: EventRecord | undefined }> {
  const { hash, former } = captured;
  const found =
    (await tx.events.find(hash)) ?? (former === undefined ? undefined : await tx.events.find(former));
  if (!found) return { captured, known: undefined };
  const { event, namespaces } = captured;
  const both = [JSON.parse(found.event) as EpcisEvent, found.namespaces, event, namespaces] as const;
  demand(areEqual(...both), kitErrors.EXISTS_DIFFERENTLY, { kind: 'event', id: hashId(hash) });
  if (areSame(...both)) return { captured: { ...captured, hash: found.hash }, known: found };
  const apart = { ...captured, hash: digestApart(event, namespaces) };
  return { captured: apart, known: await tx.events.find(apart.hash) };
}

async function save(tx: WriteTx, { hash, effects }: Captured, event: EventRecord): Promise<void> {
  await tx.events.put(event);
  for (const { lot, as } of effects.lots) await tx.lotUses.put({ lot, hash, as });
  tx.tell(partEvents.EventCaptured, {
    hash,
    type: event.type,
    by: event.by,
    things: effects.things.length,
    lots: effects.lots.length,
  });
}

/**
 * An event with an error declaration repeats the event (gs1/EPCIS#48): what is new is the declaration. Nobody
 * can take back what nobody said: kept before its event, a stranger's declaration would stand in the way of
 * the one who captures it.
 */
async function declare(tx: WriteTx, captured: Captured, event: EventRecord | undefined): Promise<Answer> {
  const by = partyOf(tx.caller);
  const declaration = declarationOf(captured, by, tx.now);
  if (!event) return refuse(partErrors.EVENT_UNKNOWN, { event: hashId(captured.hash) });
  if (!declaration || (await tx.declarations.find(declaration.event, declaration.declaration)))
    return answer(captured, 'exists');
  demand(event.by === by, partErrors.NOT_ITS_CAPTURER, { event: hashId(event.hash), by: event.by });
  const reason = reasonOf(captured);
  const undone =
    reason === 'did_not_occur' && event.erroneous !== 'did_not_occur' ? await undo(tx, event) : [];
  await tx.declarations.put(declaration);
  await tx.events.put({
    ...event,
    erroneous: event.erroneous === 'did_not_occur' ? event.erroneous : reason,
  });
  for (const part of undone) await tx.parts.put(part);
  tx.tell(partEvents.EventDeclaredWrong, { hash: event.hash, declaration: declaration.declaration, reason });
  return answer(captured, 'declared');
}

async function undo(tx: WriteTx, event: EventRecord): Promise<Part[]> {
  const things = new Map<string, Part>();
  const found = await tx.parts.findMany(event.touches.map(({ epc }) => [epc]));
  for (const part of found) if (part) things.set(part.epc, part);
  for (const touch of [...event.touches].reverse()) {
    const part = things.get(touch.epc);
    if (part) things.set(touch.epc, takeBack(part, touch, event.hash));
  }
  return [...things.values()];
}

const answer = ({ hash }: Captured, recorded: Answer['recorded'], raised: Answer['raised'] = []): Answer => ({
  eventId: hashId(hash),
  recorded,
  raised,
});
