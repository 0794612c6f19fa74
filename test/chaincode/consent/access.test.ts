import { addWorkingDays } from '../../../chaincode/src/consent/rules/deletion';
import { DAY_MS } from '../../../chaincode/src/kit/value/time';
import {
  FROM,
  G1,
  makeDevice,
  minute,
  openStage,
  reading,
  registration,
  sellCar,
  slice,
  terms,
  VIN,
} from './cast';

const order = {
  vin: VIN,
  orderId: 'C-1',
  court: 'Amtsgericht Mitte',
  documentHash: 'ab'.repeat(32),
  categories: ['speed' as const],
  fromTime: '2026-03-02T09:00:00.000Z',
  untilTime: '2026-03-03T00:00:00.000Z',
  validUntil: '2026-03-10T00:00:00.000Z',
};
const byOrder = { vin: VIN, accessId: 'X-1', orderId: 'C-1', slice };

test('a court order opens data without consent, to a second person, and the owner is told', async () => {
  const { ledger, registrar, auditor, owner } = await openStage();
  await expect(auditor.on.consent.accessByOrder(byOrder)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await registrar.on.consent.recordOrder(order);
  await expect(registrar.on.consent.accessByOrder(byOrder)).rejects.toMatchObject({
    code: 'ORDER_BY_SAME_PERSON',
  });
  const receipt = await auditor.on.consent.accessByOrder(byOrder);
  expect(receipt).toMatchObject({ basis: 'court', reference: 'C-1', purpose: 'courtOrder' });
  expect(await auditor.on.consent.accessByOrder(byOrder)).toEqual(receipt);
  expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['OwnerNotified', 'DataAccessed']);
  const { items } = await owner.on.consent.listNotices({ owner: 'registry/owner' });
  expect(items).toMatchObject([{ accessId: 'X-1', basis: 'court', by: 'registry/auditor' }]);
  const seen = await owner.on.consent.acknowledge({ vin: VIN, accessId: 'X-1' });
  expect(seen.seenAt).toBeDefined();
  expect(await owner.on.consent.acknowledge({ vin: VIN, accessId: 'X-1' })).toEqual(seen);
  expect(await owner.on.consent.readOrder({ vin: VIN, orderId: 'C-1' })).toMatchObject({
    recordedBy: 'registry/registrar',
  });
});

test('a court order opens no more than it says', async () => {
  const { ledger, registrar, auditor } = await openStage();
  await registrar.on.consent.recordOrder({ ...order, categories: ['camera'] });
  await expect(auditor.on.consent.accessByOrder(byOrder)).rejects.toMatchObject({ code: 'CATEGORY_CLOSED' });
  await registrar.on.consent.recordOrder({ ...order, orderId: 'C-2', untilTime: FROM });
  await expect(auditor.on.consent.accessByOrder({ ...byOrder, orderId: 'C-2' })).rejects.toMatchObject({
    code: 'TIME_CLOSED',
  });
  ledger.pass(9 * DAY_MS);
  await expect(auditor.on.consent.accessByOrder(byOrder)).rejects.toMatchObject({ code: 'ORDER_OVER' });
  await expect(registrar.on.consent.recordOrder({ ...order, orderId: 'C-3' })).rejects.toMatchObject({
    code: 'ORDER_OVER',
  });
});

test('the one who held the title at the time of the data is told, not only the present owner', async () => {
  const stage = await openStage();
  const { registrar, auditor, owner, buyer } = stage;
  stage.ledger.pass(60_000);
  await sellCar(stage);
  await registrar.on.consent.recordOrder(order);
  await auditor.on.consent.accessByOrder(byOrder);
  expect((await owner.on.consent.listNotices({ owner: 'registry/owner' })).items).toHaveLength(1);
  expect((await buyer.on.consent.listNotices({ owner: 'registry/buyer' })).items).toHaveLength(0);
  await expect(buyer.on.consent.listNotices({ owner: 'registry/owner' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
});

test('after an emergency call rescuers read what they need, and the owner is told', async () => {
  const { registrar, owner, plant, ledger } = await openStage();
  const at = '2026-03-02T09:20:00.000Z';
  const built = makeDevice('D-2');
  await plant.on.evidence.register(registration(built));
  const call = {
    t0: at,
    t1: at,
    schema: 'ecall.en15722.v1' as const,
    categories: ['location' as const],
    count: 1,
  };
  const incident = { kind: 'ecall' as const, at, automatic: true, test: false, complete: true };
  await owner.on.evidence.anchor(built.anchors(minute(1, { ...call, evidenceId: 'E-2', incident })));
  const there = {
    ...slice,
    deviceId: 'D-2',
    evidenceId: 'E-2',
    category: 'location' as const,
    fromLeaf: 0,
    untilLeaf: 1,
    fromTime: at,
    untilTime: '2026-03-02T09:20:01.000Z',
  };
  const asked = { vin: VIN, accessId: 'R-1', callDeviceId: 'D-2', callId: 'E-2', slice: there };
  await expect(
    registrar.on.consent.accessInEmergency({ ...asked, callDeviceId: 'D-1', callId: 'E-1' }),
  ).rejects.toMatchObject({
    code: 'NO_EMERGENCY',
  });
  await expect(registrar.on.consent.accessInEmergency({ ...asked, slice })).rejects.toMatchObject({
    code: 'CATEGORY_CLOSED',
  });
  expect(await registrar.on.consent.accessInEmergency(asked)).toMatchObject({
    basis: 'emergency',
    purpose: 'rescue',
  });
  expect((await owner.on.consent.listNotices({ owner: 'registry/owner' })).items).toMatchObject([
    { basis: 'emergency' },
  ]);
  ledger.pass(2 * DAY_MS);
  await expect(registrar.on.consent.accessInEmergency({ ...asked, accessId: 'R-2' })).rejects.toMatchObject({
    code: 'NO_EMERGENCY',
  });
});

test('owners read their own data without asking anybody, also after they have sold the vehicle', async () => {
  const stage = await openStage();
  const { owner, buyer } = stage;
  const own = { vin: VIN, accessId: 'O-1', titleNo: 1, slice };
  expect(await owner.on.consent.accessOwn(own)).toMatchObject({
    basis: 'owner',
    purpose: 'ownData',
    reader: 'registry/owner',
  });
  await sellCar(stage);
  expect(await owner.on.consent.accessOwn({ ...own, accessId: 'O-2' })).toMatchObject({ basis: 'owner' });
  await expect(buyer.on.consent.accessOwn({ ...own, accessId: 'O-3' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(buyer.on.consent.accessOwn({ ...own, accessId: 'O-3', titleNo: 2 })).rejects.toMatchObject({
    code: 'TIME_CLOSED',
  });
  expect((await buyer.on.consent.listAccesses({ vin: VIN })).items).toEqual([]);
});

test('receipts and orders are for who held the title at the time of the data, after a sale as before it', async () => {
  const stage = await openStage();
  const { owner, buyer, desk, workshop, registrar, ledger } = stage;
  await owner.on.consent.grant({ ...G1, terms });
  await desk.on.consent.access(reading('A-1'));
  await registrar.on.consent.recordOrder({ ...order, untilTime: '2026-03-02T09:20:00.000Z' });
  ledger.pass(60_000);
  await sellCar(stage);
  const [receipt, ordered] = [
    { vin: VIN, accessId: 'A-1' },
    { vin: VIN, orderId: 'C-1' },
  ];
  expect(await owner.on.consent.readAccess(receipt)).toMatchObject({ reader: 'insurer' });
  expect((await owner.on.consent.listAccesses({ vin: VIN })).items).toHaveLength(1);
  expect((await owner.on.consent.listGrants({ vin: VIN })).items).toHaveLength(1);
  expect(await owner.on.consent.readOrder(ordered)).toMatchObject({ orderId: 'C-1' });
  const notYours = { code: 'NOT_YOURS' };
  await expect(buyer.on.consent.readAccess(receipt)).rejects.toMatchObject(notYours);
  await expect(buyer.on.consent.readOrder(ordered)).rejects.toMatchObject(notYours);
  expect((await buyer.on.consent.listGrants({ vin: VIN })).items).toEqual([]);
  const never = await stage.be('registry/stranger', 'owner');
  await expect(never.on.consent.listAccesses({ vin: VIN })).rejects.toMatchObject(notYours);
  await expect(never.on.consent.listGrants({ vin: VIN })).rejects.toMatchObject(notYours);
  await expect(workshop.on.consent.readAccess(receipt)).rejects.toMatchObject(notYours);
});

const grantee = makeDevice('grantee').deviceKey;
const wrapped = { category: 'speed' as const, ephemeralKey: grantee, wrapped: 'A'.repeat(80) };
const keyed = { ...G1, terms: { ...terms, granteeKey: grantee } };

test('a data key is released to the key of a live grant, of the present epoch alone', async () => {
  const { owner, desk, plant } = await openStage();
  await owner.on.consent.grant(keyed);
  const { epoch } = await desk.on.consent.readEpoch({ vin: VIN });
  expect(epoch).toBe('1.0');
  const release = { ...G1, epoch, ...wrapped };
  await expect(plant.on.consent.releaseKey({ ...release, epoch: '1.1' })).rejects.toMatchObject({
    code: 'EPOCH_OVER',
  });
  await expect(plant.on.consent.releaseKey({ ...release, category: 'location' })).rejects.toMatchObject({
    code: 'CATEGORY_CLOSED',
  });
  expect(await plant.on.consent.releaseKey(release)).toMatchObject({
    granteeKey: grantee,
    by: 'manufacturer/plant',
  });
  expect(await desk.on.consent.readKey({ ...G1, epoch, category: 'speed' })).toMatchObject(wrapped);
});

test('a withdrawal and a change of owner begin another epoch', async () => {
  const stage = await openStage();
  const { ledger, owner, desk, buyer, plant } = stage;
  await owner.on.consent.grant(keyed);
  await owner.on.consent.withdraw(G1);
  expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['ConsentWithdrawn', 'DataKeyTurned']);
  expect(await desk.on.consent.readEpoch({ vin: VIN })).toEqual({ vin: VIN, epoch: '1.1' });
  await expect(plant.on.consent.releaseKey({ ...G1, epoch: '1.1', ...wrapped })).rejects.toMatchObject({
    code: 'GRANT_REVOKED',
  });
  await sellCar(stage);
  expect(await desk.on.consent.readEpoch({ vin: VIN })).toEqual({ vin: VIN, epoch: '2.0' });
  expect(await buyer.on.consent.turnKey({ vin: VIN, from: '2.0' })).toEqual({ vin: VIN, epoch: '2.1' });
  await expect(buyer.on.consent.turnKey({ vin: VIN, from: '2.0' })).rejects.toMatchObject({
    code: 'EPOCH_OVER',
  });
  await expect(owner.on.consent.turnKey({ vin: VIN, from: '2.1' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
});

test('no key is released without one to wrap it to, nor for data that stays in the vehicle', async () => {
  const { owner } = await openStage();
  await owner.on.consent.grant({ ...G1, terms });
  await expect(owner.on.consent.releaseKey({ ...G1, epoch: '1.0', ...wrapped })).rejects.toMatchObject({
    code: 'GRANTEE_KEY_MISSING',
  });
  await owner.on.consent.grant({
    ...keyed,
    grantId: 'G-2',
    terms: { ...keyed.terms, processing: 'inVehicle' },
  });
  await expect(
    owner.on.consent.releaseKey({ vin: VIN, grantId: 'G-2', epoch: '1.0', ...wrapped }),
  ).rejects.toMatchObject({
    code: 'DATA_STAYS_IN_VEHICLE',
  });
});

test.each([
  ['2026-03-02', 10, '2026-03-16'],
  ['2026-03-06', 1, '2026-03-09'],
  ['2026-03-07', 1, '2026-03-09'],
  ['2026-03-08', 5, '2026-03-13'],
])('from %s, %i working days later is %s', (on, days, due) => {
  expect(addWorkingDays(on, days)).toBe(due);
});

const deletion = {
  vin: VIN,
  deletionId: 'X-1',
  keeper: 'manufacturer',
  categories: ['location' as const],
  fromTime: '2026-03-02T09:00:00.000Z',
  untilTime: '2026-03-03T00:00:00.000Z',
};

test('data is deleted on request within ten working days, or it shows', async () => {
  const { ledger, owner, plant } = await openStage();
  const asked = await owner.on.consent.requestDeletion(deletion);
  expect(await owner.on.consent.requestDeletion(deletion)).toEqual(asked);
  const id = { vin: VIN, deletionId: 'X-1' };
  expect(await owner.on.consent.readDeletion(id)).toMatchObject({
    status: 'requested',
    dueOn: '2026-03-16',
    late: false,
  });
  ledger.pass(15 * DAY_MS);
  expect((await plant.on.consent.listDeletions({ keeper: 'manufacturer' })).items).toMatchObject([
    { late: true },
  ]);
  const done = await plant.on.consent.confirmDeletion(id);
  expect(await plant.on.consent.confirmDeletion(id)).toEqual(done);
  expect(await owner.on.consent.readDeletion(id)).toMatchObject({ status: 'done', late: false });
  await expect(plant.on.consent.refuseDeletion({ ...id, ground: 'openClaim' })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
});

test('whoever keeps the data says why it stays; nobody else answers', async () => {
  const { owner, plant, desk } = await openStage();
  await owner.on.consent.requestDeletion(deletion);
  const id = { vin: VIN, deletionId: 'X-1' };
  await expect(desk.on.consent.confirmDeletion(id)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(
    owner.on.consent.requestDeletion({
      ...deletion,
      deletionId: 'X-2',
      fromTime: '2026-01-01T00:00:00.000Z',
    }),
  ).rejects.toMatchObject({
    code: 'DATA_BEFORE_TITLE',
  });
  expect(await plant.on.consent.refuseDeletion({ ...id, ground: 'courtOrder' })).toMatchObject({
    status: 'refused',
    ground: 'courtOrder',
  });
});

test('a former owner has the data of the own time deleted, and nobody that of another', async () => {
  const stage = await openStage();
  const { owner, buyer, auditor, ledger } = stage;
  ledger.pass(60_000);
  await sellCar(stage);
  const { ownerSince = '' } = await auditor.on.vehicle.read({ vin: VIN });
  const own = { ...deletion, untilTime: ownerSince };
  expect(await owner.on.consent.requestDeletion(own)).toMatchObject({
    owner: 'registry/owner',
    status: 'requested',
  });
  const ask = (who: typeof owner, change: object) =>
    who.on.consent.requestDeletion({ ...own, deletionId: 'X-2', ...change });
  await expect(ask(owner, { untilTime: deletion.untilTime })).rejects.toMatchObject({
    code: 'TIME_CLOSED',
    facts: { opensUntil: ownerSince },
  });
  await expect(ask(owner, { untilTime: deletion.fromTime })).rejects.toMatchObject({ code: 'TIME_CLOSED' });
  await expect(ask(buyer, {})).rejects.toMatchObject({
    code: 'DATA_BEFORE_TITLE',
    facts: { since: ownerSince },
  });
  expect(await ask(buyer, { fromTime: ownerSince, untilTime: deletion.untilTime })).toMatchObject({
    owner: 'registry/buyer',
  });
  const never = await stage.be('registry/stranger', 'owner');
  await expect(ask(never, { deletionId: 'X-3' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
});

test('a reader of one grant sees no other receipts', async () => {
  const { owner, desk, workshop } = await openStage();
  await owner.on.consent.grant({ ...G1, terms });
  await desk.on.consent.access(reading('A-1'));
  await expect(workshop.on.consent.readAccess({ vin: VIN, accessId: 'A-1' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
});

test('a majority signs which versions of an anchor and a receipt it read; nothing is written, and strangers name no receipt', async () => {
  const { ledger, owner, desk, workshop } = await openStage();
  await owner.on.consent.grant({ ...G1, terms });
  await desk.on.consent.access(reading('A-1'));
  const asked = { deviceId: 'D-1', evidenceId: 'E-1', access: { vin: VIN, accessId: 'A-1' } };
  const call = {
    manner: 'submit',
    room: 'consent',
    name: 'witness',
    request: JSON.stringify(asked),
  } as const;
  const { set, event, endorsers } = await ledger.simulate(desk, call);
  expect([set.writes.size, set.secretWrites.length, event, endorsers.length]).toEqual([0, 0, undefined, 3]);
  const read = ['\u0000anchor\u0000D-1\u0000E-1\u0000', `\u0000access\u0000${VIN}\u0000A-1\u0000`];
  for (const key of read) expect(set.reads.get(key)).toBe(ledger.world.state.get(key)?.version);
  expect(await desk.on.consent.witness(asked)).toEqual({
    deviceId: 'D-1',
    evidenceId: 'E-1',
    accessId: 'A-1',
  });
  const { access: _receipt, ...alone } = asked;
  expect(await workshop.on.consent.witness(alone)).toEqual(alone);
  await expect(workshop.on.consent.witness(asked)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(owner.on.consent.witness({ ...alone, evidenceId: 'E-9' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a refusal to delete is answered again, and refused with another ground', async () => {
  const { owner, plant } = await openStage();
  await owner.on.consent.requestDeletion(deletion);
  const refusal = { vin: VIN, deletionId: 'X-1', ground: 'legalDuty' as const };
  const refused = await plant.on.consent.refuseDeletion(refusal);
  expect(await plant.on.consent.refuseDeletion(refusal)).toEqual(refused);
  const otherwise = plant.on.consent.refuseDeletion({ ...refusal, ground: 'openClaim' });
  await expect(otherwise).rejects.toMatchObject({ code: 'WRONG_STATUS' });
});
