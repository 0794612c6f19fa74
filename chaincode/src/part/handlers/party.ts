import type { Found } from '../../kit/ledger/rows';
import type { Caller } from '../../kit/who';
import { MAX_NESTING, settled } from '../rules/custody';
import type { Part } from '../records/part';

/** Staff act for their organisation, everybody else for themselves. */
export const partyOf = (caller: Caller): string => (caller.staff ? caller.org : caller.member);

/** Reads the things and what they are in, container by container. */
export async function gather(
  tx: { readonly parts: Found<Part> },
  epcs: readonly string[],
): Promise<Map<string, Part>> {
  const things = new Map<string, Part>();
  let wanted = [...new Set(epcs)];
  for (let round = 0; round <= MAX_NESTING && wanted.length > 0; round++) {
    const found = (await tx.parts.findMany(wanted.map((epc) => [epc]))).filter((part) => part !== undefined);
    for (const part of found) things.set(part.epc, part);
    wanted = [...new Set(found.flatMap((part) => settled(part, things).parent?.id ?? []))].filter(
      (epc) => !things.has(epc),
    );
  }
  return things;
}
