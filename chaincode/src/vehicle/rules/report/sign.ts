import { dayOf, type Instant } from '../../../kit/value/time';
import type { Inspection } from '../../records/inspection';
import type { Odometer } from '../../records/odometer';
import type { VehicleSign } from '../../records/status';
import type { Vehicle } from '../../records/vehicle';
import { standingBrands } from '../brand';

/**
 * What it means that a vehicle was seen at a moment: one that is destroyed, gone, junk or stolen by then should
 * not be there (Vehicle Identity Check: its number is on another, a ringer). The day of a destruction counts as
 * before it.
 */
export function signsAt(vehicle: Vehicle, at: Instant): VehicleSign[] {
  const { destruction, exportedTo, theft } = vehicle;
  const isDestroyed = destruction?.confirmedAt !== undefined && dayOf(at) > destruction.dismantledOn;
  const junk = standingBrands(vehicle).find(({ name }) => name === 'junk');
  const all: [boolean, VehicleSign][] = [
    [isDestroyed, 'seenDestroyed'],
    [exportedTo !== undefined && at > exportedTo.exportedAt, 'seenExported'],
    [junk !== undefined && at > junk.at, 'seenJunk'],
    [theft !== undefined && at > theft.reportedAt, 'seenStolen'],
  ];
  return all.flatMap(([found, sign]) => (found ? [sign] : []));
}

/** All signs of a vehicle, by the inspections that count and the last reading of its meter. */
export function signsOf(
  vehicle: Vehicle,
  seen: { readonly inspections: readonly Inspection[]; readonly odometer: Odometer | undefined },
): VehicleSign[] {
  const moments = seen.inspections.filter(({ superseded }) => !superseded).map(({ at }) => at);
  const read = seen.odometer?.last?.at;
  const all = [...moments, ...(read === undefined ? [] : [read])].flatMap((at) => signsAt(vehicle, at));
  return [...new Set(all)].sort();
}

/** Whether a vehicle can show a sign at all. */
export const isWatched = (vehicle: Vehicle): boolean =>
  signsAt(vehicle, '9999-12-31T23:59:59.999Z').length > 0;
