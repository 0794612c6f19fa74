import { generateKeyPairSync } from 'node:crypto';
import { merkle, time } from '@roadbook/chaincode/api';
import { deviceOf, frameOf } from '@roadbook/gateway';
import { drivenCar } from '../behaviour/evidence';
import { stampedClient } from './stamped';
import { realWorld } from './world';

jest.setTimeout(120_000);

const world = realWorld();
afterAll(() => world.close());

const newDevice = (vin: string) =>
  deviceOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, {
    deviceId: world.fresh('device'),
    vin,
  });

test('a workshop opens no emergency path: it fits no device without the owner’s word, and its calls open nothing', async () => {
  const { owner, vin, registrar, plant, frames } = await drivenCar(world);
  await world.be('registry/auditor', 'auditor');
  const member = `registry/${world.fresh('garage')}`;
  await world.be(member, 'workshop');
  const [garage, auditor] = [stampedClient(member), stampedClient('registry/auditor')];
  const fitted = newDevice(vin);
  const registration = { ...fitted.registration(), kind: 'ecall' };
  for (const off of [0, -9_000, 9_000])
    await expect(garage.endorse('evidence:register', registration, off)).rejects.toThrow('NOT_ENTRUSTED');

  const word = { vin, workshop: member };
  await owner.on.vehicle.entrust({ ...word, until: time.addMillis(world.now(), 3_600_000) });
  const held = await garage.endorse('evidence:register', { ...newDevice(vin).registration(), kind: 'ecall' });
  const now = await garage.endorse('evidence:register', registration);
  expect(await now.handIn()).toBe('VALID');
  await owner.on.vehicle.takeBack(word);
  expect(await held.handIn()).toBe('MVCC_READ_CONFLICT');
  await expect(
    garage.endorse('evidence:register', { ...newDevice(vin).registration(), kind: 'ecall' }, -9_000),
  ).rejects.toThrow('NOT_ENTRUSTED');

  const at = frames[5]?.at ?? '';
  const place = [frameOf({ at, category: 'location', precision: 'full', values: {} })];
  const call = {
    schema: 'ecall.en15722.v1' as const,
    incident: { kind: 'ecall' as const, at, automatic: true, test: false, complete: true },
  };
  const start = { seq: 0, root: merkle.EMPTY_ROOT };
  const madeUp = await garage.endorse(
    'evidence:anchor',
    fitted.anchor(place, start, { ...call, evidenceId: 'E-call' }),
  );
  expect(await madeUp.handIn()).toBe('VALID');
  // The real position of the car, in evidence of a device that the maker built in.
  const built = newDevice(vin);
  await plant.on.evidence.register({ ...built.registration(), kind: 'ecall' });
  const real = built.anchor(place, start, { schema: 'readings.v1', evidenceId: 'E-place' });
  await owner.on.evidence.anchor(real);
  const slice = {
    deviceId: built.deviceId,
    evidenceId: 'E-place',
    category: 'location',
    fromLeaf: 0,
    untilLeaf: 1,
  };
  const asked = {
    ...{ vin, accessId: world.fresh('X'), callDeviceId: fitted.deviceId, callId: 'E-call' },
    slice: { ...slice, fromTime: at, untilTime: time.addMillis(at, 1) },
  };
  await expect(auditor.endorse('consent:accessInEmergency', asked)).rejects.toThrow('EMERGENCY_UNVOUCHED');
  expect((await registrar.on.evidence.listIncidents({ vin })).items).toEqual([]);
  expect((await registrar.on.evidence.listUnvouched({ vin })).items).toMatchObject([
    { evidenceId: 'E-call', unvouched: true },
  ]);

  const later = { ...call, incident: { ...call.incident } };
  const genuine = built.anchor(
    [frameOf({ at: time.addMillis(at, 1), category: 'location', precision: 'full', values: {} })],
    real,
    {
      ...{ ...later, incident: { ...later.incident, at: time.addMillis(at, 1) }, evidenceId: 'E-911' },
    },
  );
  await owner.on.evidence.anchor(genuine);
  const opened = await auditor.endorse('consent:accessInEmergency', {
    ...asked,
    callDeviceId: built.deviceId,
    callId: 'E-911',
  });
  expect(await opened.handIn()).toBe('VALID');
  garage.close();
  auditor.close();
});
