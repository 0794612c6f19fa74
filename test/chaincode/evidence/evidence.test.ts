import fc from 'fast-check';
import { extend, isTamper, newHead, signsOf } from '../../../chaincode/src/evidence/rules/chain';
import { EMPTY_ROOT } from '../../../chaincode/src/evidence/rules/merkle';
import type { AnchorRequest } from '../../../chaincode/src/evidence/records/anchor';
import { keyText } from '../../../chaincode/src/evidence/rules/signature';
import { publicKeyOf } from '../../../chaincode/src/words/didkey';
import {
  birth,
  entrusted,
  makeDevice,
  minute,
  openCar,
  openShowroom,
  registration,
  someHash,
  tag,
  VIN,
} from './cast';

test('a device anchors, and its chain grows root by root', async () => {
  const { device, owner } = await openCar();
  const first = await owner.on.evidence.anchor(device.anchors(minute(1)));
  expect(first).toMatchObject({ signs: [], tamper: false, by: 'registry/owner', seq: 1 });
  expect(await owner.on.evidence.anchor(device.anchors(minute(2)))).toMatchObject({ signs: [] });
  const chain = await owner.on.evidence.readChain({ deviceId: 'D-1' });
  expect(chain).toMatchObject({
    seq: 2,
    root: someHash('root 2'),
    anchors: 2,
    readings: 120,
    tampers: 0,
    missing: [],
  });
});

test('the same anchor sent again changes nothing', async () => {
  const { device, owner } = await openCar();
  const request = device.anchors(minute(1));
  const first = await owner.on.evidence.anchor(request);
  expect(await owner.on.evidence.anchor(request)).toEqual(first);
  expect(await owner.on.evidence.readChain({ deviceId: 'D-1' })).toMatchObject({ anchors: 1 });
  await expect(
    owner.on.evidence.anchor(device.anchors(minute(2, { evidenceId: 'E-1' }))),
  ).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
});

test('one anchor writes the anchor, its place and the head of the chain', async () => {
  const { ledger, device, owner } = await openCar();
  await owner.on.evidence.anchor(device.anchors(minute(1)));
  const request = JSON.stringify(device.anchors(minute(2)));
  const { set } = await ledger.simulate(owner, {
    manner: 'submit',
    room: 'evidence',
    name: 'anchor',
    request,
  });
  expect(set.writes.size).toBe(3);
});

test('a batch of anchors is one chain', async () => {
  const { device, owner } = await openCar();
  const { results } = await owner.on.evidence.anchorMany({
    items: [1, 2, 3].map((seq) => device.anchors(minute(seq))),
  });
  expect(results.map(({ signs }) => signs)).toEqual([[], [], []]);
  const { items } = await owner.on.evidence.listAnchors({ deviceId: 'D-1' });
  expect(items.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test('a gap is recorded and flagged, and what fills it later is late', async () => {
  const { ledger, device, owner } = await openCar();
  await owner.on.evidence.anchor(device.anchors(minute(1)));
  expect(await owner.on.evidence.anchor(device.anchors(minute(4)))).toMatchObject({
    signs: ['gap'],
    tamper: true,
  });
  expect(ledger.events.at(-1)?.facts).toMatchObject([
    { name: 'EvidenceAnchored' },
    { name: 'TamperSuspected', signs: ['gap'] },
  ]);
  expect(await owner.on.evidence.readChain({ deviceId: 'D-1' })).toMatchObject({
    tampers: 1,
    missing: [{ from: 2, to: 3 }],
  });
  expect(await owner.on.evidence.anchor(device.anchors(minute(3)))).toMatchObject({
    signs: ['late'],
    tamper: false,
  });
  expect(await owner.on.evidence.readChain({ deviceId: 'D-1' })).toMatchObject({
    seq: 4,
    missing: [{ from: 2, to: 2 }],
  });
  expect((await owner.on.evidence.listTampers({ vin: VIN })).items).toMatchObject([{ evidenceId: 'E-4' }]);
});

test('another history under the same number is recorded and flagged', async () => {
  const { device, owner } = await openCar();
  await owner.on.evidence.anchor(device.anchors(minute(1)));
  const other = minute(1, { evidenceId: 'E-1b', root: someHash('another') });
  expect(await owner.on.evidence.anchor(device.anchors(other))).toMatchObject({
    signs: ['repeated'],
    tamper: true,
  });
  expect(await owner.on.evidence.readChain({ deviceId: 'D-1' })).toMatchObject({
    seq: 1,
    root: someHash('root 1'),
  });
});

test.each([
  ['a root before that differs', { prevRoot: someHash('another') }, ['rootMismatch']],
  ['readings of a time anchored before', { t0: '2026-03-02T08:02:30.000Z' }, ['timeOverlap']],
  ['a clock that is ahead', { t1: '2026-03-02T10:00:00.000Z' }, ['clockAhead']],
] as const)('%s is flagged', async (_, more, signs) => {
  const { device, owner } = await openCar();
  await owner.on.evidence.anchor(device.anchors(minute(1)));
  expect(await owner.on.evidence.anchor(device.anchors(minute(2, more)))).toMatchObject({
    signs,
    tamper: true,
  });
});

test('a clock that was ahead does not make the honest anchors after it overlap', async () => {
  const { device, owner } = await openCar();
  const anchor = (request: Parameters<typeof device.anchors>[0]) =>
    owner.on.evidence.anchor(device.anchors(request));
  await anchor(minute(1));
  expect((await anchor(minute(2, { t1: '2026-03-02T10:00:00.000Z' }))).signs).toEqual(['clockAhead']);
  expect((await anchor(minute(3))).signs).toEqual([]);
  expect((await owner.on.evidence.readChain({ deviceId: 'D-1' })).t1).toBe(minute(3).t1);
  expect((await anchor(minute(4, { t0: minute(3).t0 }))).signs).toEqual(['timeOverlap']);
});

test('without the key before, a device gets a new key only from who vouched for it', async () => {
  const { be, device, owner, workshop, plant } = await openCar();
  const stranger = await be('insurer/garage', 'workshop');
  const keyed = () => {
    const { deviceId, vin, deviceKey, proof } = makeDevice();
    return { deviceId, vin, deviceKey, proof };
  };
  await expect(stranger.on.evidence.rotateKey(keyed())).rejects.toMatchObject({ code: 'HANDOVER_MISSING' });
  await expect(stranger.on.evidence.retire({ deviceId: 'D-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect((await workshop.on.evidence.rotateKey(keyed())).keys).toHaveLength(2);
  expect((await plant.on.evidence.rotateKey(keyed())).keys.at(-1)).toMatchObject({ vouchedBy: 'maker' });
  await expect(owner.on.evidence.anchor(device.anchors(minute(1)))).rejects.toMatchObject({
    code: 'ANCHOR_UNSIGNED',
  });
});

test('a workshop that registered the key of the birth certificate does not replace it on its own word', async () => {
  const showroom = await openShowroom();
  const { plant, registrar, workshop } = showroom;
  const [device, next] = [makeDevice('D-birth'), makeDevice('D-birth')];
  await plant.on.vehicle.certifyBirth({ ...birth(VIN), vehicleKey: device.deviceKey });
  const title = {
    vin: VIN,
    registrationId: 'R-1',
    owner: 'registry/owner',
    jurisdiction: 'DE',
    plateTag: tag('B-RB 2028'),
  };
  await registrar.on.vehicle.register(title);
  await entrusted(showroom);
  await workshop.on.evidence.register(registration(device));
  const { deviceId, vin, deviceKey, proof } = next;
  await expect(workshop.on.evidence.rotateKey({ deviceId, vin, deviceKey, proof })).rejects.toMatchObject({
    code: 'HANDOVER_MISSING',
  });
  const handover = device.signs(keyText(next));
  expect(
    (await workshop.on.evidence.rotateKey({ deviceId, vin, deviceKey, proof, handover })).keys,
  ).toHaveLength(2);
});

test('what the device did not sign is refused', async () => {
  const { device, owner } = await openCar();
  const forged = { ...device.anchors(minute(1)), root: someHash('forged') };
  await expect(owner.on.evidence.anchor(forged)).rejects.toMatchObject({ code: 'ANCHOR_UNSIGNED' });
  const { signature } = makeDevice().anchors(minute(1));
  await expect(owner.on.evidence.anchor({ ...device.anchors(minute(1)), signature })).rejects.toMatchObject({
    code: 'ANCHOR_UNSIGNED',
  });
});

test('refusals of an anchor come in their order', async () => {
  const { device, owner, workshop } = await openCar();
  const elsewhere = { ...device.anchors(minute(1)), vin: '1M8GDM9A1KP042789' };
  await expect(owner.on.evidence.anchor(elsewhere)).rejects.toMatchObject({ code: 'DEVICE_ELSEWHERE' });
  const reversed = device.anchors(minute(1, { t1: '2026-03-02T08:00:00.000Z' }));
  await expect(owner.on.evidence.anchor(reversed)).rejects.toMatchObject({ code: 'SPAN_REVERSED' });
  const unfitting = device.anchors(minute(1, { schema: 'edr.563.v1' }));
  await expect(owner.on.evidence.anchor(unfitting)).rejects.toMatchObject({ code: 'INCIDENT_UNFITTING' });
  const incident = {
    kind: 'crash' as const,
    at: '2026-03-02T08:30:00.000Z',
    automatic: true,
    test: false,
    complete: true,
  };
  const outside = device.anchors(minute(1, { schema: 'edr.563.v1', incident }));
  await expect(owner.on.evidence.anchor(outside)).rejects.toMatchObject({ code: 'INCIDENT_OUTSIDE' });
  await workshop.on.evidence.retire({ deviceId: 'D-1' });
  await expect(owner.on.evidence.anchor(elsewhere)).rejects.toMatchObject({ code: 'DEVICE_RETIRED' });
  await expect(workshop.on.evidence.retire({ deviceId: 'D-1' })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
});

test('a crash record and an emergency call are found as incidents', async () => {
  const { ledger, device, owner } = await openCar();
  const incident = { at: '2026-03-02T08:02:10.000Z', automatic: true, test: false, complete: true };
  const crash = minute(1, {
    schema: 'edr.563.v1',
    categories: ['crash'],
    count: 1,
    incident: { ...incident, kind: 'crash' },
  });
  await owner.on.evidence.anchor(device.anchors(crash));
  expect(ledger.events.at(-1)?.facts[1]).toMatchObject({ name: 'IncidentAnchored', kind: 'crash' });
  const called = { ...incident, at: '2026-03-02T08:04:30.000Z', kind: 'ecall' as const };
  const call = minute(2, { schema: 'ecall.en15722.v1', count: 1, incident: called });
  await owner.on.evidence.anchor(device.anchors({ ...call, prevRoot: someHash('root 1') }));
  const { items } = await owner.on.evidence.listUnvouched({ vin: VIN });
  expect(items.map(({ schema }) => schema)).toEqual(['edr.563.v1', 'ecall.en15722.v1']);
});

test('the key of the birth certificate counts as the first device, and an owner may register it', async () => {
  const { plant, registrar, owner } = await openShowroom();
  const device = makeDevice('D-birth');
  await plant.on.vehicle.certifyBirth({ ...birth(VIN), vehicleKey: device.deviceKey });
  await registrar.on.vehicle.register({
    vin: VIN,
    registrationId: 'R-1',
    owner: 'registry/owner',
    jurisdiction: 'DE',
    plateTag: tag('B-RB 2027'),
  });
  const registered = await owner.on.evidence.register(registration(device));
  expect(registered.keys).toMatchObject([{ vouchedBy: 'birth', fromSeq: 1 }]);
  const other = makeDevice('D-other');
  await expect(owner.on.evidence.register(registration(other))).rejects.toMatchObject({
    code: 'NOT_BIRTH_KEY',
  });
  expect((await owner.on.evidence.listDevices({ vin: VIN })).items).toHaveLength(1);
});

test('a device is registered only with a key that it holds', async () => {
  const { workshop, buyer, plant } = await openCar();
  const device = makeDevice('D-2');
  const { proof } = makeDevice('D-2');
  await expect(workshop.on.evidence.register({ ...registration(device), proof })).rejects.toMatchObject({
    code: 'DEVICE_KEY_UNPROVEN',
  });
  const near = [...'123456789ABCDEFGH'].map((letter) => device.deviceKey.slice(0, -1) + letter);
  const deviceKey = near.find((one) => publicKeyOf(one) === undefined) ?? '';
  await expect(workshop.on.evidence.register({ ...registration(device), deviceKey })).rejects.toMatchObject({
    code: 'DEVICE_KEY_WRONG',
  });
  await expect(buyer.on.evidence.register(registration(device))).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect(await plant.on.evidence.register(registration(device))).toMatchObject({ by: 'manufacturer/plant' });
});

test('a new key signs from the next anchor on, and the old one no more', async () => {
  const { device, owner, workshop } = await openCar();
  await owner.on.evidence.anchor(device.anchors(minute(1)));
  const next = makeDevice();
  const { deviceId, vin, deviceKey, proof } = next;
  const handover = device.signs(keyText(next));
  const rotated = await workshop.on.evidence.rotateKey({ deviceId, vin, deviceKey, proof, handover });
  expect(rotated.keys).toMatchObject([{ fromSeq: 1 }, { fromSeq: 2, vouchedBy: 'previousKey' }]);
  expect(await workshop.on.evidence.rotateKey({ deviceId, vin, deviceKey, proof, handover })).toEqual(
    rotated,
  );
  await expect(owner.on.evidence.anchor(device.anchors(minute(2)))).rejects.toMatchObject({
    code: 'ANCHOR_UNSIGNED',
  });
  expect(await owner.on.evidence.anchor(next.anchors(minute(2)))).toMatchObject({ signs: [] });
  const lost = makeDevice();
  const replacing = { deviceId, vin, deviceKey: lost.deviceKey, proof: lost.proof };
  await expect(workshop.on.evidence.rotateKey({ ...replacing, handover })).rejects.toMatchObject({
    code: 'DEVICE_KEY_UNPROVEN',
  });
  expect((await workshop.on.evidence.rotateKey(replacing)).keys.at(-1)).toMatchObject({
    vouchedBy: 'workshop',
    fromSeq: 3,
  });
});

test('a device has sixteen keys at most', async () => {
  const { workshop } = await openCar();
  const rotate = () => {
    const { deviceId, vin, deviceKey, proof } = makeDevice();
    return workshop.on.evidence.rotateKey({ deviceId, vin, deviceKey, proof });
  };
  for (let key = 2; key <= 16; key++) await rotate();
  await expect(rotate()).rejects.toMatchObject({ code: 'DEVICE_KEYS_FULL' });
});

test('two anchors of one device in a block: the chain takes one of them', async () => {
  const { ledger, device, owner, dealer } = await openCar();
  const call = (request: AnchorRequest) =>
    ({ manner: 'submit', room: 'evidence', name: 'anchor', request: JSON.stringify(request) }) as const;
  const verdicts = await ledger.race(
    [owner, call(device.anchors(minute(1)))],
    [dealer, call(device.anchors(minute(1, { evidenceId: 'E-x' })))],
  );
  expect(verdicts).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
});
const signed = (request: ReturnType<typeof minute>): AnchorRequest => ({
  ...request,
  deviceId: 'D',
  vin: VIN,
  signature: '',
});
const NOW = '2026-03-03T00:00:00.000Z';

test('whatever the order of anchors: each gap is known, and an unbroken chain has no sign', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8]), (order) => {
      const end = order.reduce((head, seq) => {
        const request = signed(minute(seq));
        return extend(head, request, signsOf(head, request, NOW));
      }, newHead('D'));
      const missing = end.missing.flatMap(({ from, to }) =>
        Array.from({ length: to - from + 1 }, (_, at) => from + at),
      );
      const last = Math.max(0, ...order);
      expect(missing).toEqual([1, 2, 3, 4, 5, 6, 7, 8].filter((seq) => seq < last && !order.includes(seq)));
      expect([end.seq, end.anchors]).toEqual([last, order.length]);
      if (order.every((seq, at) => seq === at + 1)) expect(end.tampers).toBe(0);
    }),
  );
});

test('an anchor left out, changed or repeated never goes unseen', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 8 }),
      fc.constantFrom('left out', 'changed', 'repeated'),
      (victim, how) => {
        const chain = Array.from({ length: 9 }, (_, at) => signed(minute(at + 1)));
        const told = chain.flatMap((one) => {
          if (one.seq !== victim) return [one];
          if (how === 'left out') return [];
          return how === 'changed' ? [{ ...one, root: someHash('changed') }] : [one, one];
        });
        let head = newHead('D');
        const found = told.map((request) => {
          const signs = signsOf(head, request, NOW);
          head = extend(head, request, signs);
          return isTamper(signs);
        });
        expect(found.filter(Boolean)).toHaveLength(1);
        expect(head.tampers).toBe(1);
      },
    ),
  );
});

test('the first root before is that of the empty tree', () => {
  expect(newHead('D').root).toBe(EMPTY_ROOT);
});
