import { generateKeyPairSync } from 'node:crypto';
import { merkle } from '@roadbook/chaincode/api';
import {
  categoryKey,
  chainStart,
  deviceOf,
  didKeyOf,
  frameOf,
  newDataKey,
  openedBy,
  openFrames,
  sealFrames,
  unwrapKey,
  wrapKey,
} from '@roadbook/gateway';

const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const context = { vin: '1M8GDM9AXKP042788', grantId: 'G-1', epoch: '1.0', category: 'speed' };

test('a data key opens for its grantee alone, and under its own words alone', () => {
  const [grantee, other, dataKey] = [pair(), pair(), newDataKey()];
  const wrapping = wrapKey(dataKey, didKeyOf(grantee.publicKey), context);
  expect(unwrapKey({ ...wrapping, ...context }, grantee.privateKey)).toEqual(dataKey);
  expect(() => unwrapKey({ ...wrapping, ...context }, other.privateKey)).toThrow(/does not open/);
  expect(() => unwrapKey({ ...wrapping, ...context, epoch: '1.1' }, grantee.privateKey)).toThrow(
    /does not open/,
  );
  expect(() => unwrapKey({ ...wrapping, ...context, grantId: 'G-2' }, grantee.privateKey)).toThrow(
    /does not open/,
  );
  expect(wrapping.wrapped).toMatch(/^[A-Za-z0-9_-]{80}$/);
  expect(wrapKey(dataKey, didKeyOf(grantee.publicKey), context)).not.toEqual(wrapping);
});

test('each category and precision has a key of its own, the same whenever it is derived', () => {
  const dataKey = newDataKey();
  const keys = (['full', 'coarse'] as const).flatMap((precision) =>
    ['speed', 'location'].map((category) =>
      Buffer.from(categoryKey(dataKey, { epoch: '1.0', category, precision })).toString('hex'),
    ),
  );
  expect(new Set([...keys, Buffer.from(dataKey).toString('hex')]).size).toBe(5);
  const again = categoryKey(dataKey, { epoch: '1.0', category: 'speed', precision: 'full' });
  expect(Buffer.from(again).toString('hex')).toBe(keys[0]);
});

test('only P-256 keys are taken', () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  expect(() => didKeyOf(publicKey)).toThrow(/P-256/);
  expect(() => wrapKey(newDataKey(), 'did:key:z6Mkother', context)).toThrow(/P-256/);
  expect(() => wrapKey(new Uint8Array(16), didKeyOf(pair().publicKey), context)).toThrow(/32 bytes/);
});

const frames = Array.from({ length: 10 }, (_, second) =>
  frameOf({
    at: `2026-03-02T09:10:0${second}.000Z`,
    category: second % 2 ? 'location' : 'speed',
    precision: second < 5 ? 'full' : 'coarse',
    values: { second },
  }),
);

test('readings are stored encrypted, and a changed byte is seen', () => {
  const dataKey = newDataKey();
  const { sealed, contentHash } = sealFrames(frames, dataKey, 'E-1');
  expect(openFrames(sealed, dataKey, 'E-1')).toEqual(frames);
  expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
  expect(() => openFrames(sealed, newDataKey(), 'E-1')).toThrow(/does not open/);
  expect(() => openFrames(sealed, dataKey, 'E-2')).toThrow(/does not open/);
  const changed = Uint8Array.from(sealed, (byte, at) => (at === 40 ? byte ^ 1 : byte));
  expect(() => openFrames(changed, dataKey, 'E-1')).toThrow(/does not open/);
});

test('a device anchors batch after batch and salts every reading', () => {
  const device = deviceOf(pair().privateKey, { deviceId: 'D-1', vin: context.vin });
  const first = device.anchor(frames, chainStart, { evidenceId: 'E-1', schema: 'readings.v1' });
  expect(first).toMatchObject({
    seq: 1,
    prevRoot: merkle.EMPTY_ROOT,
    count: 10,
    t0: frames[0]?.at,
    categories: ['speed', 'location'],
  });
  expect(device.anchor(frames, first, { evidenceId: 'E-2', schema: 'readings.v1' })).toMatchObject({
    seq: 2,
    prevRoot: first.root,
  });
  expect(new Set(frames.map(({ salt }) => salt)).size).toBe(10);
  expect(() => device.anchor([], first, { evidenceId: 'E-3', schema: 'readings.v1' })).toThrow(RangeError);
});

test('a receipt opens its leaves, of its category and time, no more exact than granted', () => {
  const slice = {
    deviceId: 'D-1',
    evidenceId: 'E-1',
    category: 'location' as const,
    fromLeaf: 0,
    untilLeaf: 9,
    fromTime: '2026-03-02T09:10:02.000Z',
    untilTime: '2026-03-02T09:10:08.000Z',
  };
  expect(openedBy({ slice, precision: 'full' }, frames)).toEqual([3, 5, 7]);
  expect(openedBy({ slice, precision: 'coarse' }, frames)).toEqual([5, 7]);
});
