import { createHash } from 'node:crypto';
import { money, plateTag } from '@roadbook/chaincode/api';
import { cast, openOf, type Voter, voteOn } from '../../stories/ballots';
import type { Behaviour, World } from './world';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const eur = (amount: bigint) => money.of(amount, 'EUR');
const QUARTER = 900_000;
const DAY = 86_400_000;
const MAKER = { wmi: '1M8', manufacturer: 'manufacturer', name: 'Works AG' };
const UTC = {
  zone: 'UTC',
  from: '2020-01-01T00:00:00.000Z',
  offsets: [{ until: '2100-01-01T00:00:00.000Z', offsetMinutes: 0 }],
};
const PAPERS = ['business_licence', 'owner_identity', 'terms_of_service'] as const;

const after = (world: World, millis: number): string =>
  new Date(Date.parse(world.now()) + millis).toISOString();
/** The quarter of an hour that begins next, so many milliseconds ahead. */
export const quarter = (world: World, millis: number) => {
  const start = Math.ceil((Date.parse(world.now()) + millis + 60_000) / QUARTER) * QUARTER;
  return { local: new Date(start).toISOString().slice(0, 16) };
};

/** A new shop that came in by papers and votes, with bays that are always open. */
export async function openShop(
  world: World,
  bays = ['B1'],
  more: readonly 'issue_coupons'[] = [],
  change: { graceMinutes?: number } = {},
) {
  const merchant = `registry/${world.fresh('shop')}`;
  const shop = (await world.be(merchant, 'merchant')).on;
  const registrar = (await world.be('registry/registrar', 'registrar')).on;
  await shop.merchant.apply({
    businessName: 'Shop',
    category: '7542',
    requested: ['accept_payments', ...more],
  });
  for (const requirement of PAPERS) {
    await shop.merchant.prove({ requirement, documentHash: hash(requirement) });
    await registrar.merchant.verify({ merchant, requirement });
  }
  await shop.merchant.sendIn({});
  const vote = { voters: ['manufacturer', 'lender', 'registry'], quorum: 2, conflicts: [] };
  const ends = { until: after(world, DAY), openUntil: after(world, 2 * DAY) };
  await registrar.merchant.openReview({ merchant, ...vote, ...ends });
  const [plant, desk] = [
    await world.be('manufacturer/plant', 'manufacturer'),
    await world.be('lender/desk', 'lender'),
  ];
  const voters: Voter[] = [
    ['manufacturer', plant.on, 'yes'],
    ['lender', desk.on, 'yes'],
  ];
  await voteOn(merchant, voters);
  await shop.merchant.tick({ merchant });
  await shop.merchant.activate({});
  await registrar.merchant.publishZone(UTC);
  const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', until: '24:00' }));
  await shop.merchant.setHours({ merchant, zone: 'UTC', bays, week, closedOn: [] });
  const service = {
    ...{
      merchant,
      version: 1,
      names: [{ language: 'en', text: 'Wash' }],
      category: '7542',
      vehicleClasses: ['car' as const],
    },
    ...{
      durationMin: 15,
      bufferMin: 0,
      price: eur(2_000n),
      materials: [],
      warranty: { days: 30, km: 1_000 },
    },
    cancelPolicy: { rows: [{ hoursBefore: 24, refundPpm: 1_000_000 }], compensationPpm: 0 },
    ...change,
  };
  await shop.merchant.publishService({ ...service, serviceCode: 'wash' });
  await shop.merchant.publishService({ ...service, serviceCode: 'wax', depositPpm: 250_000 });
  return { merchant, shop };
}

type Shop = Awaited<ReturnType<typeof openShop>>['shop'];

/** The customer comes, shows the code, and the work is done. */
export async function wash(world: World, driver: Shop, shop: Shop, bookingId: string) {
  const nonce = hash(bookingId);
  await driver.service.arrive({ bookingId, nonceHash: hash(nonce) });
  const odometer = { value: 1_000, unit: 'km' as const };
  await shop.service.checkIn({ bookingId, nonce, odometer, photoHash: hash('photo') });
  await shop.service.begin({ bookingId });
  const work = [{ code: 'wash', says: 'Washed by hand', minutes: 15 }];
  const report = {
    recordId: world.fresh('SR'),
    odometer,
    work,
    materials: [],
    parts: [],
    troubleCodes: [],
    photos: [],
  };
  return (await shop.service.complete({ bookingId, report })).record;
}

/** A new driver with a car and money. */
export async function openDriver(world: World, amount: bigint) {
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
  await registrar.vehicle.register({
    vin,
    registrationId: world.fresh('R'),
    owner: member,
    jurisdiction: 'DE',
    plateTag: tag,
  });
  const orderId = world.fresh('I');
  await (await world.be('lender/desk', 'lender')).on.payment.askIssue({
    orderId,
    party: member,
    amount: eur(amount),
  });
  const second = (await world.be('lender/second', 'lender')).on;
  const { transfer } = await second.payment.settle({ orderId, paymentId: world.fresh('P') });
  return { member, driver, vin, lots: [transfer?.made[0]?.lotId ?? ''] };
}

export const balanceOf = async ({
  driver,
  member,
}: Awaited<ReturnType<typeof openDriver>>): Promise<bigint> =>
  (await driver.payment.balance({ party: member })).accounts.reduce((sum, { free }) => sum + free.amount, 0n);

export const serviceBehaviour: Behaviour = (open) => {
  test('a shop says where it is, and is found nearby, open now, until it leaves (geohash.org)', async () => {
    const world = await open();
    const { merchant, shop } = await openShop(world);
    const { merchant: driver } = (await world.be(`registry/${world.fresh('driver')}`, 'owner')).on;
    const place = {
      merchant,
      address: { street: 'Havnevej 1', city: 'Skagen', country: 'DK' },
      ...{ latitude: 576_491_100, longitude: 104_074_400, languages: ['da'], phone: '+4598441377' },
    };
    expect(await shop.merchant.setPlace(place)).toMatchObject({ cell: 'u4pruyd' });
    const asked = { cells: ['u4pruyd', 'u4pruyf'], category: '7542', language: 'da', openNow: true };
    const found = async () => {
      const { items } = await driver.findMerchants(asked);
      return items.filter((one) => one.merchant === merchant);
    };
    expect(await found()).toMatchObject([{ businessName: 'Shop', open: true, place }]);
    await expect(driver.setPlace(place)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await shop.merchant.removePlace({ merchant });
    expect(await found()).toEqual([]);
  });

  test('two bookings of one slot at once: one wins, and the other keeps its money', async () => {
    const world = await open();
    const { merchant } = await openShop(world);
    const drivers = [await openDriver(world, 2_000n), await openDriver(world, 2_000n)];
    const start = quarter(world, 2 * DAY);
    const asking = drivers.map(({ driver, vin, lots }) => {
      const ids = { bookingId: world.fresh('B'), paymentId: world.fresh('P') };
      return driver.service.book({
        ...ids,
        merchant,
        serviceCode: 'wash',
        version: 1,
        vin,
        bay: 'B1',
        start,
        lots,
      });
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
    await expect(driver.service.hold({ bookingId: world.fresh('B'), ...asked })).rejects.toMatchObject({
      code: 'SLOT_TAKEN',
    });
    const cancelled = await driver.service.cancel({ bookingId });
    expect(cancelled).toMatchObject({ status: 'cancelledByCustomer', ended: { refund: eur(2_000n) } });
    expect(await shop.service.tick({ bookingId })).toEqual({ bookingId, status: 'cancelledByCustomer' });
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
    await driver.service.book({
      bookingId,
      paymentId,
      merchant,
      serviceCode: 'wash',
      version: 1,
      vin,
      bay: 'B1',
      start,
      lots,
    });
    const record = await wash(world, driver, shop, bookingId);
    const { technical } = await driver.trust.read({ vin });
    expect(technical.work.items).toMatchObject([{ recordId: record.recordId, merchant, work: ['wash'] }]);
    expect((await driver.service.accept({ bookingId })).status).toBe('settled');
    await driver.service.review({ bookingId, stars: 5 });
    expect((await shop.merchant.readReputation({ merchant })).milliStars).toBe(5_000);
    expect((await shop.payment.balance({ party: merchant })).accounts[0]?.free).toEqual(eur(2_000n));
  });

  test('a ballot stays closed until all have voted, and another than the one that was cast does not open', async () => {
    const world = await open();
    const merchant = `registry/${world.fresh('shop')}`;
    const shop = (await world.be(merchant, 'merchant')).on;
    const registrar = (await world.be('registry/registrar', 'registrar')).on;
    await shop.merchant.apply({ businessName: 'Shop', category: '7542', requested: ['issue_coupons'] });
    for (const requirement of ['business_licence', 'terms_of_service'] as const)
      await shop.merchant.prove({ requirement, documentHash: hash(requirement) });
    await shop.merchant.sendIn({});
    const ends = { until: after(world, DAY), openUntil: after(world, 2 * DAY) };
    await registrar.merchant.openReview({
      merchant,
      voters: ['lender', 'insurer'],
      quorum: 2,
      ...ends,
      conflicts: [],
    });
    const [desk, insurer] = [
      await world.be('lender/desk', 'lender'),
      await world.be('insurer/desk', 'insurer'),
    ];
    const [yes, no]: [Voter, Voter] = [
      ['lender', desk.on, 'yes'],
      ['insurer', insurer.on, 'no'],
    ];
    await cast(merchant, yes);
    await expect(openOf(merchant, yes)).rejects.toMatchObject({ code: 'BALLOTS_SEALED' });
    await cast(merchant, no);
    await expect(openOf(merchant, ['insurer', insurer.on, 'yes'])).rejects.toMatchObject({
      code: 'BALLOT_UNPROVEN',
    });
    await openOf(merchant, no);
    expect((await shop.merchant.tick({ merchant })).status).toBe('rejected');
  });

  test('a deposit is paid at booking, and the rest in the transaction that accepts the work', async () => {
    const world = await open();
    const { merchant, shop } = await openShop(world);
    const customer = await openDriver(world, 2_000n);
    const { driver, vin, lots } = customer;
    const [bookingId, paymentId] = [world.fresh('B'), world.fresh('P')];
    const asked = { merchant, serviceCode: 'wax', version: 1, vin, bay: 'B1', start: quarter(world, 0) };
    await driver.service.book({ bookingId, paymentId, ...asked, lots });
    expect(await balanceOf(customer)).toBe(1_500n);
    await wash(world, driver, shop, bookingId);
    await expect(driver.service.accept({ bookingId })).rejects.toMatchObject({ code: 'REST_DUE' });
    const rest = { paymentId: world.fresh('P'), lots: [`${paymentId}:1`] };
    expect((await driver.service.accept({ bookingId, ...rest })).status).toBe('settled');
    expect((await shop.payment.balance({ party: merchant })).accounts[0]?.free).toEqual(eur(2_000n));
    expect(await balanceOf(customer)).toBe(0n);
  });

  test('who waited for a full time gets the slot that is cancelled, and nobody overtakes', async () => {
    const world = await open();
    const { merchant } = await openShop(world);
    const [first, second, third] = [
      await openDriver(world, 2_000n),
      await openDriver(world, 2_000n),
      await openDriver(world, 2_000n),
    ];
    const start = quarter(world, 2 * DAY);
    const asked = { merchant, serviceCode: 'wash', version: 1, bay: 'B1', start };
    const book = ({ driver, vin, lots }: typeof first, bookingId: string) =>
      driver.service.book({ bookingId, paymentId: world.fresh('P'), ...asked, vin, lots });
    const bookingId = world.fresh('B');
    await book(first, bookingId);
    const from = start.local.slice(11);
    const until = new Date(Date.parse(`${start.local}Z`) + QUARTER)
      .toISOString()
      .slice(11, 16)
      .replace('00:00', '24:00');
    const queue = { merchant, serviceCode: 'wash', on: start.local.slice(0, 10) };
    await second.driver.service.joinQueue({ ...queue, vin: second.vin, from, until });
    expect(await third.driver.service.readQueue(queue)).toEqual({ waiting: 1 });
    await first.driver.service.cancel({ bookingId });
    await expect(book(third, world.fresh('B'))).rejects.toMatchObject({ code: 'SLOT_OFFERED' });
    expect((await book(second, world.fresh('B'))).status).toBe('confirmed');
    expect(await second.driver.service.readQueue(queue)).toMatchObject({ waiting: 0 });
  });

  test('what is left of a prepaid card comes back free when its merchant is gone', async () => {
    const world = await open();
    const { merchant, shop } = await openShop(world);
    const { member, driver, lots } = await openDriver(world, 2_000n);
    const [card, back] = [world.fresh('P'), world.fresh('P')];
    const purpose = { merchants: [merchant], until: after(world, 30 * DAY), remainderTo: member };
    await driver.payment.bind({
      paymentId: card,
      from: member,
      to: member,
      amount: eur(1_200n),
      lots,
      purpose,
    });
    const returning = { paymentId: back, owner: member, lot: `${card}:0` };
    await expect(driver.merchant.returnPrepaid(returning)).rejects.toMatchObject({ code: 'PREPAID_STANDS' });
    await shop.merchant.terminate({ merchant });
    await driver.merchant.returnPrepaid(returning);
    expect((await driver.payment.balance({ party: member })).accounts).toMatchObject([
      { free: eur(2_000n), bound: eur(0n) },
    ]);
  });

  test('work that did not last is done again for nothing, and the record of it answers the claim', async () => {
    const world = await open();
    const { merchant, shop } = await openShop(world, ['B1', 'B2']);
    const customer = await openDriver(world, 2_000n);
    const { driver, vin, lots } = customer;
    const bookingId = world.fresh('B');
    const asked = { merchant, serviceCode: 'wash', version: 1, vin, bay: 'B1', start: quarter(world, 0) };
    await driver.service.book({ bookingId, paymentId: world.fresh('P'), ...asked, lots });
    const { recordId, odometer } = await wash(world, driver, shop, bookingId);
    await driver.service.accept({ bookingId });
    const [claimId, reworkId] = [world.fresh('W'), world.fresh('B')];
    await driver.service.claimWork({ claimId, vin, recordId, code: 'wash', odometer });
    await driver.service.bookRework({ bookingId: reworkId, claimId, bay: 'B2', start: quarter(world, 0) });
    const again = await wash(world, driver, shop, reworkId);
    expect(await shop.service.readWorkClaim({ claimId })).toMatchObject({
      status: 'reworked',
      reworkId: again.recordId,
    });
    expect(await balanceOf(customer)).toBe(0n);
  });

  test('a bank account is proved by the code of a cent that a lender sent', async () => {
    const world = await open();
    const merchant = `registry/${world.fresh('shop')}`;
    const shop = (await world.be(merchant, 'merchant')).on;
    const desk = (await world.be('lender/desk', 'lender')).on;
    await shop.merchant.apply({ businessName: 'Shop', category: '7542', requested: ['payouts'] });
    const code = hash(merchant);
    await desk.merchant.probeAccount({ merchant, accountHash: hash('account'), codeHash: hash(code) });
    await expect(shop.merchant.proveAccount({ code: hash(code) })).rejects.toMatchObject({
      code: 'CODE_WRONG',
    });
    await shop.merchant.proveAccount({ code });
    const { requirements } = await shop.merchant.read({ merchant });
    expect(requirements?.currentlyDue).not.toContain('bank_account');
  });
};
