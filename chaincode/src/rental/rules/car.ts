import { demand } from '../../kit/errors';
import type { Policy } from '../../policy/records/policy';
import type { Vehicle } from '../../vehicle/records/vehicle';
import { boxFor, priceOf } from './bill';
import { rentalErrors } from '../errors';
import { carLife } from '../life';
import type { Car } from '../records/car';

/** Puts a car on offer, changes its prices, or opens it again: the grid stays, whoever owns it now. */
export function offer(wanted: Omit<Car, 'status'>, before: Car | undefined): Car {
  const { vin, owner, arbiter, cellMinutes } = wanted;
  demand(owner !== arbiter, rentalErrors.RENTAL_SIDES_WRONG);
  const minutes = before?.cellMinutes ?? cellMinutes;
  demand(minutes === cellMinutes, rentalErrors.RENTAL_GRID_FIXED, { vin, minutes });
  priceOf(wanted.terms.perCell, 1);
  boxFor(wanted.terms.perCell, wanted.terms.deposit);
  return { ...wanted, status: before ? carLife.step('offer', before.status) : 'open' };
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
