import { demand } from '../../kit/errors';
import { sha256 } from '../../kit/value/hash';
import { partErrors } from '../errors';
import { formerLink } from '../gs1/former';
import { canonicalLink } from '../gs1/link';
import type { Bom, Sealed } from '../records/seal';
import { type Reached, type Proof } from '../records/proof';

/**
 * A supplier publishes, for a private bill of material, one salted hash for each child. Who knows a child's
 * number cannot tell which parents hold it; the owner of the bill shows one salt and thereby that one child,
 * and no other.
 */
export const contentSeal = (salt: string, child: string): string =>
  sha256(`${salt}\n${canonicalLink(child)}`);

/** Whether a line was sealed, now or when ids were read otherwise. */
const isSealed = (seals: readonly string[], salt: string, child: string): boolean =>
  seals.includes(contentSeal(salt, child)) || seals.includes(sha256(`${salt}\n${formerLink(child)}`));

/**
 * The line of a private bill that holds something wanted; one that was sealed is preferred, because it can be
 * shown.
 */
export function lineWith(
  wanted: ReadonlySet<string>,
  kept: Bom,
  { epc: parent, children = [] }: Pick<Sealed, 'epc' | 'children'>,
): Reached | undefined {
  const lines = kept.children.filter(({ epc }) => wanted.has(canonicalLink(epc)));
  const shown = lines.find((line) => isSealed(children, line.salt, line.epc));
  const line = shown ?? lines[0];
  if (!line) return undefined;
  return {
    parent,
    child: canonicalLink(line.epc),
    ...(shown && { salt: shown.salt }),
    ...(kept.customer !== undefined && { customer: kept.customer }),
    ...(kept.vin !== undefined && { vin: kept.vin }),
  };
}

const named = (ids: readonly string[]): ReadonlySet<string> => new Set(ids.map(canonicalLink));

/**
 * Refuses unless each proof opens a line of its parent's sealed bill and leads from what was affected to what
 * is now named affected.
 */
export function checkProofs(
  proofs: readonly Proof[],
  before: readonly string[],
  after: readonly string[],
  seals: readonly (Sealed | undefined)[],
): void {
  for (const [index, { parent, child, salt: shown }] of proofs.entries()) {
    const leads = named(before).has(canonicalLink(child)) && named(after).has(canonicalLink(parent));
    const opens = isSealed(seals[index]?.children ?? [], shown, child);
    demand(leads && opens, partErrors.PROOF_FAILS, { parent, child });
  }
}
