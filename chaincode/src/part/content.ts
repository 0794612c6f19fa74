import { z } from 'zod';
import { demand } from '../kit/errors';
import { sha256 } from '../kit/rows';
import { partErrors } from './errors';
import { canonicalLink } from './link';
import { uri } from './open';
import { type Sealed, salt } from './records';

/**
 * A supplier publishes, for a private bill of material, one salted hash for each child. Who knows a child's number cannot tell which parents
 * hold it; the owner of the bill shows one salt and thereby that one child, and no other.
 */
export const contentSeal = (salt: string, child: string): string => sha256(`${salt}\n${canonicalLink(child)}`);

/** That one thing is in another, by the salt of its line in the bill of material. */
export const proof = z.strictObject({ parent: uri, child: uri, salt });
export type Proof = z.output<typeof proof>;

/** Refuses unless each proof opens a line of its parent's sealed bill and leads from what was affected to what is now named affected. */
export function checkProofs(
  proofs: readonly Proof[],
  before: readonly string[],
  after: readonly string[],
  seals: readonly (Sealed | undefined)[],
): void {
  for (const [index, { parent, child, salt: shown }] of proofs.entries()) {
    const leads = before.includes(canonicalLink(child)) && after.includes(canonicalLink(parent));
    const opens = seals[index]?.children?.includes(contentSeal(shown, child)) ?? false;
    demand(leads && opens, partErrors.PROOF_FAILS, { parent, child });
  }
}
