import { setTimeout as sleep } from 'node:timers/promises';
import { money, saleAgreement } from '@roadbook/chaincode/api';
import { moneyFor, tradeOn } from '../behaviour/sale';
import { type Held, type Stamped, stampedClient } from './stamped';
import { realWorld } from './world';

jest.setTimeout(400_000);

const world = realWorld();
const clients: Stamped[] = [];
afterAll(async () => {
  for (const client of clients) client.close();
  await world.close();
});

const SELLER = 'registry/owner';
const BUYER = 'registry/buyer';
const OTHER = 'registry/other';
const THIRD = 'registry/third';
/** A second less than a peer takes, for the time that a call is on its way. */
const [AHEAD, BEHIND] = [9_000, -9_000];
const SECOND = 1_000;
/** From a moment on until what is allowed only after it is taken, and a little. */
const CLEAR = 20_100;
const nonce = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const eur = (amount: bigint) => money.of(amount, 'EUR');
const wire = (cents: bigint) => ({ amount: `${cents}`, currency: 'EUR' });
const until = (moment: number) => sleep(Math.max(0, moment - Date.now()));
const iso = (moment: number) => new Date(moment).toISOString();

function plain(member: string): Stamped {
  const client = stampedClient(member);
  clients.push(client);
  return client;
}

const codeOf = (act: Promise<Held>) =>
  act.then(
    () => 'ENDORSED',
    (error: Error) => error.message,
  );

const on = async (member: string) => (await world.be(member, 'owner')).on;

/** A listed car, and bidders who have connections. */
async function openHall() {
  const { listingId } = await tradeOn(world);
  const [seller, buyer, other, third] = [await on(SELLER), await on(BUYER), await on(OTHER), await on(THIRD)];
  const { hash: certificateHash } = (await buyer.sale.read({ listingId })).certificate;
  return { seller, buyer, other, third, listingId, certificateHash, auctionId: world.fresh('auction') };
}

type Person = Awaited<ReturnType<typeof on>>;

async function sealedAuction() {
  const { seller, buyer, other, third, listingId, certificateHash, auctionId } = await openHall();
  const [thief, owner] = [plain(OTHER), plain(SELLER)];
  const lots: string[] = [];
  for (const party of [BUYER, OTHER, THIRD]) lots.push(await moneyFor(world, party, 50_000n));
  const end = Date.now() + 40 * SECOND;
  const opened = end + 45 * SECOND;
  const agreementOf = (cents: bigint) => saleAgreement({ tradeId: auctionId, price: eur(cents), nonce });
  const times = {
    closesAt: iso(end),
    revealUntil: iso(opened),
    reserve: agreementOf(300_000n),
    deposit: eur(50_000n),
  };
  await seller.sale.openAuction({ auctionId, listingId, ...times });
  const stakes = [buyer, other, third].map((who, at) =>
    who.sale.placeDeposit({ auctionId, paymentId: world.fresh('pay'), lots: [lots[at] ?? ''] }),
  );
  await Promise.all(stakes);
  const keep = async (who: Person, cents: bigint) => {
    const { seal } = await who.sale.keepBid({ auctionId }, { price: eur(cents), nonce });
    return { auctionId, seal, agreement: agreementOf(cents), certificateHash };
  };
  await buyer.sale.bid(await keep(buyer, 900_000n));
  await third.sale.bid(await keep(third, 800_000n));
  const rival = await keep(other, 900_001n);
  const held = [await thief.endorse('sale:bid', rival), await thief.endorse('sale:bid', rival, BEHIND)];
  const reserve = { auctionId, price: wire(300_000n), nonce };
  await until(end + 2 * SECOND);
  expect(await codeOf(owner.endorse('sale:revealReserve', reserve, AHEAD))).toBe('AUCTION_NOT_CLOSED');
  await until(end + CLEAR - AHEAD);
  const hurried = await owner.endorse('sale:revealReserve', reserve, AHEAD);
  expect(await hurried.handIn()).toBe('VALID');
  expect(await Promise.all(held.map((one) => one.handIn()))).toEqual([
    'MVCC_READ_CONFLICT',
    'MVCC_READ_CONFLICT',
  ]);
  expect(await codeOf(thief.endorse('sale:bid', rival, BEHIND))).toBe('AUCTION_CLOSED');
  await until(end + CLEAR);
  await Promise.all([
    buyer.sale.reveal({ auctionId, price: eur(900_000n), nonce }),
    third.sale.reveal({ auctionId, price: eur(800_000n), nonce }),
  ]);
  await until(opened + SECOND);
  expect(await codeOf(thief.endorse('sale:hammer', { auctionId }, AHEAD))).toBe('AUCTION_NOT_CLOSED');
  await until(opened + CLEAR);
  const ended = await third.sale.hammer({ auctionId });
  expect(ended).toMatchObject({ status: 'sold', best: { bidder: BUYER }, reservePrice: eur(300_000n) });
  const settle = (bidder: string) =>
    third.sale.settleDeposit({ auctionId, bidder, paymentId: world.fresh('pay') });
  expect([(await settle(THIRD)).status, (await settle(BUYER)).status]).toEqual(['returned', 'held']);
}

async function englishAuction() {
  const { seller, buyer, listingId, certificateHash, auctionId } = await openHall();
  const thief = plain(OTHER);
  const end = Date.now() + 30 * SECOND;
  const english = { start: eur(500_000n), step: eur(10_000n), extendMinutes: 1, extendUntil: iso(end) };
  await seller.sale.openAuction({
    auctionId,
    listingId,
    closesAt: iso(end),
    revealUntil: iso(end + 45 * SECOND),
    english,
  });
  await buyer.sale.outbid({ auctionId, no: 1, price: eur(500_000n), certificateHash });
  const snipe = { auctionId, no: 2, price: wire(510_000n), certificateHash };
  await until(end - SECOND);
  const held = await thief.endorse('sale:outbid', snipe);
  await until(end + 6 * SECOND);
  const late = await thief.endorse('sale:outbid', snipe, BEHIND);
  expect(await codeOf(thief.endorse('sale:close', { auctionId }, AHEAD))).toBe('AUCTION_NOT_CLOSED');
  await until(end + 10 * SECOND);
  expect(await codeOf(thief.endorse('sale:outbid', snipe, BEHIND))).toBe('AUCTION_CLOSED');
  await until(end + CLEAR);
  await buyer.sale.close({ auctionId });
  expect([await held.handIn(), await late.handIn()]).toEqual(['MVCC_READ_CONFLICT', 'MVCC_READ_CONFLICT']);
  await until(end + 45 * SECOND + CLEAR);
  expect(await seller.sale.hammer({ auctionId })).toMatchObject({
    status: 'sold',
    best: { bidder: BUYER, price: eur(500_000n) },
  });
}

test('a hurried reserve takes nothing from honest bidders, no sealed bid comes after an opening, and no open one after the end', async () => {
  await Promise.all([sealedAuction(), englishAuction()]);
});
