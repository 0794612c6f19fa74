import type { Instant } from '../../kit/value/time';
import { mustBeFree } from './lien';
import { vehicleLife } from '../life';
import type { Vehicle } from '../records/vehicle';

/**
 * Gone to another country, with no plate and no offer. Refuses while a lien is open (LIEN_OPEN) and what is
 * not there (WRONG_STATUS).
 */
export function exportAway(vehicle: Vehicle, { country, at }: { country: string; at: Instant }): Vehicle {
  const status = vehicleLife.step('exportVehicle', vehicle.status);
  mustBeFree(vehicle);
  const { registration: _ended, offer: _fallen, ...rest } = vehicle;
  return { ...rest, status, exportedTo: { country, exportedAt: at } };
}
