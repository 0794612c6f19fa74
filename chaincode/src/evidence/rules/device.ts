import { demand, refuse } from '../../kit/errors';
import type { Instant } from '../../kit/value/time';
import { publicKeyOf } from '../../words/didkey';
import { evidenceErrors as errors } from '../errors';
import { deviceLife } from '../life';
import { type Head } from '../records/anchor';
import { type Device, type DeviceKey, MAX_KEYS } from '../records/device';
import { isSigned, keyText } from './signature';

/** Who acts, when, in which transaction. */
export interface Act {
  readonly member: string;
  readonly at: Instant;
  readonly txId: string;
}

interface Keyed {
  readonly deviceId: string;
  readonly vin: string;
  readonly deviceKey: string;
  /** By the new key itself. */
  readonly proof: string;
}

function mustHold({ deviceId, vin, deviceKey, proof }: Keyed): void {
  demand(publicKeyOf(deviceKey) !== undefined, errors.DEVICE_KEY_WRONG, { deviceId });
  demand(isSigned(keyText({ deviceId, vin, deviceKey }), proof, deviceKey), errors.DEVICE_KEY_UNPROVEN, {
    deviceId,
  });
}

/** An owner registers only the key of the birth certificate: the manufacturer has vouched for it. */
export function register(
  request: Keyed & Pick<Device, 'kind'>,
  birthKey: string | undefined,
  { member, at, txId }: Act,
  as: 'maker' | 'workshop' | 'owner',
): Device {
  const { deviceId, vin, kind, deviceKey } = request;
  mustHold(request);
  const born = birthKey === deviceKey;
  const vouchedBy = born ? 'birth' : as === 'owner' ? refuse(errors.NOT_BIRTH_KEY, { deviceId, vin }) : as;
  const key: DeviceKey = { deviceKey, fromSeq: 1, since: at, by: member, vouchedBy, txId };
  return { deviceId, vin, kind, status: 'active', keys: [key], by: member, registeredAt: at };
}

/**
 * Where the old key still signs, it hands over itself. A key lost with its hardware is replaced on the word
 * of who vouched for it: the manufacturer, or who registered the device with a key of its own. Else any
 * workshop could put words into the mouth of a device that it has in.
 */
export function rotateKey(
  device: Device,
  head: Head,
  request: Keyed & { readonly handover?: string | undefined },
  { member, at, txId }: Act,
  { isMaker, isEntrusted }: { readonly isMaker: boolean; readonly isEntrusted: boolean },
): Device {
  const { deviceId, vin, keys } = device;
  const { deviceKey, handover } = request;
  const status = deviceLife.step('rotateKey', device.status);
  demand(keys.length < MAX_KEYS, errors.DEVICE_KEYS_FULL, { deviceId, count: keys.length });
  mustHold(request);
  const last = keys.at(-1)?.deviceKey ?? '';
  const handed = handover !== undefined && isSigned(keyText({ deviceId, vin, deviceKey }), handover, last);
  demand(handover === undefined || handed, errors.DEVICE_KEY_UNPROVEN, { deviceId });
  demand(handed || isMaker || isRegistrant(device, member), errors.HANDOVER_MISSING, {
    deviceId,
    by: device.by,
  });
  demand(handed || isMaker || isEntrusted, errors.NOT_ENTRUSTED, { workshop: member, vin });
  const vouchedBy = isMaker ? 'maker' : handed ? 'previousKey' : 'workshop';
  const key: DeviceKey = { deviceKey, fromSeq: head.seq + 1, since: at, by: member, vouchedBy, txId };
  return { ...device, status, keys: [...keys, key] };
}

/** Who registered a device vouches for it, unless the manufacturer did so before on the birth certificate. */
export const isRegistrant = ({ by, keys }: Device, member: string): boolean =>
  by === member && keys[0]?.vouchedBy !== 'birth';

/** Taken out of the vehicle; it anchors no more. */
export const retire = (device: Device, at: Instant): Device => ({
  ...device,
  status: deviceLife.step('retire', device.status),
  retiredAt: at,
});

/** The key that signs an anchor: the last one that began at or before it. */
export const keyFor = ({ keys, deviceId }: Device, seq: number): DeviceKey =>
  keys.findLast(({ fromSeq }) => fromSeq <= seq) ?? refuse(errors.DEVICE_KEY_WRONG, { deviceId });
