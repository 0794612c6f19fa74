import type { Found } from '../../kit/ledger/rows';
import type { Caller } from '../../kit/who';
import { type Emptying, generationKey, type Part } from '../records/part';
import { type Gathered, gatherThings, type Store } from '../rules/inside/gather';

/** Staff act for their organisation, everybody else for themselves. */
export const partyOf = (caller: Caller): string => (caller.staff ? caller.org : caller.member);

/** The tables in which things and what they are in are found. */
export interface Placed {
  readonly parts: Found<Part>;
  readonly emptyings: Found<Emptying>;
}

export const storeOf = (tx: Placed): Store => ({
  parts: (epcs) => tx.parts.findMany(epcs.map((epc) => [epc])),
  emptying: (epc, generation) => tx.emptyings.find(epc, generationKey(generation)),
});

/** Reads things and what they are in, however deep. */
export const gather = (tx: Placed, epcs: readonly string[]): Promise<Gathered> =>
  gatherThings(storeOf(tx), epcs);
