import { type Emptying, MAX_NESTING, type Part } from '../../records/part';
import { claimsIn, claimsOf, emptyingKey, endsClaim, type Things } from './claim';

/** What is read of things. */
export interface Store {
  parts(epcs: readonly string[]): Promise<readonly (Part | undefined)[]>;
  emptying(epc: string, generation: number): Promise<Emptying | undefined>;
}

/** Things that may be added to. */
export interface Gathered extends Things {
  readonly parts: Map<string, Part>;
  readonly emptyings: Map<string, Emptying>;
}

/**
 * Reads things and what they are in, level by level: one level beyond what anything may be nested, so that
 * what goes on there is seen to.
 */
export async function gatherThings(
  store: Store,
  epcs: readonly string[],
  levels: number = MAX_NESTING + 1,
  known?: Gathered,
): Promise<Gathered> {
  const things: Gathered = known ?? { parts: new Map(), emptyings: new Map() };
  const load = async (ids: readonly string[]): Promise<void> => {
    const missing = [...new Set(ids)].filter((id) => !things.parts.has(id));
    const found = missing.length > 0 ? await store.parts(missing) : [];
    for (const part of found) if (part) things.parts.set(part.epc, part);
  };
  const seen = new Set<string>();
  let wanted: readonly string[] = epcs;
  for (let level = 0; level < levels && wanted.length > 0; level++) {
    await load(wanted);
    const found = [...new Set(wanted)].flatMap((id) => things.parts.get(id) ?? []);
    for (const { epc } of found) seen.add(epc);
    await load(found.flatMap(({ state }) => claimsIn(state).map(({ id }) => id)));
    for (const part of found) await readEmptyings(store, part, things);
    wanted = found
      .flatMap((part) => claimsOf(part, things).map(({ id }) => id))
      .filter((id) => !seen.has(id));
  }
  return things;
}

/** The emptyings that tell whether a part is still in what claims it. */
async function readEmptyings(store: Store, { state }: Part, things: Gathered): Promise<void> {
  const claims = claimsIn(state);
  for (const claim of claims) {
    const latest = things.parts.get(claim.id)?.generation ?? 0;
    for (let at = claim.generation + 1; at <= latest; at++) {
      const key = emptyingKey(claim.id, at);
      const found = things.emptyings.get(key) ?? (await store.emptying(claim.id, at));
      if (found) things.emptyings.set(key, found);
      if (!found || (!found.void && endsClaim(found, claim, state, claims.length === 1))) break;
    }
  }
}
