import { isVouched } from '../../../chaincode/src/evidence/rules/vouching';
import { canonical } from '../../../chaincode/src/kit/value/json';
import { keyOf } from '../../../chaincode/src/kit/ledger/keys';
import { DAY_MS } from '../../../chaincode/src/kit/value/time';
import { sellCar } from '../consent/cast';
import {
  birth,
  entrusted,
  makeDevice,
  minute,
  openCar,
  openGarage,
  openShowroom,
  registration,
  tag,
  VIN,
} from './cast';

const refused = (code: string) => ({ code });
const AT = '2026-03-02T08:30:00.000Z';
/** A real emergency call with the place of the car, as it happened or as somebody made it up. */
const call = (evidenceId: string) =>
  minute(1, {
    ...{ evidenceId, schema: 'ecall.en15722.v1', categories: ['location'], count: 1, t0: AT, t1: AT },
    incident: { kind: 'ecall', at: AT, automatic: true, test: false, complete: true },
  });
const position = (deviceId: string, evidenceId: string) => ({
  ...{ deviceId, evidenceId, category: 'location' as const, fromLeaf: 0, untilLeaf: 1 },
  ...{ fromTime: AT, untilTime: '2026-03-02T08:30:01.000Z' },
});

test('a workshop registers a device only in a vehicle that the owner says it has', async () => {
  const garage = await openGarage();
  const { owner, buyer, workshop, ledger } = garage;
  const register = (deviceId: string) => workshop.on.evidence.register(registration(makeDevice(deviceId)));
  const until = new Date(ledger.now + DAY_MS).toISOString();
  const word = { vin: VIN, workshop: 'registry/workshop', until };
  await expect(register('D-1')).rejects.toMatchObject(refused('NOT_ENTRUSTED'));
  await expect(buyer.on.vehicle.entrust(word)).rejects.toMatchObject(refused('NOT_YOURS'));
  await expect(workshop.on.vehicle.entrust(word)).rejects.toMatchObject(refused('NOT_YOURS'));
  const given = await owner.on.vehicle.entrust(word);
  expect(await owner.on.vehicle.entrust(word)).toEqual(given);
  expect(await workshop.on.vehicle.readEntrustment({ vin: VIN, workshop: 'registry/workshop' })).toEqual(
    given,
  );
  expect((await register('D-1')).keys).toMatchObject([{ vouchedBy: 'workshop', by: 'registry/workshop' }]);
  ledger.pass(DAY_MS);
  await expect(register('D-2')).rejects.toMatchObject(refused('NOT_ENTRUSTED'));
});

test('the word of the owner is for one workshop, can be taken back, has a bound and ends with the title', async () => {
  const garage = await openGarage();
  const { owner, workshop, be, ledger } = garage;
  const register = (deviceId: string, who = workshop) =>
    who.on.evidence.register(registration(makeDevice(deviceId)));
  const word = { vin: VIN, workshop: 'registry/workshop' };
  for (const days of [0, -1, 91])
    await expect(
      owner.on.vehicle.entrust({ ...word, until: new Date(ledger.now + days * DAY_MS).toISOString() }),
    ).rejects.toMatchObject(refused('ENTRUSTED_WRONGLY'));
  await entrusted(garage);
  await expect(register('D-1', await be('insurer/garage', 'workshop'))).rejects.toMatchObject(
    refused('NOT_ENTRUSTED'),
  );
  const taken = await owner.on.vehicle.takeBack(word);
  expect(await owner.on.vehicle.takeBack(word)).toEqual(taken);
  await expect(register('D-2')).rejects.toMatchObject(refused('NOT_ENTRUSTED'));
  await entrusted(garage);
  await register('D-3');
  ledger.pass(60_000);
  await sellCar(garage);
  await expect(register('D-4')).rejects.toMatchObject(refused('NOT_ENTRUSTED'));
});

test('a word taken back defeats a registration that was endorsed before and held back', async () => {
  const garage = await openGarage();
  const { owner, workshop, ledger } = garage;
  await entrusted(garage);
  const request = JSON.stringify(registration(makeDevice('D-9')));
  const held = await ledger.simulate(workshop, {
    manner: 'submit',
    room: 'evidence',
    name: 'register',
    request,
  });
  await owner.on.vehicle.takeBack({ vin: VIN, workshop: 'registry/workshop' });
  expect(ledger.commit(held)).toEqual(['MVCC_READ_CONFLICT']);
});

test('an emergency call that a workshop made up stands in a list of its own, marked, and opens nothing', async () => {
  const { owner, plant, workshop, registrar, auditor, device: fitted, ledger } = await openCar();
  const built = makeDevice('D-built');
  await plant.on.evidence.register(registration(built));
  await owner.on.evidence.anchor(
    built.anchors(minute(1, { evidenceId: 'E-real', categories: ['location'], t0: AT, t1: AT, count: 1 })),
  );
  const madeUp = await workshop.on.evidence.anchor(fitted.anchors(call('E-call')));
  expect(madeUp).toMatchObject({ unvouched: true });
  expect(ledger.events.at(-1)?.facts).toContainEqual(
    expect.objectContaining({ name: 'IncidentAnchored', unvouched: true }),
  );
  expect((await owner.on.evidence.listIncidents({ vin: VIN })).items).toEqual([]);
  expect((await registrar.on.evidence.listUnvouched({ vin: VIN })).items).toEqual([madeUp]);
  const asked = {
    vin: VIN,
    accessId: 'X-1',
    callDeviceId: 'D-1',
    callId: 'E-call',
    slice: position('D-built', 'E-real'),
  };
  for (const authority of [auditor, registrar])
    await expect(authority.on.consent.accessInEmergency(asked)).rejects.toMatchObject(
      refused('EMERGENCY_UNVOUCHED'),
    );

  const real = await owner.on.evidence.anchor(
    built.anchors({ ...call('E-911'), seq: 2, t0: '2026-03-02T08:29:59.000Z' }),
  );
  expect(real).not.toHaveProperty('unvouched');
  expect((await registrar.on.evidence.listIncidents({ vin: VIN })).items).toEqual([real]);
  const opened = { ...asked, callDeviceId: 'D-built', callId: 'E-911' };
  expect(await auditor.on.consent.accessInEmergency(opened)).toMatchObject({ basis: 'emergency' });
});

test('the key of the birth certificate opens it, whoever registered it', async () => {
  const { plant, registrar, owner, auditor } = await openShowroom();
  const device = makeDevice('D-birth');
  await plant.on.vehicle.certifyBirth({ ...birth(VIN), vehicleKey: device.deviceKey });
  const title = {
    vin: VIN,
    registrationId: 'R-1',
    owner: 'registry/owner',
    jurisdiction: 'DE',
    plateTag: tag('B-RB 2029'),
  };
  await registrar.on.vehicle.register(title);
  await owner.on.evidence.register(registration(device));
  await owner.on.evidence.anchor(device.anchors(call('E-1')));
  const asked = {
    vin: VIN,
    accessId: 'X-1',
    callDeviceId: 'D-birth',
    callId: 'E-1',
    slice: position('D-birth', 'E-1'),
  };
  expect(await auditor.on.consent.accessInEmergency(asked)).toMatchObject({ reference: 'E-1' });
});

const key = (
  vouchedBy: 'birth' | 'maker' | 'previousKey' | 'workshop' | 'registrant',
  by = 'registry/garage',
  fromSeq = 1,
) => ({
  ...{ vouchedBy, by, fromSeq, deviceKey: makeDevice().deviceKey, since: AT, txId: 'ab'.repeat(32) },
});

test.each([
  ['birth certificate', [key('birth')], 1, true],
  ['the maker', [key('maker', 'manufacturer/plant')], 1, true],
  ['a workshop', [key('workshop')], 1, false],
  ['a workshop of the maker’s organisation', [key('workshop', 'manufacturer/garage')], 1, false],
  ['a workshop of before', [key('registrant')], 1, false],
  ['the maker of before', [key('registrant', 'manufacturer/plant')], 1, true],
  ['an organisation whose name begins alike', [key('registrant', 'manufacturer2/plant')], 1, false],
  [
    'the key before, of the birth certificate',
    [key('birth'), key('previousKey', 'registry/garage', 3)],
    5,
    true,
  ],
  ['the key before, of a workshop', [key('workshop'), key('previousKey', 'registry/garage', 3)], 5, false],
  ['a workshop after the maker', [key('maker'), key('workshop', 'registry/garage', 3)], 5, false],
  ['the maker, while its key signed', [key('maker'), key('workshop', 'registry/garage', 3)], 2, true],
  ['the maker after a workshop', [key('workshop'), key('maker', 'manufacturer/plant', 3)], 3, true],
])('vouched for by %s: %#', (_, keys, seq, vouched) => {
  expect(isVouched({ keys }, seq, 'manufacturer')).toBe(vouched);
  if (keys.every(({ vouchedBy }) => vouchedBy === 'registrant'))
    expect(isVouched({ keys }, seq, undefined)).toBe(false);
});

test('devices and calls of a ledger of before are judged by who registered the device', async () => {
  const { ledger, owner, auditor } = await openGarage();
  const [ofMaker, ofWorkshop] = [makeDevice('D-maker'), makeDevice('D-garage')];
  const write = (kind: string, id: string[], record: object) =>
    ledger.world.state.set(keyOf(kind, id), {
      value: Buffer.from(canonical({ kind, v: 1, updatedAt: '2026-03-01T00:00:00.000Z', made: 'x', record })),
      version: '0.1',
    });
  for (const [device, by] of [
    [ofMaker, 'manufacturer/plant'],
    [ofWorkshop, 'registry/garage'],
  ] as const) {
    const { deviceId, deviceKey } = device;
    const first = { ...key('registrant', by), deviceKey };
    const record = {
      deviceId,
      vin: VIN,
      kind: 'ecall',
      status: 'active',
      keys: [first],
      by,
      registeredAt: AT,
    };
    write('device', [deviceId], record);
    const request = device.anchors(call(`C-${deviceId}`));
    write('anchor', [deviceId, `C-${deviceId}`], {
      ...{ ...request, signs: [], tamper: false, by, anchoredAt: AT, txId: 'cd'.repeat(32) },
    });
    ledger.world.state.set(keyOf('anchor~incident', [VIN, AT, '\u0001', deviceId, `C-${deviceId}`]), {
      value: Buffer.from([1]),
      version: '0.1',
    });
  }
  expect((await owner.on.evidence.listIncidents({ vin: VIN })).items).toMatchObject([
    { deviceId: 'D-maker' },
  ]);
  expect((await owner.on.evidence.listUnvouched({ vin: VIN })).items).toMatchObject([
    { deviceId: 'D-garage', unvouched: true },
  ]);
  const asked = (deviceId: string) => ({
    ...{ vin: VIN, accessId: `X-${deviceId}`, callDeviceId: deviceId, callId: `C-${deviceId}` },
    slice: position(deviceId, `C-${deviceId}`),
  });
  await expect(auditor.on.consent.accessInEmergency(asked('D-garage'))).rejects.toMatchObject(
    refused('EMERGENCY_UNVOUCHED'),
  );
  expect(await auditor.on.consent.accessInEmergency(asked('D-maker'))).toMatchObject({ basis: 'emergency' });
});
