import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { type Frame } from '../../../chaincode/src/evidence/records/frame';
import { frameLeaf } from '../../../chaincode/src/evidence/rules/frame';
import { EMPTY_ROOT, rootOf } from '../../../chaincode/src/evidence/rules/merkle';
import type { AnchorRequest } from '../../../chaincode/src/evidence/records/anchor';
import { anchorText, keyText } from '../../../chaincode/src/evidence/rules/signature';
import { birth, openGarage, openShowroom, tag, VIN } from '../vehicle/cast';

export { birth, openGarage, openShowroom, tag, VIN };

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** A device with a key in it, as its hardware has one. */
export function makeDevice(deviceId = 'D-1', vin = VIN) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const odd = (Buffer.from(y, 'base64url').at(-1) ?? 0) % 2 === 1;
  const point = Buffer.concat([Buffer.from(odd ? '802403' : '802402', 'hex'), Buffer.from(x, 'base64url')]);
  let [number, text] = [BigInt(`0x${point.toString('hex')}`), ''];
  for (; number > 0n; number /= 58n) text = BASE58[Number(number % 58n)] + text;
  const deviceKey = `did:key:z${text}`;
  const signs = (message: string): string =>
    sign('sha256', Buffer.from(message), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    );
  return {
    deviceId,
    vin,
    deviceKey,
    privateKey,
    signs,
    proof: signs(keyText({ deviceId, vin, deviceKey })),
    anchors(anchor: Omit<AnchorRequest, 'signature' | 'deviceId' | 'vin'>): AnchorRequest {
      const unsigned = { ...anchor, deviceId, vin };
      return { ...unsigned, signature: signs(anchorText(unsigned)) };
    },
  };
}
export type TestDevice = ReturnType<typeof makeDevice>;

export const registration = ({ deviceId, vin, deviceKey, proof }: TestDevice) => ({
  deviceId,
  vin,
  deviceKey,
  proof,
  kind: 'telematics' as const,
});

/** Readings of speed once a second, from a moment on. */
export const drive = (from: string, seconds: number): Frame[] =>
  Array.from({ length: seconds }, (_, second) => ({
    at: new Date(Date.parse(from) + second * 1000).toISOString(),
    category: 'speed',
    precision: 'full',
    salt: randomBytes(16).toString('hex'),
    values: { kmh: 50 + (second % 7) },
  }));

export const rootOver = (frames: readonly Frame[]): string => rootOf(frames.map(frameLeaf));
export const someHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The anchor with a number, a minute of readings for each. */
export const minute = (seq: number, more: Partial<AnchorRequest> = {}) => ({
  evidenceId: `E-${seq}`,
  seq,
  prevRoot: seq === 1 ? EMPTY_ROOT : someHash(`root ${seq - 1}`),
  root: someHash(`root ${seq}`),
  count: 60,
  t0: `2026-03-02T08:${(seq * 2).toString().padStart(2, '0')}:00.000Z`,
  t1: `2026-03-02T08:${(seq * 2).toString().padStart(2, '0')}:59.000Z`,
  schema: 'readings.v1' as const,
  categories: ['speed' as const],
  ...more,
});

/** The owner's word that the workshop has the vehicle, for two months. */
export async function entrusted({
  owner,
  ledger,
}: Pick<Awaited<ReturnType<typeof openGarage>>, 'owner' | 'ledger'>) {
  const until = new Date(ledger.now + 60 * 86_400_000).toISOString();
  return await owner.on.vehicle.entrust({ vin: VIN, workshop: 'registry/workshop', until });
}

/** A registered vehicle with a device in it, which the workshop fitted. */
export async function openCar(options: Parameters<typeof openGarage>[0] = {}) {
  const garage = await openGarage(options);
  const device = makeDevice();
  await entrusted(garage);
  await garage.workshop.on.evidence.register(registration(device));
  return { ...garage, device };
}
