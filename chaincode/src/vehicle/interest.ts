import type { Claim } from '../claim/records';
import { demand } from '../kit/errors';
import type { Instant } from '../kit/time';
import { givesCover } from '../policy/cover';
import type { Policy } from '../policy/records';
import type { Caller } from '../kit/who';
import { vehicleErrors } from './errors';

/** What the reference of an insurer's report leads to. */
export interface Basis {
  readonly policy: Policy | undefined;
  readonly claim: Claim | undefined;
}

/**
 * An insurer speaks about a vehicle only where its own money is at stake (insurable interest): a policy of its own that gives cover now, or a
 * claim of its own that stands. Otherwise a competitor, or a mistake, could stain any title.
 */
export function mustBeInterested(caller: Caller, vin: string, reference: string | undefined, basis: Basis, now: Instant): void {
  if (caller.role !== 'insurer') return;
  const { policy, claim } = basis;
  const covers = policy?.insurer === caller.org && policy.vin === vin && givesCover(policy, now);
  const claimed = claim?.insurer === caller.org && claim.vin === vin && claim.status !== 'withdrawn' && claim.status !== 'denied';
  demand(covers || claimed, vehicleErrors.INTEREST_MISSING, { vin, insurer: caller.org, reference: reference ?? 'none' });
}

/** Whoever reported the theft may report the end of it, although the cover may be spent by then. */
export const reportedBy = (theft: { readonly by: string } | undefined, org: string): boolean =>
  theft?.by.startsWith(`${org}/`) === true;
