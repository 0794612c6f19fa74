import type { Claim, Emptying, Part, PartState } from '../../records/part';

/** What is known of things by canonical EPC, and of what was taken out of them at a stroke. */
export interface Things {
  readonly parts: ReadonlyMap<string, Part>;
  readonly emptyings: ReadonlyMap<string, Emptying>;
}

export const emptyingKey = (epc: string, generation: number): string => `${generation} ${epc}`;

/** What a state says to have the thing in it, the one that it goes with first. */
export function claimsIn({ parent, claims = [], status, custodian, setBy }: PartState): Claim[] {
  if (!parent) return [];
  const how = status === 'packed' ? 'packed' : 'fitted';
  const { id, generation, event = setBy } = parent;
  return [{ id, generation, how, by: custodian, event }, ...claims];
}

/** The state with these claims: in the first of them, or in nothing. */
export function withClaims(state: PartState, [first, ...others]: readonly Claim[]): PartState {
  const { parent: _parent, claims: _claims, ...bare } = state;
  if (!first) return bare;
  const { id, generation, how, by, event } = first;
  return {
    ...bare,
    status: how,
    custodian: by,
    parent: { id, generation, ...(event !== state.setBy && { event }) },
    ...(others.length > 0 && { claims: others }),
  };
}

/** The emptying that took out what was in a thing since a generation; nothing while it is still in. */
export function emptyingAfter(id: string, generation: number, things: Things): Emptying | undefined {
  const parent = things.parts.get(id);
  if (!parent) return undefined;
  for (let at = generation + 1; at <= parent.generation; at++) {
    const found = things.emptyings.get(emptyingKey(id, at));
    // Older ledgers kept only who emptied it last.
    if (!found) return { epc: id, generation: at, by: parent.emptiedBy ?? '', held: true };
    if (!found.void) return found;
  }
  return undefined;
}

/**
 * Where a thing stands now. A parent that was emptied at a stroke did not touch each child, so a child of an
 * older generation is out, and with whoever emptied the parent. Of several claims a stranger ends none.
 */
export function settled({ state }: Part, things: Things): PartState {
  const claims = claimsIn(state);
  const ends = claims.map(({ id, generation }) => emptyingAfter(id, generation, things));
  if (ends.every((end) => end === undefined)) return state;
  const left = claims.flatMap((claim, at) => {
    const end = ends[at];
    if (!end) return [claim];
    const may = claims.length === 1 || end.held || end.by === state.maker || end.by === claim.by;
    return may ? [] : [{ ...claim, generation: things.parts.get(claim.id)?.generation ?? claim.generation }];
  });
  const last = ends.find((end) => end !== undefined);
  if (left.length > 0) return withClaims(state, left);
  const { custodian, status } = state;
  return {
    ...withClaims(state, []),
    status: status === 'fitted' ? 'removed' : 'active',
    custodian: last?.by || custodian,
  };
}

/** Everything that claims to have the thing in it now, the one that it goes with first. */
export const claimsOf = (part: Part, things: Things): Claim[] => claimsIn(settled(part, things));
