import { z } from 'zod';
import { id } from '../../kit/value/text';
import { day } from '../../kit/value/time';

/** Most losses that one policy remembers; of more the oldest decide nothing. */
export const MAX_LOSSES = 100;

/**
 * What a claim-free time follows from. It is computed again from all of it whenever one part changes, so that
 * the order in which they arrive decides nothing.
 */
export const claimFree = z.strictObject({
  from: day.optional().meta({ description: 'where the record of this policy begins, if it does here' }),
  before: day.optional().meta({ description: 'since when the policy that it renews is claim-free' }),
  losses: z
    .array(z.strictObject({ claimId: id, on: day }))
    .max(MAX_LOSSES)
    .meta({ description: 'own-fault losses of its term that count, in order of their days' }),
});

export type ClaimFree = z.output<typeof claimFree>;

/** An own-fault loss on a policy, as its claim stands now: whether it counts, and the day on which it was. */
export interface Loss {
  readonly claimId: string;
  readonly on: string;
  readonly counts: boolean;
}
