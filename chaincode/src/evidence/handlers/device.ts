import { demand, kitErrors } from '../../kit/errors';
import type { Tx } from '../../kit/tx';
import { isEntrusted } from '../../vehicle/door';
import type { Vehicle } from '../../vehicle/records/vehicle';
import { newHead } from '../rules/chain';
import { evidenceErrors } from '../errors';
import { evidenceEvents as events } from '../events';
import { type Act, register, retire, rotateKey } from '../rules/device';
import type { WriteTx, HandlersOf } from '../tables';
import type { deviceOperations } from '../api/device';

export const act = (tx: Tx): Act => ({ member: tx.caller.member, at: tx.now, txId: tx.id });

/** Whether the caller has the vehicle in its hands by the word of its owner. */
const hasInHands = async (tx: WriteTx, vehicle: Vehicle): Promise<boolean> =>
  isEntrusted(await tx.entrustments.find(vehicle.vin, tx.caller.member), vehicle, tx.now);

export const deviceHandlers: HandlersOf<typeof deviceOperations> = {
  async register(tx, request, { vehicle, birth }) {
    const as = await mayRegister(tx, vehicle);
    const device = register(request, birth?.vehicleKey, act(tx), as);
    await tx.devices.put(device);
    const { deviceId, vin, kind, by } = device;
    tx.tell(events.DeviceRegistered, { deviceId, vin, kind, by });
    return device;
  },
  async rotateKey(tx, request, { on: device, head, vehicle }) {
    const { deviceId, vin, deviceKey } = request;
    if (device.keys.at(-1)?.deviceKey === deviceKey) return device;
    demand(device.vin === vin, evidenceErrors.DEVICE_ELSEWHERE, { deviceId, vin, home: device.vin });
    mustSpeakFor(tx, vehicle);
    const word = { isMaker: tx.caller.role === 'manufacturer', isEntrusted: await hasInHands(tx, vehicle) };
    const rotated = rotateKey(device, head ?? newHead(deviceId), request, act(tx), word);
    await tx.devices.put(rotated);
    const { fromSeq = 1, vouchedBy = 'workshop' } = rotated.keys.at(-1) ?? {};
    tx.tell(events.DeviceKeyRotated, { deviceId, vin, fromSeq, vouchedBy });
    return rotated;
  },
  async retire(tx, { deviceId }, { on: device, vehicle }) {
    mustSpeakFor(tx, vehicle);
    const retired = retire(device, tx.now);
    await tx.devices.put(retired);
    tx.tell(events.DeviceRetired, { deviceId, vin: device.vin });
    return retired;
  },
  readDevice: (_tx, _request, { on }) => on,
  listDevices: (tx, { vin, ...page }) => tx.devices.listBy('vin', [vin], page),
};

/** A manufacturer speaks for what it built; an owner only for the own vehicle. */
function mustSpeakFor(tx: Tx, { manufacturer, owner }: Vehicle): void {
  if (tx.caller.role === 'owner') tx.mustBe('the holder of the title', owner ?? '-');
  const made = tx.caller.role !== 'manufacturer' || manufacturer === tx.caller.org;
  demand(made, kitErrors.NOT_YOURS, {
    who: tx.caller.member,
    as: 'the manufacturer of this vehicle',
    needed: manufacturer ?? 'its manufacturer',
  });
}

/** As what the caller may register a device in the vehicle. */
async function mayRegister(tx: WriteTx, vehicle: Vehicle): Promise<'maker' | 'workshop' | 'owner'> {
  mustSpeakFor(tx, vehicle);
  const { role, member } = tx.caller;
  if (role !== 'workshop') return role === 'owner' ? 'owner' : 'maker';
  demand(await hasInHands(tx, vehicle), evidenceErrors.NOT_ENTRUSTED, { workshop: member, vin: vehicle.vin });
  return 'workshop';
}
