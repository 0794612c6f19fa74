import type { Part } from '../records/part';
import type { Effects } from './effect';

/** Everything under which the things of an event may be kept. */
export const keysIn = ({ things }: Effects): string[] =>
  things.flatMap(({ epc, formers = [] }) => [epc, ...formers]);

/**
 * The effects by the keys under which the ledger keeps the things: one that was captured when ids were read
 * otherwise stays where it is.
 */
export function keptAs(effects: Effects, known: ReadonlyMap<string, Part>): Effects {
  const kept = new Map(
    effects.things.flatMap(({ epc, formers = [] }) => {
      const former = known.has(epc) ? undefined : formers.find((key) => known.has(key));
      return former === undefined ? [] : [[epc, former] as const];
    }),
  );
  if (kept.size === 0) return effects;
  const key = (epc: string): string => kept.get(epc) ?? epc;
  const things = effects.things.map((effect) => ({
    ...effect,
    epc: key(effect.epc),
    ...(effect.parent !== undefined && { parent: key(effect.parent) }),
  }));
  const lots = effects.lots.map((effect) => ({
    ...effect,
    ...(effect.parent !== undefined && { parent: key(effect.parent) }),
  }));
  return { things, lots };
}
