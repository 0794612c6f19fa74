import { enter } from './odometer';
import { saveTitle } from './title';
import { demand, kitErrors } from '../../kit/errors';
import { vehicleErrors } from '../errors';
import { vehicleEvents } from '../events';
import type { Odometer } from '../records/odometer';
import type { Vehicle } from '../records/vehicle';
import { canonical } from '../../kit/value/json';
import type { Shared } from '../records/title';
import { register } from '../rules/title';
import type { HandlersOf, WriteTx } from '../tables';
import type { registrationOperations } from '../api/registration';

type Registration = {
  readonly registrationId: string;
  readonly owner: string;
  readonly shared?: Shared | undefined;
  readonly jurisdiction: string;
  readonly plateTag: string;
};

export const registrationHandlers: HandlersOf<typeof registrationOperations> = {
  async register(tx, request, { on: vehicle, plate, odometer }) {
    const { vin, jurisdiction } = request;
    if (isRegistered(vehicle, request)) return vehicle;
    const registered = register(vehicle, { ...request, at: tx.now });
    demand((plate?.vin ?? vin) === vin, vehicleErrors.PLATE_TAKEN, { vin: plate?.vin ?? '' });
    await changePlate(tx, vehicle, odometer, request);
    tx.tell(vehicleEvents.VehicleRegistered, { vin, owner: request.owner, jurisdiction });
    const { vehicle: after, title } = registered;
    if (title) return saveTitle(tx, { vehicle: after, title });
    await tx.vehicles.put(after);
    return after;
  },
  findByPlate: (_tx, _request, { vehicle }) => vehicle,
};

/** Whether this very registration was made before; the same id with other content is a contradiction. */
function isRegistered({ registration, owner, shared }: Vehicle, wanted: Registration): boolean {
  const { registrationId, jurisdiction, plateTag } = wanted;
  if (registration?.registrationId !== registrationId) return false;
  const same =
    registration.jurisdiction === jurisdiction &&
    registration.plateTag === plateTag &&
    owner === wanted.owner &&
    (!wanted.shared || canonical(wanted.shared) === canonical(shared ?? null));
  demand(same, kitErrors.EXISTS_DIFFERENTLY, { kind: 'registration', id: registrationId });
  return true;
}

/** A new plate frees the old one, and breaks the series of readings as it does in the Nationale Auto Pas. */
async function changePlate(
  tx: WriteTx,
  { vin, registration }: Vehicle,
  odometer: Odometer | undefined,
  { registrationId, plateTag }: Registration,
): Promise<void> {
  if (registration?.plateTag === plateTag) return;
  if (registration) await tx.plates.remove(registration.plateTag);
  if (registration && odometer) {
    await enter(tx, odometer, { add: { kind: 'plate', id: registrationId, at: tx.now } });
  }
  await tx.plates.put({ plateTag, vin, since: tx.now });
}

export async function freePlate(tx: WriteTx, { registration }: Vehicle): Promise<void> {
  if (registration) await tx.plates.remove(registration.plateTag);
}
