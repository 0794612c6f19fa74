import { DAY_MS } from '../../../chaincode/src/kit/value/time';
import { confirmDestruction } from '../../../chaincode/src/vehicle/rules/destruction';
import { signsAt } from '../../../chaincode/src/vehicle/rules/report/sign';
import { hash, openGarage, VIN } from './cast';

const inspection = (inspectionId: string, at: string) =>
  ({ vin: VIN, inspectionId, at, result: 'passed', validUntil: '2028-03-01' }) as const;
const JAN = '2026-01-20T10:00:00.000Z';

test('V7, motester.co.uk: an inspection of the wrong vehicle is superseded by who recorded it; it stays', async () => {
  const { workshop, buyer, registrar, be } = await openGarage();
  await workshop.on.vehicle.recordInspection(inspection('I-1', JAN));
  await workshop.on.vehicle.recordInspection(inspection('I-2', JAN));
  const wrong = { vin: VIN, inspectionId: 'I-1', reason: 'wrongVehicle' } as const;
  const other = await be('registry/garage', 'workshop');
  await expect(other.on.vehicle.supersedeInspection(wrong)).rejects.toMatchObject({
    code: 'INSPECTION_OF_ANOTHER',
  });
  await expect(workshop.on.vehicle.supersedeInspection({ ...wrong, by: 'I-9' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  const taken = await workshop.on.vehicle.supersedeInspection({ ...wrong, by: 'I-2' });
  expect(taken).toMatchObject({ result: 'passed', superseded: { reason: 'wrongVehicle', by: 'I-2' } });
  expect(await workshop.on.vehicle.supersedeInspection({ ...wrong, by: 'I-2' })).toEqual(taken);
  await expect(workshop.on.vehicle.supersedeInspection(wrong)).rejects.toMatchObject({
    code: 'INSPECTION_SUPERSEDED',
  });
  const { institutional } = await buyer.on.trust.read({ vin: VIN });
  expect(institutional.inspections.items).toMatchObject([
    { inspectionId: 'I-1', superseded: { reason: 'wrongVehicle' } },
    { inspectionId: 'I-2' },
  ]);
  expect(
    await registrar.on.vehicle.supersedeInspection({ vin: VIN, inspectionId: 'I-2', reason: 'typing' }),
  ).toMatchObject({ superseded: { reason: 'typing' } });
});

async function destroyed() {
  const world = await openGarage();
  const { registrar, workshop, ledger } = world;
  await registrar.on.vehicle.authoriseDismantler({
    ...{ member: 'registry/workshop', companyNumber: 'S30A00065', until: '2030-01-01' },
  });
  const dismantledOn = new Date(ledger.now).toISOString().slice(0, 10);
  const certificate = { vin: VIN, certificateId: 'C-1', dismantledOn, documentHash: hash('certificate') };
  await workshop.on.vehicle.handInCertificate(certificate);
  await registrar.on.vehicle.confirmDestruction({ vin: VIN, certificateId: 'C-1' });
  ledger.pass(3 * DAY_MS);
  return { ...world, now: () => new Date(ledger.now - 1_000).toISOString() };
}

test('V9, Vehicle Identity Check: a destroyed car that passes an inspection shows a sign everywhere', async () => {
  const { workshop, buyer, ledger, now } = await destroyed();
  expect(await buyer.on.vehicle.read({ vin: VIN })).not.toHaveProperty('signs');
  const passed = await workshop.on.vehicle.recordInspection(inspection('I-1', now()));
  expect(passed.signs).toEqual(['seenDestroyed']);
  expect(ledger.events.at(-1)?.facts[0]).toMatchObject({
    name: 'VehicleInspected',
    signs: ['seenDestroyed'],
  });
  expect(await buyer.on.vehicle.read({ vin: VIN })).toMatchObject({ signs: ['seenDestroyed'] });
  expect((await buyer.on.trust.read({ vin: VIN })).institutional.title.signs).toEqual(['seenDestroyed']);
  expect((await buyer.on.vehicle.readCertificate({ vin: VIN })).content.signs).toEqual(['seenDestroyed']);
  await workshop.on.vehicle.supersedeInspection({ vin: VIN, inspectionId: 'I-1', reason: 'wrongVehicle' });
  expect(await buyer.on.vehicle.read({ vin: VIN })).not.toHaveProperty('signs');
});

test('V9: a reading of the meter of a destroyed car shows it too; an inspection before its end does not', async () => {
  const { workshop, buyer, now } = await destroyed();
  expect(await workshop.on.vehicle.recordInspection(inspection('I-0', JAN))).not.toHaveProperty('signs');
  expect((await buyer.on.trust.read({ vin: VIN })).institutional.title).not.toHaveProperty('signs');
  await workshop.on.vehicle.recordReading({
    ...{ vin: VIN, readingId: 'M-1', value: 900, unit: 'km', at: now(), source: 'service' },
  });
  expect(await buyer.on.vehicle.read({ vin: VIN })).toMatchObject({ signs: ['seenDestroyed'] });
});

const AT = '2026-02-01T10:00:00.000Z';
const LATER = '2026-02-02T00:00:00.000Z';
test.each([
  [
    'destroyed the day before',
    { destruction: { dismantledOn: '2026-02-01', confirmedAt: LATER } },
    ['seenDestroyed'],
  ],
  ['destroyed on that day', { destruction: { dismantledOn: '2026-02-02', confirmedAt: LATER } }, []],
  ['handed in and not confirmed', { destruction: { dismantledOn: '2026-02-01' } }, []],
  ['exported', { exportedTo: { country: 'NOR', exportedAt: AT } }, ['seenExported']],
  ['stolen', { theft: { reportedAt: AT } }, ['seenStolen']],
  ['stolen later', { theft: { reportedAt: '2026-02-03T00:00:00.000Z' } }, []],
  ['junk', { brands: [{ name: 'junk', at: AT }] }, ['seenJunk']],
  ['salvage, which is inspected to be rebuilt', { brands: [{ name: 'salvage', at: AT }] }, []],
])('V9: seen when it is %s', (_, state, signs) => {
  expect(signsAt({ brands: [], ...state } as never, LATER)).toEqual(signs);
});

test.each(['2099-01-01', '2026-12-31'])(
  'V10: a certificate of destruction of %s is refused',
  async (dismantledOn) => {
    const { registrar, workshop } = await openGarage();
    await registrar.on.vehicle.authoriseDismantler({
      ...{ member: 'registry/workshop', companyNumber: 'S30A00065', until: '2100-01-01' },
    });
    const certificate = { vin: VIN, certificateId: 'C-1', dismantledOn, documentHash: hash('certificate') };
    await expect(workshop.on.vehicle.handInCertificate(certificate)).rejects.toMatchObject({
      code: 'DAY_AHEAD',
    });
  },
);

test('V10: a certificate that was handed in before of a day to come is not confirmed', () => {
  const destruction = { certificateId: 'C-1', dismantledOn: '2099-01-01' };
  const vehicle = { vin: VIN, status: 'registered', liens: [], brands: [], destruction } as never;
  expect(() => confirmDestruction(vehicle, 'C-1', { by: 'registry/registrar', at: LATER })).toThrow(
    'DAY_AHEAD',
  );
});

test('V10: a vehicle is not sold on a day to come', async () => {
  const { plant } = await openGarage();
  await plant.on.vehicle.certifyBirth({
    ...{ vin: 'WP0ZZZ99ZTS392124', model: { id: 'P', name: 'P' }, builtOn: '2026-01-10', plant: { id: '1' } },
  });
  const sale = { vin: 'WP0ZZZ99ZTS392124', to: 'registry/buyer', soldOn: '2099-01-01', country: 'DEU' };
  await expect(plant.on.vehicle.sell(sale)).rejects.toMatchObject({ code: 'DAY_AHEAD' });
});
