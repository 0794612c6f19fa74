import type { Instant } from '../../kit/value/time';
import { mustBeFree } from './lien';
import { vehicleLife } from '../life';
import type { Vehicle } from '../records/vehicle';

export function exportAway(vehicle: Vehicle, { country, at }: { country: string; at: Instant }): Vehicle {
  const status = vehicleLife.step('exportVehicle', vehicle.status);
  mustBeFree(vehicle);
  const { registration: _ended, offer: _fallen, ...rest } = vehicle;
  return { ...rest, status, exportedTo: { country, exportedAt: at } };
}
