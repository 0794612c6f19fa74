import { demand } from '../../kit/errors';
import type { Policy } from '../../policy/records/policy';
import type { Vehicle } from '../../vehicle/records/vehicle';
import { boxFor, priceOf } from './bill';
import { phaseOf } from './slot';
import { rentalErrors } from '../errors';
import { carLife } from '../life';
import type { Car } from '../records/car';

/**
 * Puts a car on offer, changes its prices, or opens it again: the grid stays, whoever owns it now.
 * `offset`: minutes that the clocks of its zone are ahead of UTC at that moment.
 */
export function offer(
  wanted: Omit<Car, 'status' | 'phaseMinutes'>,
  before: Car | undefined,
  offset = 0,
): Car {
  const { vin, owner, arbiter, cellMinutes } = wanted;
  demand(owner !== arbiter, rentalErrors.RENTAL_SIDES_WRONG);
  const minutes = before?.cellMinutes ?? cellMinutes;
  const phase = phaseOf(offset, cellMinutes);
  const same = before === undefined || wanted.zone === before.zone || phase === (before.phaseMinutes ?? 0);
  demand(minutes === cellMinutes && same, rentalErrors.RENTAL_GRID_FIXED, { vin, minutes });
  const phaseMinutes = before ? before.phaseMinutes : phase || undefined;
  priceOf(wanted.terms.perCell, 1);
  boxFor(wanted.terms.perCell, wanted.terms.deposit);
  const status = before ? carLife.step('offer', before.status) : 'open';
  return { ...wanted, ...(phaseMinutes !== undefined && { phaseMinutes }), status };
}

/** The car takes no more bookings. Throws WRONG_STATUS. */
export const close = (car: Car): Car => ({ ...car, status: carLife.step('close', car.status) });

/** Only the holder of the title lets, and only a vehicle that may be on the road. */
export function mustBeUsable({ vin, owner, status }: Vehicle, letBy: string): void {
  const usable = owner === letBy && (status === 'registered' || status === 'rebuilt');
  demand(usable, rentalErrors.RENTAL_CAR_UNUSABLE, { vin, status, owner: letBy });
}

/** Refuses with COVER_OF_ANOTHER a policy on another vehicle. */
export function mustBeOn({ policyId, vin: covered }: Policy, vin: string): void {
  demand(covered === vin, rentalErrors.COVER_OF_ANOTHER, { policyId, vin });
}
