import { ContractError, demand, kitErrors } from '../../../kit/errors';
import { applyAll, type Done } from '../../rules/state/apply';
import { type Captured, recordOf, sightingOf } from '../../rules/capture';
import { reusableAfter } from '../../gs1/reuse';
import { declare } from './declaration';
import { partEvents } from '../../events';
import { heldFor } from './hold';
import { type PrefixBlock } from '../../records/prefix';
import { headsOf } from '../../rules/prefix';
import { areEqual, areSame, digestApart, hashId } from '../../epcis/hash';
import { keptAs, keysIn } from '../../rules/identity';
import type { EventRecord } from '../../records/event';
import type { Answer } from '../../records/answer';
import type { Gathered } from '../../rules/inside/gather';
import type { Sighting } from '../../rules/sighting';
import { seenAgain, twinOf } from '../../rules/state/twin';
import type { WriteTx } from '../../tables';
import { saveLots } from './lot';
import { partyOf, gather } from '../party';

/** Records one event and what it does to its things. */
export async function record(
  tx: WriteTx,
  given: Captured,
  to: string | undefined,
  document?: string,
): Promise<Answer> {
  const { captured: read, known } = await told(tx, given);
  const things = await gather(tx, keysIn(read.effects));
  const captured = { ...read, effects: keptAs(read.effects, things.parts) };
  if (captured.event.errorDeclaration) return declare(tx, captured, known);
  if (known) return { eventId: hashId(captured.hash), recorded: 'exists', raised: [] };
  const by = partyOf(tx.caller);
  const fresh = { ...recordOf(captured, by, tx.now), ...(document !== undefined && { document }) };
  const sighting = sightingOf(captured, by, to, {
    prefixes: await prefixesOf(tx, captured),
    held: await heldFor(tx, captured.effects, by, things),
    lastSeen: await lastSeen(tx, captured, things),
  });
  const { repeats, ...done } = await applied(tx, captured, sighting, things);
  await tx.events.put({ ...fresh, touches: [...done.touches], ...(repeats !== undefined && { repeats }) });
  for (const part of done.parts) await tx.parts.put(part);
  for (const emptying of done.emptyings) await tx.emptyings.put(emptying);
  if (repeats === undefined) await saveLots(tx, captured, done);
  tellOf(tx, captured, fresh, done);
  return { eventId: hashId(captured.hash), recorded: 'new', raised: [...done.raised] };
}

function tellOf(tx: WriteTx, { hash, effects }: Captured, { type, by }: EventRecord, { raised }: Done): void {
  const [things, lots] = [effects.things.length, effects.lots.length];
  tx.tell(partEvents.EventCaptured, { hash, type, by, things, lots });
  for (const { epc, flag } of raised) tx.tell(partEvents.PartFlagged, { epc, flag, event: hash });
}

/**
 * What an event does; nothing, where what it would show as a sign or be refused for was recorded before with
 * other fields that are not the standard's: a partner's repository gave it back.
 */
async function applied(
  tx: WriteTx,
  captured: Captured,
  sighting: Sighting,
  things: Gathered,
): Promise<Done & { readonly repeats?: string }> {
  const again = async (): Promise<(Done & { readonly repeats: string }) | undefined> => {
    const twin = await twinOf(captured, things, { event: (hash) => tx.events.find(hash) });
    return twin === undefined ? undefined : { ...seenAgain(captured, things), repeats: twin };
  };
  try {
    const done = applyAll(captured, sighting, things);
    return (done.raised.length > 0 ? await again() : undefined) ?? done;
  } catch (error) {
    const twin = error instanceof ContractError ? await again() : undefined;
    if (twin) return twin;
    throw error;
  }
}

/** When things whose ids may be given again to others were seen last, where an event commissions them. */
async function lastSeen(
  tx: WriteTx,
  { effects }: Captured,
  things: Gathered,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { epc, step } of effects.things) {
    const part =
      step === 'commission' && reusableAfter(epc) !== undefined ? things.parts.get(epc) : undefined;
    const last = part && (await tx.events.find(part.lastEvent));
    if (last) found.set(epc, last.eventAt);
  }
  return found;
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
  const both = [found.event, found.namespaces, event, namespaces] as const;
  demand(areEqual(...both), kitErrors.EXISTS_DIFFERENTLY, { kind: 'event', id: hashId(hash) });
  if (areSame(...both)) return { captured: { ...captured, hash: found.hash }, known: found };
  const apart = { ...captured, hash: digestApart(event, namespaces) };
  return { captured: apart, known: await tx.events.find(apart.hash) };
}
