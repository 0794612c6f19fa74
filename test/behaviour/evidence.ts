import { generateKeyPairSync } from 'node:crypto';
import { type Frame, money, plateTag, time } from '@roadbook/chaincode/api';
import { chainStart, deviceOf, frameOf, sealCell } from '@roadbook/gateway';
import { moneyFor } from './sale';
import type { Behaviour, World } from './world';

const OWNER = 'registry/owner';
const BUYER = 'registry/buyer';
const HOUR = 3_600_000;
/** Where the device of the test car recorded its first minute. */
const berlin = sealCell('u33db');
const readings = { schema: 'readings.v1' as const };

/** A car of the owner with a device in it, and a minute of readings that the device anchored. */
export async function drivenCar(world: World) {
  const registrar = await world.be('registry/registrar', 'registrar');
  const plant = await world.be('manufacturer/plant', 'manufacturer');
  const [owner, insurer] = [await world.be(OWNER, 'owner'), await world.be('insurer/desk', 'insurer')];
  const vin = world.vin();
  const builtOn = world.now().slice(0, 10);
  await registrar.on.vehicle
    .registerWmi({ wmi: '1M8', manufacturer: 'manufacturer', name: 'Works AG' })
    .catch(() => undefined);
  await plant.on.vehicle.certifyBirth({
    vin,
    model: { id: 'M8', name: 'Coach' },
    builtOn,
    plant: { id: '4711' },
  });
  const registered = await registrar.on.vehicle.register({
    vin,
    registrationId: world.fresh('reg'),
    owner: OWNER,
    jurisdiction: 'DE',
    plateTag: plateTag(Buffer.from('a key of the registrar alone'), 'DE', vin),
  });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const device = deviceOf(privateKey, { deviceId: world.fresh('device'), vin });
  await plant.on.evidence.register({ ...device.registration(), kind: 'telematics' });
  const frames = minuteFrom(registered.ownerSince ?? world.now());
  const anchor = await owner.on.evidence.anchor(
    device.anchor(frames, chainStart, { ...readings, evidenceId: 'E-1', cellSeal: berlin.cellSeal }),
  );
  const slice = {
    deviceId: device.deviceId,
    evidenceId: 'E-1',
    category: 'speed' as const,
    fromLeaf: 10,
    untilLeaf: 20,
    fromTime: frames[10]?.at ?? '',
    untilTime: frames[20]?.at ?? '',
  };
  return { vin, plant, registrar, owner, insurer, device, frames, anchor, slice };
}
type Driven = Awaited<ReturnType<typeof drivenCar>>;

const minuteFrom = (from: string): Frame[] =>
  Array.from({ length: 60 }, (_, second) =>
    frameOf({
      at: time.addMillis(from, second * 1000),
      category: 'speed',
      precision: 'full',
      values: { kmh: 50 + (second % 7) },
    }),
  );

/** The owner lets the insurer read twice within an hour. */
export async function granted(world: World, { vin, owner, frames }: Driven, more: object = {}) {
  const terms = {
    grantee: 'insurer',
    categories: ['speed' as const],
    fromTime: frames[0]?.at ?? '',
    untilTime: time.addMillis(world.now(), HOUR),
    purpose: 'usageBasedInsurance' as const,
    precision: 'full' as const,
    processing: 'offBoard' as const,
    validUntil: time.addMillis(world.now(), HOUR),
    maxReads: 2,
    notice: {
      jurisdiction: 'DE',
      language: 'de',
      collectionMethod: 'app' as const,
      policyUrl: 'https://insurer.example/policy',
    },
  };
  const grant = { vin, grantId: world.fresh('grant') };
  await owner.on.consent.grant({ ...grant, terms: { ...terms, ...more } });
  return grant;
}

export const evidenceBehaviour: Behaviour = (open) => {
  test('a chain of roots grows; a gap in it is recorded and flagged', async () => {
    const world = await open();
    const { owner, device, frames, anchor, vin } = await drivenCar(world);
    expect(anchor).toMatchObject({ signs: [], tamper: false });
    const later = frames.map((frame) => ({ ...frame, at: time.addMillis(frame.at, 60_000) }));
    const skipped = device.anchor(later, { seq: 4, root: anchor.root }, { ...readings, evidenceId: 'E-5' });
    expect(await owner.on.evidence.anchor(skipped)).toMatchObject({ seq: 5, signs: ['gap'], tamper: true });
    expect(await owner.on.evidence.readChain({ deviceId: device.deviceId })).toMatchObject({
      missing: [{ from: 2, to: 4 }],
    });
    expect((await owner.on.evidence.listTampers({ vin })).items).toHaveLength(1);
  });

  test('a root that the device did not sign is refused', async () => {
    const { owner, device, frames, anchor } = await drivenCar(await open());
    const next = device.anchor(frames, anchor, { ...readings, evidenceId: 'E-2' });
    await expect(owner.on.evidence.anchor({ ...next, count: 59 })).rejects.toMatchObject({
      code: 'ANCHOR_UNSIGNED',
    });
  });

  test('access after a revocation in a later block is denied', async () => {
    const world = await open();
    const driven = await drivenCar(world);
    const { owner, insurer, slice, vin } = driven;
    const grant = await granted(world, driven);
    const read = (accessId: string) =>
      insurer.on.consent.access({ ...grant, accessId, purpose: 'usageBasedInsurance', slice });
    expect(await read('A-1')).toMatchObject({ reader: 'insurer', readsLeft: 1 });
    await owner.on.consent.withdraw(grant);
    await expect(read('A-2')).rejects.toMatchObject({ code: 'GRANT_REVOKED' });
    expect((await owner.on.consent.listAccesses({ vin })).items).toMatchObject([{ accessId: 'A-1' }]);
    expect(await insurer.on.consent.readEpoch({ vin })).toEqual({ vin, epoch: '1.1' });
  });

  test('a change of owner ends all grants, and the next owner reads nothing of the time before', async () => {
    const world = await open();
    const driven = await drivenCar(world);
    const { owner, insurer, registrar, slice, vin, frames } = driven;
    const grant = await granted(world, driven);
    const first = { ...slice, fromLeaf: 0, untilLeaf: 1, fromTime: frames[0]?.at ?? '' };
    const receipt = { vin, accessId: 'A-0' };
    const early = { ...first, untilTime: time.addMillis(first.fromTime, 1) };
    await insurer.on.consent.access({ ...grant, ...receipt, purpose: 'usageBasedInsurance', slice: early });
    await world.wait(time.addMillis(world.now(), 1_000));
    const buyer = await world.be(BUYER, 'owner');
    const offer = { vin, offerId: world.fresh('offer') };
    await owner.on.vehicle.offerTitle({ ...offer, to: BUYER });
    await buyer.on.vehicle.acceptTitle(offer);
    await registrar.on.vehicle.passTitle(offer);
    const read = insurer.on.consent.access({
      ...grant,
      accessId: 'A-1',
      purpose: 'usageBasedInsurance',
      slice,
    });
    await expect(read).rejects.toMatchObject({ code: 'GRANT_OF_FORMER_OWNER' });
    expect(await insurer.on.consent.read(grant)).toMatchObject({ status: 'revoked', readsLeft: 0 });
    const own = { vin, accessId: 'O-1', slice };
    await expect(buyer.on.consent.accessOwn({ ...own, titleNo: 1 })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    expect(await owner.on.consent.readAccess(receipt)).toMatchObject({ reader: 'insurer' });
    await expect(buyer.on.consent.readAccess(receipt)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    expect((await buyer.on.consent.listAccesses({ vin })).items).toEqual([]);
  });

  test('a workshop that neither made nor registered a device does not replace its key', async () => {
    const world = await open();
    const { device, vin } = await drivenCar(world);
    const workshop = await world.be('registry/workshop', 'workshop');
    const { deviceId } = device;
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const next = deviceOf(privateKey, { deviceId, vin }).registration();
    await expect(workshop.on.evidence.rotateKey(next)).rejects.toMatchObject({ code: 'HANDOVER_MISSING' });
    await expect(workshop.on.evidence.retire({ deviceId })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  });

  test('a reading keeps to the fence of its grant, and pays the owner its price in its own transaction', async () => {
    const world = await open();
    const driven = await drivenCar(world);
    const { insurer, slice, vin } = driven;
    const price = money.of(250n, 'EUR');
    const grant = await granted(world, driven, { fence: ['u33d'], price });
    const far = await granted(world, driven, { fence: ['gcpvj'] });
    const read = (accessId: string, more: object) =>
      insurer.on.consent.access({ ...grant, accessId, purpose: 'usageBasedInsurance', slice, ...more });
    const opened = { ...slice, cell: berlin.cell };
    await expect(read('A-1', { ...far, slice: opened })).rejects.toMatchObject({ code: 'PLACE_CLOSED' });
    await expect(read('A-1', {})).rejects.toMatchObject({ code: 'PLACE_CLOSED' });
    await expect(read('A-1', { slice: opened })).rejects.toMatchObject({ code: 'PRICE_UNPAID' });
    const lots = [await moneyFor(world, 'insurer', 250n)];
    const paymentId = world.fresh('pay');
    expect(await read('A-1', { slice: opened, paymentId, lots })).toMatchObject({ paymentId, readsLeft: 1 });
    expect((await insurer.on.payment.read({ paymentId })).to).toEqual([{ party: OWNER, amount: price }]);
    expect((await driven.owner.on.consent.listAccesses({ vin })).items).toHaveLength(1);
  });

  test('what a court opens without consent, the owner is told', async () => {
    const world = await open();
    const { owner, registrar, slice, vin, frames } = await drivenCar(world);
    const auditor = await world.be('registry/auditor', 'auditor');
    const [fromTime = '', untilTime] = [frames[0]?.at, time.addMillis(world.now(), HOUR)];
    const order = {
      vin,
      orderId: world.fresh('order'),
      court: 'Amtsgericht Mitte',
      documentHash: 'ab'.repeat(32),
    };
    await registrar.on.consent.recordOrder({
      ...order,
      categories: ['speed'],
      fromTime,
      untilTime,
      validUntil: untilTime,
    });
    const asked = { vin, accessId: 'X-1', orderId: order.orderId, slice };
    await expect(registrar.on.consent.accessByOrder(asked)).rejects.toMatchObject({
      code: 'ORDER_BY_SAME_PERSON',
    });
    expect(await auditor.on.consent.accessByOrder(asked)).toMatchObject({ basis: 'court' });
    const { items } = await owner.on.consent.listNotices({ owner: OWNER, size: 100 });
    expect(items).toContainEqual(expect.objectContaining({ vin, accessId: 'X-1', reference: order.orderId }));
  });
};
