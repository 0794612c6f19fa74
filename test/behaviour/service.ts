import { createHash } from 'node:crypto';
import { money, plateTag } from '@roadbook/chaincode/api';
import { type Voter, voteOn } from '../stories/ballots';
import type { Behaviour, World } from './world';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const eur = (amount: bigint) => money.of(amount, 'EUR');
const QUARTER = 900_000;
const DAY = 86_400_000;
const MAKER = { wmi: '1M8', manufacturer: 'manufacturer', name: 'Works AG' };
const UTC = { zone: 'UTC', from: '2020-01-01T00:00:00.000Z', offsets: [{ until: '2100-01-01T00:00:00.000Z', offsetMinutes: 0 }] };
const PAPERS = ['business_licence', 'owner_identity', 'terms_of_service'] as const;

const after = (world: World, millis: number): string => new Date(Date.parse(world.now()) + millis).toISOString();
/** The quarter of an hour that begins next, so many milliseconds ahead. */
const quarter = (world: World, millis: number) => {
  const start = Math.ceil((Date.parse(world.now()) + millis + 60_000) / QUARTER) * QUARTER;
  return { local: new Date(start).toISOString().slice(0, 16) };
};

/** A new shop that came in by papers and votes, with one bay that is always open. */
async function openShop(world: World) {
  const merchant = `registry/${world.fresh('shop')}`;
  const shop = (await world.be(merchant, 'merchant')).on;
  const registrar = (await world.be('registry/registrar', 'registrar')).on;
  await shop.merchant.apply({ businessName: 'Shop', category: '7542', requested: ['accept_payments'] });
  for (const requirement of PAPERS) {
    await shop.merchant.prove({ requirement, documentHash: hash(requirement) });
    await registrar.merchant.verify({ merchant, requirement });
  }
  await shop.merchant.sendIn({});
  const vote = { voters: ['manufacturer', 'lender', 'registry'], quorum: 2, conflicts: [] };
  const ends = { until: after(world, DAY), openUntil: after(world, 2 * DAY) };
  await registrar.merchant.openReview({ merchant, ...vote, ...ends });
  const [plant, desk] = [await world.be('manufacturer/plant', 'manufacturer'), await world.be('lender/desk', 'lender')];
  const voters: Voter[] = [
    ['manufacturer', plant.on, 'yes'],
    ['lender', desk.on, 'yes'],
  ];
  await voteOn(merchant, voters);
  await shop.merchant.tick({ merchant });
  await shop.merchant.activate({});
  await registrar.merchant.publishZone(UTC);
  const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', until: '24:00' }));
  await shop.merchant.setHours({ merchant, zone: 'UTC', bays: ['B1'], week, closedOn: [] });
  await shop.merchant.publishService({
    merchant,
    serviceCode: 'wash',
    version: 1,
    names: [{ language: 'en', text: 'Wash' }],
    category: '7542',
    vehicleClasses: ['car'],
    durationMin: 15,
    bufferMin: 0,
    price: eur(2_000n),
    materials: [],
    warranty: { days: 30, km: 1_000 },
    cancelPolicy: { rows: [{ hoursBefore: 24, refundPpm: 1_000_000 }], compensationPpm: 0 },
  });
  return { merchant, shop };
}

/** A new driver with a car and money. */
async function openDriver(world: World, amount: bigint) {
  const member = `registry/${world.fresh('driver')}`;
  const driver = (await world.be(member, 'owner')).on;
  const registrar = (await world.be('registry/registrar', 'registrar')).on;
  await registrar.vehicle.registerWmi(MAKER);
  const vin = world.vin();
  const builtOn = world.now().slice(0, 10);
  await (await world.be('manufacturer/plant', 'manufacturer')).on.vehicle.certifyBirth({
    vin,
    model: { id: 'M8', name: 'Coach' },
    builtOn,
    plant: { id: '4711' },
  });
  const tag = plateTag(Buffer.from('a key of the registrar alone'), 'DE', vin);
  await registrar.vehicle.register({ vin, registrationId: world.fresh('R'), owner: member, jurisdiction: 'DE', plateTag: tag });
  const orderId = world.fresh('I');
  await (await world.be('lender/desk', 'lender')).on.payment.askIssue({ orderId, party: member, amount: eur(amount) });
  const second = (await world.be('lender/second', 'lender')).on;
  const { transfer } = await second.payment.settle({ orderId, paymentId: world.fresh('P') });
  return { member, driver, vin, lots: [transfer?.made[0]?.lotId ?? ''] };
}

const balanceOf = async ({ driver, member }: Awaited<ReturnType<typeof openDriver>>): Promise<bigint> =>
  (await driver.payment.balance({ party: member })).accounts.reduce((sum, { free }) => sum + free.amount, 0n);

export const serviceBehaviour: Behaviour = (open) => {
  test('two bookings of one slot at once: one wins, and the other keeps its money', async () => {
    const world = await open();
    const { merchant } = await openShop(world);
    const drivers = [await openDriver(world, 2_000n), await openDriver(world, 2_000n)];
    const start = quarter(world, 2 * DAY);
    const asking = drivers.map(({ driver, vin, lots }) => {
      const ids = { bookingId: world.fresh('B'), paymentId: world.fresh('P') };
      return driver.service.book({ ...ids, merchant, serviceCode: 'wash', version: 1, vin, bay: 'B1', start, lots });
    });
    const outcomes = await Promise.allSettled(asking);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    for (const [at, driver] of drivers.entries())
      expect(await balanceOf(driver)).toBe(outcomes[at]?.status === 'fulfilled' ? 0n : 2_000n);
  });

  test('a booking that is cancelled in time gives all back and frees its slot', async () => {
    const world = await open();
    const { merchant, shop } = await openShop(world);
    const customer = await openDriver(world, 2_000n);
    const { driver, vin, lots } = customer;
    const start = quarter(world, 2 * DAY);
    const bookingId = world.fresh('B');
    const asked = { merchant, serviceCode: 'wash', version: 1, vin, bay: 'B1', start };
    await driver.service.hold({ bookingId, ...asked });
    await driver.service.confirm({ bookingId, paymentId: world.fresh('P'), lots });
    await expect(driver.service.hold({ bookingId: world.fresh('B'), ...asked })).rejects.toMatchObject({ code: 'SLOT_TAKEN' });
    const cancelled = await driver.service.cancel({ bookingId });
    expect(cancelled).toMatchObject({ status: 'cancelledByCustomer', ended: { refund: eur(2_000n) } });
    expect(await shop.service.tick({ bookingId })).toEqual(cancelled);
    expect(await balanceOf(customer)).toBe(2_000n);
    expect((await driver.service.hold({ bookingId: world.fresh('B'), ...asked })).status).toBe('requested');
  });

  test('a car is washed: slot, code, record in its history, money when the customer accepts, review', async () => {
    const world = await open();
    const { merchant, shop } = await openShop(world);
    const { driver, vin, lots } = await openDriver(world, 2_000n);
    const bookingId = world.fresh('B');
    const paymentId = world.fresh('P');
    const start = quarter(world, 0);
    await driver.service.book({ bookingId, paymentId, merchant, serviceCode: 'wash', version: 1, vin, bay: 'B1', start, lots });
    const nonce = hash(bookingId);
    await driver.service.arrive({ bookingId, nonceHash: hash(nonce) });
    const odometer = { value: 1_000, unit: 'km' as const };
    await shop.service.checkIn({ bookingId, nonce, odometer, photoHash: hash('photo') });
    await shop.service.begin({ bookingId });
    const work = [{ code: 'wash', says: 'Washed by hand', minutes: 15 }];
    const rest = { materials: [], parts: [], troubleCodes: [], photos: [] };
    const { record } = await shop.service.complete({
      bookingId,
      report: { recordId: world.fresh('SR'), odometer, work, ...rest },
    });
    const { technical } = await driver.vehicle.trust({ vin });
    expect(technical.work.items).toMatchObject([{ recordId: record.recordId, merchant, work: ['wash'] }]);
    expect((await driver.service.accept({ bookingId })).status).toBe('settled');
    await driver.service.review({ bookingId, stars: 5 });
    expect((await shop.merchant.readReputation({ merchant })).milliStars).toBe(5_000);
    expect((await shop.payment.balance({ party: merchant })).accounts[0]?.free).toEqual(eur(2_000n));
  });
};
