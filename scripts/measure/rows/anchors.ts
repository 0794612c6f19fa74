import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { canonical, keyDidOf, multikeyOf } from '@roadbook/chaincode/api';
import { attemptsOf, type Cast } from '../cast';
import { eachOf, numbers, poolOf, type Row, rowOf } from '../row';

/** Readings under one root. */
export const READINGS = 10_000;
/** SHA-256 of nothing: the root before the first (RFC 6962). */
const EMPTY_ROOT = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** A device with a key in its hardware and a chain of anchors. */
function makeDevice(deviceId: string, vin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const deviceKey = keyDidOf(multikeyOf(publicKey) ?? '');
  const signed = (content: object): string =>
    sign('sha256', Buffer.from(canonical(content)), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    );
  const named = { deviceId, vin, deviceKey };
  return { deviceId, vin, signed, registration: { ...named, proof: signed(named) } };
}
type Link = {
  readonly device: ReturnType<typeof makeDevice>;
  readonly seq: number;
  readonly root: string;
  readonly t1: number;
};

/**
 * Roots over 10,000 readings each (a quarter of an hour at 11 Hz), signed by the device. The readings are
 * hashed where they are made, so the root is given here; what is counted is what client and ledger do for it.
 */
export async function deviceRows(
  { plant, workshop, mark, inFlight }: Cast,
  vins: readonly string[],
): Promise<Row[]> {
  const devices = numbers(inFlight * 2).map((at) =>
    makeDevice(`${mark}-V${at}`, vins[at % vins.length] ?? ''),
  );
  await eachOf(devices, inFlight, ({ registration }) =>
    plant.evidence.register({ ...registration, kind: 'telematics' }),
  );
  const start = Date.now() - 365 * 86_400_000;
  const chains = poolOf(devices.map((device): Link => ({ device, seq: 0, root: EMPTY_ROOT, t1: start })));
  const act = () =>
    chains.use(1, async ([link]) => {
      if (!link) throw new Error('no device is idle');
      const { device, seq, root: prevRoot, t1: before } = link;
      const [root, t1] = [randomBytes(32).toString('hex'), before + 900_000];
      const anchor = {
        ...{
          evidenceId: `E-${seq + 1}`,
          deviceId: device.deviceId,
          vin: device.vin,
          seq: seq + 1,
          prevRoot,
          root,
          count: READINGS,
        },
        ...{ t0: new Date(before + 1).toISOString(), t1: new Date(t1).toISOString() },
        ...{ schema: 'readings.v1' as const, categories: ['speed' as const] },
      };
      const anchored = await workshop.evidence.anchor({ ...anchor, signature: device.signed(anchor) });
      if (anchored.tamper) throw new Error(`the anchor does not fit: ${anchored.signs.join(', ')}`);
      return { next: [{ device, seq: seq + 1, root, t1 }], answer: attemptsOf(anchored) };
    });
  return [
    rowOf({
      ...{ name: 'anchor', says: `anchor ${READINGS} readings of a device in one root`, sort: 'other' },
      ...{ inFlight, act },
    }),
  ];
}
