import { demand, kitErrors } from '../../../kit/errors';
import { claimsIn, withClaims } from '../inside/claim';
import { type Flag, MAX_MARKS, type Part, type PartState } from '../../records/part';
import type { Sighting } from '../sighting';

/** Only who holds or made a part may mark it for good, as a maker does in a recall. */
export function markDispositions(
  state: PartState | undefined,
  { set, unset, by, hash }: Sighting,
  holders: readonly string[],
): PartState | undefined {
  if (!state || (set.length === 0 && unset.length === 0) || (!holders.includes(by) && by !== state.maker))
    return undefined;
  const marks = new Set(state.dispositions ?? []);
  for (const mark of unset) marks.delete(mark);
  for (const mark of set) marks.add(mark);
  demand(marks.size <= MAX_MARKS, kitErrors.TOO_MANY, {
    what: 'persistent dispositions',
    count: marks.size,
    max: MAX_MARKS,
  });
  const { dispositions: _old, ...rest } = state;
  const marked = { ...rest, setBy: hash, ...(marks.size > 0 && { dispositions: [...marks].sort() }) };
  return withSameClaims(marked, state);
}

/** Adds the signs that a part does not show yet, each with the event that raised it. */
export function withFlags(flags: Part['flags'], signs: readonly Flag[], event: string): Part['flags'] {
  const added = [...new Set(signs)].filter((sign) => !flags.some(({ flag }) => flag === sign));
  return [...flags, ...added.map((flag) => ({ flag, event }))];
}

/** A state that an event changed otherwise, still in what the one before was in. */
export function withSameClaims(state: PartState, before: PartState): PartState {
  const claims = claimsIn(before);
  return claims.length === 0 ? state : withClaims(state, claims);
}
