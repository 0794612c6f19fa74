import { ContractError, demand, refuse } from '../../../kit/errors';
import { type Captured, declarationOf, isCorrected, reasonOf, sightingOf } from '../../rules/capture';
import { reach } from '../../rules/state/apply';
import { effectsOf } from '../../rules/effect';
import { partErrors } from '../../errors';
import { partEvents } from '../../events';
import { digestIn, hashId } from '../../epcis/hash';
import { NOTHING_HELD } from '../../rules/inside/block';
import { filled } from '../../rules/inside/carried';
import { claimsOf, emptyingKey } from '../../rules/inside/claim';
import { type Gathered, gatherThings } from '../../rules/inside/gather';
import { grown } from '../../rules/inside/nesting';
import { applyEffect } from '../../rules/state/part';
import { takeBack, wasOf, withDisputes } from '../../rules/state/undo';
import type { Answer } from '../../records/answer';
import { counts, type EventRecord } from '../../records/event';
import { generationKey } from '../../records/part';
import type { WriteTx } from '../../tables';
import { takeBackLots } from './lot';
import { gather, partyOf, storeOf } from '../party';

/**
 * An event with an error declaration repeats the event (gs1/EPCIS#48): what is new is the declaration. Nobody
 * can take back what nobody said: kept before its event, a stranger's declaration would stand in the way of
 * the one who captures it.
 */
export async function declare(
  tx: WriteTx,
  captured: Captured,
  event: EventRecord | undefined,
): Promise<Answer> {
  const by = partyOf(tx.caller);
  const declaration = declarationOf(captured, by, tx.now);
  const eventId = hashId(captured.hash);
  if (!event) return refuse(partErrors.EVENT_UNKNOWN, { event: eventId });
  if (!declaration || (await tx.declarations.find(declaration.event, declaration.declaration)))
    return { eventId, recorded: 'exists', raised: [] };
  demand(event.by === by, partErrors.NOT_ITS_CAPTURER, { event: hashId(event.hash), by: event.by });
  const reason = reasonOf(captured);
  const corrected = event.corrected ?? (reason !== 'did_not_occur' && isCorrected(captured));
  const after: EventRecord = {
    ...event,
    erroneous: event.erroneous === 'did_not_occur' ? event.erroneous : reason,
    ...(corrected && { corrected: true as const }),
  };
  await tx.declarations.put(declaration);
  await tx.events.put(after);
  if (counts(event) && !counts(after)) await undo(tx, after, await correctionsOf(tx, captured));
  tx.tell(partEvents.EventDeclaredWrong, { hash: event.hash, declaration: declaration.declaration, reason });
  return { eventId, recorded: 'declared', raised: [] };
}

/** The events that a declaration says are right, as far as they were captured and count. */
async function correctionsOf(tx: WriteTx, { event }: Captured): Promise<EventRecord[]> {
  const ids = (event.errorDeclaration?.correctiveEventIDs ?? []).filter((one) => HASH_ID.test(one));
  const found = await tx.events.findMany(ids.map((one) => [digestIn(one)]));
  return found.filter((record) => record !== undefined).filter(counts);
}

const HASH_ID = /^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/;

/** Takes back all that an event did, and lets those that correct it do what they say. */
async function undo(tx: WriteTx, event: EventRecord, corrections: readonly EventRecord[]): Promise<void> {
  const { erroneous, touches } = event;
  const things = await gather(
    tx,
    touches.map(({ epc }) => epc),
  );
  const known = { parts: new Map(things.parts), emptyings: new Map(things.emptyings) };
  const earlier = { event: (hash: string) => tx.events.find(hash) };
  // That a thing was made is true, whatever else was said of it wrongly.
  const kept = erroneous === 'did_not_occur' ? new Set<string>() : commissionedBy(event);
  for (const { epc, emptied } of touches) {
    const emptying = emptied === undefined ? undefined : await tx.emptyings.find(epc, generationKey(emptied));
    if (!emptying) continue;
    things.emptyings.set(emptyingKey(epc, emptying.generation), { ...emptying, void: true });
    await tx.emptyings.put({ ...emptying, void: true });
    const host = things.parts.get(epc);
    if (host) things.parts.set(epc, filled(host, emptying));
  }
  const epcs = [...new Set(touches.map(({ epc }) => epc))];
  for (const epc of epcs) {
    const part = things.parts.get(epc);
    if (part && !kept.has(epc)) things.parts.set(epc, await takeBack(part, event, earlier));
  }
  for (const correction of corrections) await correct(tx, event, correction, things);
  await gatherThings(storeOf(tx), epcs, undefined, things);
  for (const epc of epcs) {
    const part = things.parts.get(epc);
    for (const { id } of part ? claimsOf(part, things) : [])
      for (const above of part ? grown(part, id, things) : []) things.parts.set(above.epc, above);
    reach(epc, known, things);
  }
  for (const [epc, part] of things.parts) if (known.parts.get(epc) !== part) await tx.parts.put(part);
  await takeBackLots(tx, event);
}

const commissionedBy = ({ event, namespaces }: EventRecord): Set<string> =>
  new Set(
    effectsOf(event, namespaces).things.flatMap(({ epc, step }) => (step === 'commission' ? [epc] : [])),
  );

/**
 * What the event in the place of another one could not do while that stood: it makes no sign any more, and
 * changes what it only saw.
 */
async function correct(tx: WriteTx, wrong: EventRecord, right: EventRecord, things: Gathered): Promise<void> {
  const effects = effectsOf(right.event, right.namespaces);
  const { event, namespaces, hash } = right;
  const sighting = sightingOf({ event, namespaces, hash, effects }, right.by, undefined, {
    held: NOTHING_HELD,
    lastSeen: new Map(),
  });
  const touches = [...right.touches];
  for (const [at, touch] of touches.entries()) {
    const part = things.parts.get(touch.epc);
    const effect = effects.things.find(({ epc }) => epc === touch.epc);
    if (!part || !effect || !wrong.touches.some(({ epc }) => epc === touch.epc)) continue;
    const flags = part.flags.filter((sign) => sign.event !== hash);
    const made = effect.step === 'commission' && part.state.madeBy === wrong.hash;
    const state = made
      ? { ...part.state, madeBy: right.hash }
      : touch.changed
        ? part.state
        : applied(() => applyEffect(effect, sighting, things).part.state, part.state);
    const open = (part.disputes ?? []).filter((one) => one !== wrong.hash);
    things.parts.set(touch.epc, withDisputes({ ...part, flags, state }, open));
    if (state !== part.state && !made) {
      const was = wasOf({ ...part, lastEvent: touch.previous ?? '' }, state);
      touches[at] = { ...touch, changed: true, was };
    }
  }
  await tx.events.put({ ...right, touches });
}

function applied<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof ContractError) return otherwise;
    throw error;
  }
}
