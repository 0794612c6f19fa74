import { type Captured } from '../capture';
import { claimsIn, emptyingKey, type Things } from '../inside/claim';
import { spread } from '../inside/carried';
import { grown } from '../inside/nesting';
import { demandFree } from '../lot';
import { applyEffect } from './part';
import type { Sighting } from '../sighting';
import type { Emptying, Flag, Part, Touch } from '../../records/part';

/** All that an event does: the things as they are after it, and what changed. */
export interface Done {
  readonly things: { readonly parts: Map<string, Part>; readonly emptyings: Map<string, Emptying> };
  readonly touches: readonly Touch[];
  readonly raised: readonly { readonly epc: string; readonly flag: Flag }[];
  readonly parts: readonly Part[];
  readonly emptyings: readonly Emptying[];
}

/** Applies an event to what is known: to each thing that it names, then to what they are in. */
export function applyAll({ effects }: Pick<Captured, 'effects'>, sighting: Sighting, known: Things): Done {
  demandFree(effects.lots, sighting.held);
  const things = { parts: new Map(known.parts), emptyings: new Map(known.emptyings) };
  const emptyings: Emptying[] = [];
  const applied = effects.things.map((effect) => {
    const result = applyEffect(effect, sighting, things);
    things.parts.set(effect.epc, result.part);
    if (result.emptying) {
      emptyings.push(result.emptying);
      things.emptyings.set(emptyingKey(effect.epc, result.emptying.generation), result.emptying);
    }
    return { ...result, effect };
  });
  const change = (part: Part): void => void things.parts.set(part.epc, part);
  for (const { step, parent = '' } of effects.lots) {
    const host = things.parts.get(parent);
    if (step === 'put' && host && !host.lots) change({ ...host, lots: true });
  }
  for (const { effect, touch } of applied) {
    const child = things.parts.get(effect.epc);
    if (
      touch.changed &&
      child &&
      effect.parent !== undefined &&
      (effect.step === 'pack' || effect.step === 'fit')
    )
      for (const part of grown(child, effect.parent, things)) change(part);
  }
  for (const epc of new Set(applied.map(({ part }) => part.epc))) reach(epc, known, things);
  return {
    things,
    touches: applied.map(({ touch }) => touch),
    raised: applied.flatMap(({ part, raised }) => raised.map((flag) => ({ epc: part.epc, flag }))),
    parts: [...things.parts.values()].filter((part) => known.parts.get(part.epc) !== part),
    emptyings,
  };
}

/** Tells what a thing is in, and was in, what it carries. */
export function reach(
  epc: string,
  known: Things,
  things: { readonly parts: Map<string, Part> } & Things,
): void {
  const before = known.parts.get(epc);
  const former = before ? claimsIn(before.state).map(({ id }) => id) : [];
  const part = things.parts.get(epc);
  for (const above of part ? spread(part, former, things) : []) things.parts.set(above.epc, above);
}
