import { hash, insure, openGarage, VIN } from './cast';

const told = {
  ...{ vin: VIN, accidentId: 'X-1', happenedOn: '2026-01-10' },
  ...{ cause: 'collision' as const, damage: 'moderate' as const },
};
const authority = {
  ...told,
  source: { kind: 'authority' as const, name: 'Police', documentHash: hash('p') },
};
const seen = { ...told, accidentId: 'X-2', source: { kind: 'workshop' as const } };
const outside = {
  ...told,
  accidentId: 'X-3',
  source: { kind: 'outsideInsurer' as const, name: 'Abroad Re' },
};
type Garage = Awaited<ReturnType<typeof openGarage>>;
const entrust = ({ owner, ledger }: Garage) =>
  owner.on.vehicle.entrust({
    ...{ vin: VIN, workshop: 'registry/workshop' },
    until: new Date(ledger.now + 86_400_000).toISOString(),
  });

describe('an honest list of accidents: each with its source and its weight', () => {
  test('an authority, a workshop and an insurer outside; everybody sees who says it and what it weighs', async () => {
    const garage = await openGarage();
    const { registrar, workshop, buyer } = garage;
    await entrust(garage);
    const first = await registrar.on.vehicle.recordAccident(authority);
    expect(first).toMatchObject({ weight: 'official', by: 'registry/registrar' });
    expect(await registrar.on.vehicle.recordAccident(authority)).toEqual(first);
    await expect(
      registrar.on.vehicle.recordAccident({ ...authority, damage: 'severe' }),
    ).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
    await workshop.on.vehicle.recordAccident(seen);
    await registrar.on.vehicle.recordAccident(outside);
    const { items } = await buyer.on.vehicle.listAccidents({ vin: VIN });
    expect(items.map(({ weight, source }) => [weight, source?.kind, source?.name])).toEqual([
      ['official', 'authority', 'Police'],
      ['seen', 'workshop', undefined],
      ['told', 'outsideInsurer', 'Abroad Re'],
    ]);
    expect(items.every(({ by }) => by === undefined)).toBe(true);
  });

  test('a workshop tells what it had in its hands, an insurer where its money is at stake, each by its own source', async () => {
    const garage = await openGarage();
    const { registrar, workshop, insurer, owner } = garage;
    await expect(workshop.on.vehicle.recordAccident(seen)).rejects.toMatchObject({
      code: 'VEHICLE_NOT_IN_HANDS',
    });
    await expect(workshop.on.vehicle.recordAccident(authority)).rejects.toMatchObject({
      code: 'SOURCE_UNFITTING',
    });
    const nameless = { ...outside, source: { kind: 'outsideInsurer' as const } };
    await expect(registrar.on.vehicle.recordAccident(nameless)).rejects.toMatchObject({
      code: 'SOURCE_UNFITTING',
    });
    await expect(insurer.on.vehicle.recordAccident(outside)).rejects.toMatchObject({
      code: 'INTEREST_MISSING',
    });
    await insure(garage);
    expect(await insurer.on.vehicle.recordAccident({ ...outside, reference: 'POL-7' })).toMatchObject({
      ...{ weight: 'told', by: 'insurer' },
    });
    await expect(
      registrar.on.vehicle.recordAccident({ ...authority, happenedOn: '2099-01-01' }),
    ).rejects.toMatchObject({ code: 'DAY_AHEAD' });
    await expect(owner.on.vehicle.recordAccident(authority)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('the owner contests it, who recorded it takes it back; it stays to be seen', async () => {
    const garage = await openGarage();
    const { registrar, workshop, owner, buyer, be } = garage;
    await entrust(garage);
    await workshop.on.vehicle.recordAccident(seen);
    const named = { vin: VIN, accidentId: 'X-2' };
    await expect(buyer.on.vehicle.contestAccident(named)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    const contested = await owner.on.vehicle.contestAccident(named);
    expect(contested.contestedAt).toBeDefined();
    expect(await owner.on.vehicle.contestAccident(named)).toEqual(contested);
    const other = await be('registry/rival', 'workshop');
    const back = { ...named, reason: 'wrongVehicle' as const };
    await expect(other.on.vehicle.takeBackAccident(back)).rejects.toMatchObject({
      code: 'ACCIDENT_OF_ANOTHER',
    });
    await workshop.on.vehicle.takeBackAccident(back);
    expect(await registrar.on.vehicle.takeBackAccident({ ...back, reason: 'other' })).toMatchObject({
      takenBack: { reason: 'wrongVehicle' },
    });
    expect((await buyer.on.vehicle.listAccidents({ vin: VIN })).items).toMatchObject([
      { contestedAt: contested.contestedAt, takenBack: { reason: 'wrongVehicle' } },
    ]);
  });

  test('the trust chain says what its list covers and what it cannot know', async () => {
    const garage = await openGarage();
    const { registrar, buyer, ledger } = garage;
    const always = ['unreported', 'outsideInsurers', 'beforeFirstCover'];
    const read = async () => (await buyer.on.trust.read({ vin: VIN })).technical.accidentCoverage;
    expect(await read()).toMatchObject({ counts: { settled: 0, official: 0 } });
    await registrar.on.vehicle.recordAccident(authority);
    await registrar.on.vehicle.recordAccident(outside);
    await insure(garage);
    const since = new Date(ledger.now).toISOString();
    expect(await read()).toEqual({
      ...{ since, cannotKnow: always },
      counts: { settled: 0, official: 1, seen: 0, told: 1, contested: 0, takenBack: 0 },
    });
    ledger.pass(400 * 86_400_000);
    expect((await read()).cannotKnow).toEqual([...always, 'timesWithoutCover']);
  });
});
