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

/** Whether an emptying ends a claim: of several a stranger ends none but its own. */
export const endsClaim = (
  { by, held }: Emptying,
  claim: Claim,
  { maker }: PartState,
  alone: boolean,
): boolean => alone || held || by === maker || by === claim.by;

/** The emptyings of a thing since a generation that count, oldest first. */
export function emptyingsAfter(id: string, generation: number, things: Things): Emptying[] {
  const found: Emptying[] = [];
  const parent = things.parts.get(id);
  for (let at = generation + 1; at <= (parent?.generation ?? 0); at++) {
    // Older ledgers kept only who emptied it last.
    const emptying = things.emptyings.get(emptyingKey(id, at)) ?? {
      ...{ epc: id, generation: at, by: parent?.emptiedBy ?? '', held: true },
    };
    if (!emptying.void) found.push(emptying);
  }
  return found;
}

/**
 * Where a thing stands now. A parent that was emptied at a stroke did not touch each child, so a child of an
 * older generation is out, and with whoever emptied the parent.
 */
export function settled({ state }: Part, things: Things): PartState {
  const claims = claimsIn(state);
  const alone = claims.length === 1;
  const ends = claims.map((claim) =>
    emptyingsAfter(claim.id, claim.generation, things).find((one) => endsClaim(one, claim, state, alone)),
  );
  if (ends.every((end) => end === undefined)) return state;
  const left = claims.flatMap((claim, at) =>
    ends[at] ? [] : [{ ...claim, generation: things.parts.get(claim.id)?.generation ?? claim.generation }],
  );
  if (left.length > 0) return withClaims(state, left);
  const { custodian, status } = state;
  return {
    ...withClaims(state, []),
    status: status === 'fitted' ? 'removed' : 'active',
    custodian: ends[0]?.by || custodian,
  };
}

/** Everything that claims to have the thing in it now, the one that it goes with first. */
export const claimsOf = (part: Part, things: Things): Claim[] => claimsIn(settled(part, things));
