import type { Instant } from '../../kit/value/time';
import { vehicleLife } from '../life';
import type { Vehicle } from '../records/vehicle';

/** Stolen: no title passes, no lien is placed, nothing is exported or scrapped until it is recovered. */
export function reportTheft(
  vehicle: Vehicle,
  report: { by: string; at: Instant; reference?: string | undefined },
): Vehicle {
  if (vehicle.theft && vehicle.theft.reference === report.reference) return vehicle;
  const { at, ...rest } = report;
  return {
    ...vehicle,
    status: vehicleLife.step('reportTheft', vehicle.status),
    theft: { ...rest, reportedAt: at, before: vehicle.status },
  };
}

/** Recovered: back to what it was, or to salvage if the insurer has paid a total loss meanwhile. */
export function recover(vehicle: Vehicle): Vehicle {
  const { theft, ...rest } = vehicle;
  return { ...rest, status: vehicleLife.step('reportRecovery', vehicle.status, theft?.before) };
}

/** Whoever reported the theft may report the end of it, although the cover may be spent by then. */
export const reportedBy = (theft: { readonly by: string } | undefined, org: string): boolean =>
  theft?.by.startsWith(`${org}/`) === true;
