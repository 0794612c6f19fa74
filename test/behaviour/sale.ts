import { money, plateTag, saleAgreement, time } from '@roadbook/chaincode/api';
import { clawBack, freeze } from './court';
import { issueCredential, randomPlace } from '@roadbook/gateway';
import { trustedDesk } from './identity';
import type { Behaviour, World } from './world';

const DAY = 86_400_000;
const nonce = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const SELLER = 'registry/owner';
const BUYER = 'registry/buyer';
const eur = (amount: bigint) => money.of(amount, 'EUR');
export const LICENCE = {
  ...{ classes: ['B' as const], country: 'DE', over18: true, over21: true, over25: false },
  ...{ licensedOver1Year: true, licensedOver3Years: false },
};
const after = (world: World, days: number): string => time.addMillis(world.now(), days * DAY);
const days = { payDays: 3, shipDays: 3, inspectDays: 5, returnDays: 7, settleDays: 14, resolveDays: 30 };

/** A car of the seller, registered a moment ago. */
export async function carOf(world: World): Promise<string> {
  const registrar = await world.be('registry/registrar', 'registrar');
  const plant = await world.be('manufacturer/plant', 'manufacturer');
  const vin = world.vin();
  await registrar.on.vehicle
    .registerWmi({ wmi: '1M8', manufacturer: 'manufacturer', name: 'Works AG' })
    .catch(() => undefined);
  const builtOn = world.now().slice(0, 10);
  await plant.on.vehicle.certifyBirth({
    vin,
    model: { id: 'M8', name: 'Coach' },
    builtOn,
    plant: { id: '4711' },
  });
  const tag = plateTag(Buffer.from('a key of the registrar alone'), 'DE', vin);
  await registrar.on.vehicle.register({
    vin,
    registrationId: world.fresh('reg'),
    owner: SELLER,
    jurisdiction: 'DE',
    plateTag: tag,
  });
  return vin;
}

/** New money of a party in one lot; answers its id. */
export async function moneyFor(world: World, party: string, amount: bigint): Promise<string> {
  const desk = await world.be('lender/desk', 'lender');
  const second = await world.be('lender/second', 'lender');
  const orderId = world.fresh('issue');
  await desk.on.payment.askIssue({ orderId, party, amount: eur(amount) });
  const { transfer } = await second.on.payment.settle({ orderId, paymentId: world.fresh('pay') });
  return transfer?.made[0]?.lotId ?? 'none';
}

/** A car on the market and a trade about it, in which both may give their word. */
export async function tradeOn(world: World) {
  const [seller, buyer] = [await world.be(SELLER, 'owner'), await world.be(BUYER, 'owner')];
  const [vin, listingId, tradeId] = [await carOf(world), world.fresh('listing'), world.fresh('trade')];
  const { content, hash } = await buyer.on.vehicle.readCertificate({ vin });
  const listed = {
    listingId,
    vin,
    certificate: { issuedAt: content.issuedAt, hash },
    disclosures: [],
    policies: [],
    charges: [],
  };
  await seller.on.sale.list({ ...listed, arbiter: 'registry/auditor', terms: days, until: after(world, 30) });
  await buyer.on.sale.open({ tradeId, listingId });
  const word = async (who: typeof seller, cents: bigint) => {
    const price = eur(cents);
    const { seal } = await who.on.sale.keepPrice({ tradeId, round: 1 }, { price, nonce });
    const agreement = saleAgreement({ tradeId, price, nonce });
    return who.on.sale.agree({ tradeId, round: 1, seal, agreement, certificateHash: hash });
  };
  return { seller, buyer, vin, listingId, tradeId, word };
}

export const saleBehaviour: Behaviour = (open) => {
  test('title and money change hands in one transaction, at a price that both kept to themselves', async () => {
    const world = await open();
    const { seller, buyer, vin, listingId, tradeId, word } = await tradeOn(world);
    const registrar = await world.be('registry/registrar', 'registrar');
    await word(seller, 1_000_000n);
    expect((await word(buyer, 1_000_000n)).status).toBe('agreed');
    const lots = [await moneyFor(world, BUYER, 1_000_000n)];
    await buyer.on.sale.fund({ tradeId, paymentId: world.fresh('pay'), price: eur(1_000_000n), nonce, lots });
    await seller.on.sale.handOver({ tradeId, value: 12, unit: 'km' });
    await buyer.on.sale.accept({ tradeId });
    const settling = { tradeId, paymentId: world.fresh('pay'), payoffs: [] };
    await expect(buyer.on.sale.settle(settling)).rejects.toMatchObject({ code: 'APPROVAL_MISSING' });
    await registrar.on.sale.approve({ tradeId, until: after(world, 10) });
    const { outputs, status } = await buyer.on.sale.settle(settling);
    expect([status, outputs]).toEqual([
      'settled',
      [{ party: SELLER, amount: eur(1_000_000n), what: 'seller' }],
    ]);
    expect((await seller.on.vehicle.read({ vin })).owner).toBe(BUYER);
    expect((await seller.on.payment.read({ paymentId: settling.paymentId })).about).toEqual({
      room: 'sale',
      id: tradeId,
    });
    expect((await buyer.on.sale.read({ listingId })).status).toBe('sold');
  });

  test('10,000.00 and 10,000.01: no agreement, no transfer', async () => {
    const world = await open();
    const { seller, buyer, tradeId, word } = await tradeOn(world);
    await word(seller, 1_000_000n);
    await expect(word(buyer, 1_000_001n)).rejects.toMatchObject({ code: 'PRICES_DIFFER' });
    expect(await buyer.on.sale.readTrade({ tradeId })).toMatchObject({ status: 'offered', now: 'offered' });
  });

  test('only the holder of the title lists, and a new fact makes the listing stale', async () => {
    const world = await open();
    const { buyer, seller, vin, listingId, word } = await tradeOn(world);
    const workshop = await world.be('registry/workshop', 'workshop');
    expect((await buyer.on.sale.read({ listingId })).stale).toBe(false);
    const {
      seller: _seller,
      status: _status,
      factsHash: _hash,
      model: _model,
      listedAt: _at,
      ...listing
    } = await readListing(buyer, listingId);
    await expect(
      buyer.on.sale.list({ ...listing, policies: [], listingId: world.fresh('listing') }),
    ).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    await workshop.on.vehicle.recordReading({
      vin,
      readingId: world.fresh('km'),
      value: 20,
      unit: 'km',
      at: world.now(),
      source: 'service',
    });
    expect((await buyer.on.sale.read({ listingId })).stale).toBe(true);
    await expect(word(seller, 1n)).rejects.toMatchObject({ code: 'LISTING_STALE' });
  });

  test('an hour of a car is booked once; a cancellation frees it and gives the money back', async () => {
    const world = await open();
    const [owner, driver, vin] = [
      await world.be(SELLER, 'owner'),
      await world.be(BUYER, 'owner'),
      await carOf(world),
    ];
    const price = {
      perCell: eur(1_000n),
      latePerCell: eur(0n),
      perDistance: eur(30n),
      includedPerCell: 20,
      unit: 'km' as const,
    };
    const rules = {
      deposit: eur(5_000n),
      freeCancelHours: 0,
      lateCancelPpm: 0,
      damageDays: 2,
      resolveDays: 30,
    };
    await owner.on.rental.offer({
      vin,
      arbiter: 'registry/auditor',
      cellMinutes: 60,
      terms: { ...price, ...rules },
    });
    const from = time.fromMillis((Math.floor(time.toMillis(world.now()) / time.HOUR_MS) + 1) * time.HOUR_MS);
    const rentalId = world.fresh('rental');
    const lots = [await moneyFor(world, BUYER, 9_000n)];
    const booking = { vin, from, cells: 4, paymentId: world.fresh('pay'), lots };
    await driver.on.rental.book({ ...booking, rentalId });
    const again = { ...booking, rentalId: world.fresh('rental'), paymentId: world.fresh('pay'), cells: 1 };
    await expect(driver.on.rental.book(again)).rejects.toMatchObject({ code: 'RENTAL_SLOT_TAKEN' });
    const paymentId = world.fresh('pay');
    const { bill } = await owner.on.rental.cancel({ rentalId, paymentId });
    expect(bill?.toDriver).toEqual(eur(9_000n));
    expect(await driver.on.rental.isFree({ vin, from, cells: 4 })).toEqual({ free: true, taken: [] });
  });

  test('open bids rise over staked deposits, which come back when the auditor annuls the auction', async () => {
    const world = await open();
    const { seller, buyer, listingId } = await tradeOn(world);
    const [other, auditor] = [
      await world.be('registry/other', 'owner'),
      await world.be('registry/auditor', 'auditor'),
    ];
    const auctionId = world.fresh('auction');
    const english = {
      start: eur(500_000n),
      step: eur(10_000n),
      extendMinutes: 5,
      extendUntil: after(world, 2),
    };
    const times = { closesAt: after(world, 1), revealUntil: after(world, 3) };
    await seller.on.sale.openAuction({ auctionId, listingId, ...times, english, deposit: eur(20_000n) });
    const { hash: certificateHash } = (await buyer.on.sale.read({ listingId })).certificate;
    const first = { auctionId, no: 1, price: eur(500_000n), certificateHash };
    await expect(buyer.on.sale.outbid(first)).rejects.toMatchObject({ code: 'DEPOSIT_MISSING' });
    const lots = [await moneyFor(world, BUYER, 20_000n)];
    await buyer.on.sale.placeDeposit({ auctionId, paymentId: world.fresh('pay'), lots });
    const staked = [await moneyFor(world, 'registry/other', 20_000n)];
    await other.on.sale.placeDeposit({ auctionId, paymentId: world.fresh('pay'), lots: staked });
    await buyer.on.sale.outbid(first);
    await expect(other.on.sale.outbid(first)).rejects.toMatchObject({ code: 'BID_OUTBID' });
    await other.on.sale.outbid({ ...first, no: 2, price: eur(510_000n) });
    const { live } = await buyer.on.sale.readAuction({ auctionId });
    expect(live.next).toEqual({ no: 3, least: eur(520_000n) });
    await auditor.on.sale.forceEnd({ auctionId, reason: 'error' });
    const items = [BUYER, 'registry/other'].map((bidder) => ({
      auctionId,
      bidder,
      paymentId: world.fresh('pay'),
    }));
    const { results } = await buyer.on.sale.settleDepositMany({ items });
    expect(results.map(({ status }) => status)).toEqual(['returned', 'returned']);
  });

  test('the first who takes a falling price has the vehicle, and its deposit back once it has paid', async () => {
    const world = await open();
    const { seller, buyer, listingId } = await tradeOn(world);
    const auctionId = world.fresh('auction');
    const [closesAt, opensAt] = [after(world, 1), time.addMillis(world.now(), -60_000)];
    const dutch = { start: eur(900_000n), floor: eur(800_000n), step: eur(1_000n), stepMinutes: 60, opensAt };
    const opening = { auctionId, listingId, closesAt, revealUntil: closesAt, dutch, deposit: eur(20_000n) };
    await seller.on.sale.openAuction(opening);
    const stake = { auctionId, paymentId: world.fresh('pay'), lots: [await moneyFor(world, BUYER, 20_000n)] };
    await buyer.on.sale.placeDeposit(stake);
    const { hash: certificateHash } = (await buyer.on.sale.read({ listingId })).certificate;
    expect((await buyer.on.sale.take({ auctionId, atMost: eur(900_000n), certificateHash })).status).toBe(
      'sold',
    );
    const settling = { auctionId, bidder: BUYER, paymentId: world.fresh('pay') };
    expect((await seller.on.sale.settleDeposit(settling)).status).toBe('held');
    const { nonce: shown = '' } = (await buyer.on.sale.listBids({ auctionId })).items[0] ?? {};
    const lots = [await moneyFor(world, BUYER, 900_000n)];
    const paying = {
      tradeId: auctionId,
      paymentId: world.fresh('pay'),
      price: eur(900_000n),
      nonce: shown,
      lots,
    };
    expect((await buyer.on.sale.fund(paying)).status).toBe('funded');
    expect((await seller.on.sale.settleDeposit(settling)).status).toBe('returned');
  });

  test('of two who take a falling price at once one has the vehicle; what a court takes out of the box ends the trade', async () => {
    const world = await open();
    const { seller, buyer, listingId } = await tradeOn(world);
    const [other, registrar] = [
      await world.be('registry/other', 'owner'),
      await world.be('registry/registrar', 'registrar'),
    ];
    const insurer = await world.be('insurer/desk', 'insurer');
    const auctionId = world.fresh('auction');
    const [closesAt, opensAt] = [after(world, 1), time.addMillis(world.now(), -60_000)];
    const dutch = { start: eur(900_000n), floor: eur(800_000n), step: eur(1_000n), stepMinutes: 60, opensAt };
    await seller.on.sale.openAuction({ auctionId, listingId, closesAt, revealUntil: closesAt, dutch });
    const { hash: certificateHash } = (await buyer.on.sale.read({ listingId })).certificate;
    const wanted = { auctionId, atMost: eur(900_000n), certificateHash };
    const ends = await Promise.allSettled([buyer, other].map((who) => who.on.sale.take(wanted)));
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [winner, name] = ends[0]?.status === 'fulfilled' ? [buyer, BUYER] : [other, 'registry/other'];
    const { nonce: shown = '' } = (await seller.on.sale.listBids({ auctionId })).items[0] ?? {};
    const paying = { tradeId: auctionId, paymentId: world.fresh('pay'), price: eur(900_000n), nonce: shown };
    const { lot = '' } = await winner.on.sale.fund({
      ...paying,
      lots: [await moneyFor(world, name, 900_000n)],
    });
    const order = { courtOrderId: world.fresh('C'), lots: [lot] };
    await freeze(registrar, insurer, { ...order, holder: `escrow:sale:${auctionId}` });
    const taking = { ...order, paymentId: world.fresh('pay'), to: 'registry/victim', amount: eur(900_000n) };
    await clawBack(registrar, insurer, taking);
    const handing = { tradeId: auctionId, value: 10, unit: 'km' } as const;
    await expect(seller.on.sale.handOver(handing)).rejects.toMatchObject({ code: 'MONEY_TAKEN' });
    const ended = await other.on.sale.tick({ tradeId: auctionId, paymentId: world.fresh('pay') });
    expect(ended.status).toBe('clawedBack');
  });

  test('keys go out to a driver whose licence fits, the rental is extended, and the odometer is read twice', async () => {
    const world = await open();
    const [owner, driver, vin] = [
      await world.be(SELLER, 'owner'),
      await world.be(BUYER, 'owner'),
      await carOf(world),
    ];
    const office = await trustedDesk(world, 'DriverLicence');
    const { did: subject } = await driver.on.identity.create({});
    const claims = { ...LICENCE, validThrough: after(world, 400).slice(0, 10) };
    const issue = {
      type: 'DriverLicence' as const,
      subject,
      claims,
      validFrom: world.now(),
      status: randomPlace(0),
    };
    const { document, record } = await issueCredential(issue, office.key);
    await office.desk.on.identity.recordCredential(record);
    const price = {
      perCell: eur(500n),
      latePerCell: eur(0n),
      perDistance: eur(30n),
      includedPerCell: 20,
      unit: 'km' as const,
    };
    const rules = {
      deposit: eur(5_000n),
      freeCancelHours: 0,
      lateCancelPpm: 0,
      damageDays: 2,
      resolveDays: 30,
    };
    const need = { drivingClass: 'B' as const, also: ['licensedOver1Year' as const] };
    const terms = { ...price, ...rules, licence: need };
    await owner.on.rental.offer({ vin, arbiter: 'registry/auditor', cellMinutes: 60, terms });
    const from = time.fromMillis(Math.floor(time.toMillis(world.now()) / time.HOUR_MS) * time.HOUR_MS);
    const rentalId = world.fresh('rental');
    const lots = [await moneyFor(world, BUYER, 6_500n)];
    const booking = { rentalId, vin, from, cells: 3, paymentId: world.fresh('pay'), lots };
    await expect(driver.on.rental.book(booking)).rejects.toMatchObject({ code: 'LICENCE_UNPROVEN' });
    const { issuer, list, index } = record;
    const place = { issuer, list, index, until: after(world, 1) };
    const { seal } = await driver.on.rental.keepLicence(
      { ...place, ...need },
      { document: JSON.stringify(document) },
    );
    await driver.on.rental.book({ ...booking, licence: { ...place, seal } });
    await owner.on.rental.handOver({ rentalId, shows: 100 });
    await driver.on.rental.handOver({ rentalId, shows: 100 });
    const more = [await moneyFor(world, BUYER, 500n)];
    const extended = await driver.on.rental.extend({
      rentalId,
      paymentId: world.fresh('pay'),
      cells: 1,
      lots: more,
    });
    expect(extended).toMatchObject({ cells: 4, box: eur(7_000n) });
    await driver.on.rental.takeBack({ rentalId, shows: 120 });
    await owner.on.rental.takeBack({ rentalId, shows: 120 });
    const { bill } = await driver.on.rental.settle({ rentalId, paymentId: world.fresh('pay') });
    expect([bill?.toOwner, bill?.toDriver]).toEqual([eur(2_000n), eur(5_000n)]);
    expect(await owner.on.vehicle.readOdometer({ vin })).toMatchObject({
      readings: 2,
      last: { value: 120, unit: 'km' },
    });
  });
};

async function readListing(who: Awaited<ReturnType<World['be']>>, listingId: string) {
  const {
    stale: _stale,
    over: _over,
    warnings: _warnings,
    ...listing
  } = await who.on.sale.read({ listingId });
  return listing;
}
