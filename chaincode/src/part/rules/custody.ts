import { demand } from '../../kit/errors';
import { partErrors } from '../errors';
import { type Part } from '../records/part';
import { settled, type Things } from './inside/claim';

export { settled, type Things } from './inside/claim';

/**
 * What a thing goes with: what it is packed or fitted in, what that is in, and so on to the outermost; the
 * thing itself if it is in nothing. Of several that claim it the first counts until that is settled.
 */
export function carrierOf(part: Part, things: Things): Part {
  const met = new Set<string>();
  for (let carrier = part; ; ) {
    met.add(carrier.epc);
    const parent = things.parts.get(settled(carrier, things).parent?.id ?? '');
    if (!parent || met.has(parent.epc)) return carrier;
    carrier = parent;
  }
}

/** Who holds a thing: who holds the outermost thing that it is in. */
export const holderOf = (part: Part, things: Things): string => {
  const carrier = carrierOf(part, things);
  return settled(carrier, things).custodian;
};

/** Where a thing was seen last; what is in another thing is where that is. */
export function placeOf(part: Part, things: Things): string | undefined {
  return carrierOf(part, things).place ?? part.place;
}

/**
 * Whom a part of a party went to: who holds it now, or who is to receive it; nobody while the party has it.
 */
export function customerOf(part: Part, things: Things, party: string): string | undefined {
  const { custodian, transit } = settled(carrierOf(part, things), things);
  return custodian === party ? transit?.to : custodian;
}

/** Whether the thing, or the outermost that it is in, is on its way. */
export const isTravelling = (part: Part, things: Things): boolean =>
  settled(carrierOf(part, things), things).status === 'in_transit';

/** Refuses who does not hold the part, naming who does: NOT_IN_CUSTODY. */
export function demandCustody(mine: boolean, epc: string, who: string, custodian: string): void {
  demand(mine, partErrors.NOT_IN_CUSTODY, { who, epc, custodian });
}
