import { anybody, whoever } from '../../kit/side';
import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';

export const deviceStatus = z.enum(['active', 'retired']);

export const deviceKind = z.enum(['telematics', 'edr', 'dssad', 'ecall', 'camera', 'battery', 'dongle']);
/** `did:key` of a P-256 key. */
export const didKey = z
  .string()
  .regex(/^did:key:zDn[1-9A-HJ-NP-Za-km-z]{45,46}$/, 'must be a did:key of a P-256 key');
/** ECDSA, P-256, SHA-256: r and s of 32 bytes each, base64url. */
export const signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/, 'must be 64 bytes in base64url');
export const txId = z.string().regex(/^[0-9a-f]{64}$/);
export const sequence = count(1_000_000_000, 1);

/** A key of a device, from one anchor on. */
export const DeviceKey = z.strictObject({
  deviceKey: didKey,
  /** The first anchor that it signs. */
  fromSeq: sequence,
  since: instant,
  by: member,
  /**
   * `birth`: the manufacturer certified it; `maker`: it registered it; `previousKey`: the key before signed
   * it in; `workshop`: the word of who has
   * the vehicle in its hands. `registrant`, of records of before, is the word of whoever registered it.
   */
  vouchedBy: z.enum(['birth', 'maker', 'previousKey', 'workshop', 'registrant']),
  txId,
});
export type DeviceKey = z.infer<typeof DeviceKey>;

/** Most keys that a device has in its life. */
export const MAX_KEYS = 16;

/**
 * A recorder in a vehicle: its keys one after the other, who vouched for each, and from which anchor on it
 * counts.
 */
export const Device = z.strictObject({
  deviceId: id,
  vin,
  kind: deviceKind,
  status: deviceStatus,
  keys: z.array(DeviceKey).min(1).max(MAX_KEYS),
  by: member,
  registeredAt: instant,
  retiredAt: instant.optional(),
});
export type Device = z.infer<typeof Device>;

export const devices = table({
  kind: 'device',
  v: 1,
  schema: Device,
  id: (record) => [record.deviceId],
  indexes: { vin: (record: Device) => [record.vin] },
  sides: {
    registrant: ({ by }: Device) => by,
    manufacturer: whoever('manufacturer'),
    workshop: whoever('workshop'),
    registrar: whoever('registrar'),
    anybody,
  },
});

/** The device that a request names. */
export const onDevice = ({ deviceId }: { readonly deviceId: string }) => devices.at(deviceId);
