import type { Part, PartState } from '../records/part';
import { demand } from '../../kit/errors';
import { partErrors } from '../errors';

/** Parts by canonical EPC, as far as they were read. */
export type Things = ReadonlyMap<string, Part>;

/** How many containers within containers are followed. */
export const MAX_NESTING = 4;

/**
 * Where a part stands now. A parent that was emptied at a stroke did not touch each child, so a child of an
 * older generation is out, and with whoever emptied the parent.
 */
export function settled(part: Part, things: Things): PartState {
  const { state } = part;
  const parent = state.parent && things.get(state.parent.id);
  if (!parent || !state.parent || parent.generation === state.parent.generation) return state;
  const { parent: _out, ...rest } = state;
  return {
    ...rest,
    status: state.status === 'fitted' ? 'removed' : 'active',
    custodian: parent.emptiedBy ?? state.custodian,
  };
}

/** The things around a part, innermost first: its parent, the parent's parent, as far as they were read. */
export function around(part: Part, things: Things): Part[] {
  const found: Part[] = [];
  let next = settled(part, things).parent;
  while (next && found.length < MAX_NESTING) {
    const parent = things.get(next.id);
    if (!parent || found.includes(parent)) break;
    found.push(parent);
    next = settled(parent, things).parent;
  }
  return found;
}

/**
 * What a packed part goes with: its outermost container as long as each is packed; otherwise the part itself.
 */
export function carrierOf(part: Part, things: Things): Part {
  let carrier = part;
  for (const parent of around(part, things)) {
    if (settled(carrier, things).status !== 'packed') break;
    carrier = parent;
  }
  return carrier;
}

/** Who holds a part: for a packed part, who holds the container it goes with. */
export const holderOf = (part: Part, things: Things): string => {
  const carrier = carrierOf(part, things);
  return settled(carrier, things).custodian;
};

/**
 * Whom a part of a party went to: who holds it now, or who is to receive it; nobody while the party has it.
 */
export function customerOf(part: Part, things: Things, party: string): string | undefined {
  const { custodian, transit } = settled(carrierOf(part, things), things);
  return custodian === party ? transit?.to : custodian;
}

/** Whether the thing, or what it is packed in, is on its way. */
export const isTravelling = (part: Part, things: Things): boolean =>
  settled(carrierOf(part, things), things).status === 'in_transit';

/** Refuses who does not hold the part, naming who does: NOT_IN_CUSTODY. */
export function demandCustody(mine: boolean, epc: string, who: string, custodian: string): void {
  demand(mine, partErrors.NOT_IN_CUSTODY, { who, epc, custodian });
}
