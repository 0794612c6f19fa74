import { demand, kitErrors } from '../../../kit/errors';
import { addMonths, type Instant, isBefore } from '../../../kit/value/time';
import { dayEnds, dayIn, type Local, type Zone } from '../../../kit/value/zone';
import { ownersOf, type Vehicle } from '../../../vehicle/records/vehicle';
import { policyErrors } from '../../errors';
import { policyLife } from '../../life';
import { MAX_HOLDERS } from '../../records/ending';
import type { Policy } from '../../records/policy';
import { coverUntil } from '../cover';

/**
 * Whoever bought the vehicle takes the policy over as it stands, from now on (VVG § 95). Claim-free years are of
 * a person: those of the seller stay with the seller, and the buyer begins its own here. Throws NOT_THE_OWNER,
 * NO_COVER_TO_CHANGE.
 */
export function takeOver(policy: Policy, vehicle: Vehicle, buyer: string, { at, zone }: Local): Policy {
  const status = policyLife.step('takeOver', policy.status);
  const { policyId, vin, policyholder, claimFree, claimFreeSince, formerHolders = [] } = policy;
  demand(ownersOf(vehicle).includes(buyer), policyErrors.NOT_THE_OWNER, { who: buyer, vin });
  const { until } = coverUntil(policy);
  demand(isBefore(at, until), policyErrors.NO_COVER_TO_CHANGE, { policyId, until });
  const count = formerHolders.length;
  demand(count < MAX_HOLDERS, kitErrors.TOO_MANY, { count, what: 'buyers', max: MAX_HOLDERS });
  const seller = { policyholder, until: at, claimFreeSince, ...(claimFree && { claimFree }) };
  const from = dayIn(zone, at);
  const { offered: _toSeller, ...rest } = policy;
  return {
    ...rest,
    status,
    ...{ policyholder: buyer, heldSince: at, formerHolders: [...formerHolders, seller] },
    ...{ claimFree: { from, losses: [] }, claimFreeSince: from },
  };
}

/** Whose policy it was at a moment. */
export const holderAt = ({ policyholder, formerHolders = [] }: Policy, at: Instant): string =>
  formerHolders.find(({ until }) => at < until)?.policyholder ?? policyholder;

/** Whether a buyer may still end the policy at once and pro rata: a month after taking it over (VVG § 96(2)). */
export const mayLeave = ({ heldSince }: Policy, at: Instant, zone: Zone): boolean =>
  heldSince !== undefined && isBefore(at, dayEnds(zone, addMonths(dayIn(zone, heldSince), 1)));
