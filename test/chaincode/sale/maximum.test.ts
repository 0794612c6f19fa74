import { saleAgreement } from '@roadbook/chaincode/api';
import type { Someone } from '@roadbook/ledger';
import { BUYER, ENGLISH, MINUTE, openAuctions, OTHER } from './auctions';
import { CLEAR, DAY, eur, nonce } from './cast';

/** Start 5,000.00, step 100.00. */
async function openHall(change: object = {}, more: object = {}) {
  const market = await openAuctions();
  const { begin, certificate, buyer, auditor, ledger } = market;
  const english = { ...ENGLISH, extendUntil: market.at(DAY + 60 * MINUTE), ...more };
  await begin({ english, ...change });
  const raise = (who: Someone, no: number, cents: bigint, upTo?: bigint) =>
    who.on.sale.outbid({
      ...{ auctionId: 'A-1', no, price: eur(cents), certificateHash: certificate.hash },
      ...(upTo !== undefined && { upTo: eur(upTo) }),
    });
  const lead = async () => {
    const { live } = await buyer.on.sale.readAuction({ auctionId: 'A-1' });
    const { items } = await auditor.on.sale.listBids({ auctionId: 'A-1' });
    return [items.findLast(({ no }) => no !== undefined)?.bidder, live.price?.amount, live.next?.no];
  };
  const end = async () => {
    ledger.pass(DAY + 90 * MINUTE + CLEAR);
    await market.hammer();
    return (await auditor.on.sale.readAuction({ auctionId: 'A-1' })).best;
  };
  return { ...market, raise, lead, end };
}

test('M26, WeBid#1: who leads and bids again pays no more', async () => {
  const { buyer, raise, lead, end } = await openHall();
  await raise(buyer, 1, 500_000n);
  const again = await raise(buyer, 2, 700_000n);
  expect(again).toMatchObject({ price: eur(500_000n), upTo: eur(700_000n) });
  expect(await raise(buyer, 2, 700_000n)).toEqual(again);
  expect(await lead()).toEqual([BUYER, 500_000n, 3]);
  await expect(raise(buyer, 3, 650_000n)).rejects.toMatchObject({ code: 'BID_TOO_LOW' });
  expect(await end()).toMatchObject({ bidder: BUYER, price: eur(500_000n) });
});

test('M26, fishauctions#189: a maximum answers others to one step above the second, and no further', async () => {
  const { buyer, other, dealer, raise, lead, end, pay } = await openHall();
  await raise(buyer, 1, 500_000n, 900_000n);
  expect(await lead()).toEqual([BUYER, 500_000n, 2]);
  expect(await raise(other, 2, 600_000n)).toMatchObject({ no: 2, bidder: OTHER, price: eur(600_000n) });
  expect(await lead()).toEqual([BUYER, 610_000n, 4]);
  await expect(raise(dealer, 4, 615_000n)).rejects.toMatchObject({
    code: 'BID_TOO_LOW',
    facts: { least: '620000' },
  });
  await raise(dealer, 4, 620_000n, 800_000n);
  expect(await lead()).toEqual([BUYER, 810_000n, 6]);
  expect(await end()).toMatchObject({ bidder: BUYER, price: eur(810_000n) });
  expect((await pay(810_000n)).status).toBe('funded');
});

test('M26: the higher of two maxima leads at one step above the other', async () => {
  const { buyer, other, raise, lead } = await openHall();
  await raise(buyer, 1, 500_000n, 900_000n);
  expect(await raise(other, 2, 510_000n, 1_000_000n)).toMatchObject({ price: eur(910_000n) });
  expect(await lead()).toEqual([OTHER, 910_000n, 3]);
  const again = await raise(other, 2, 510_000n, 1_000_000n);
  expect(again).toMatchObject({ price: eur(910_000n) });
  await expect(raise(other, 2, 510_000n)).rejects.toMatchObject({ code: 'BID_OUTBID' });
});

test('M26: nobody goes beyond its own maximum, and of two equal ones the earlier leads', async () => {
  const near = await openHall();
  await near.raise(near.buyer, 1, 500_000n, 900_000n);
  await near.raise(near.other, 2, 510_000n, 905_000n);
  expect(await near.lead()).toEqual([OTHER, 905_000n, 3]);
  const even = await openHall();
  await even.raise(even.buyer, 1, 500_000n, 900_000n);
  await even.raise(even.other, 2, 510_000n, 900_000n);
  expect(await even.lead()).toEqual([BUYER, 900_000n, 4]);
  const jump = await openHall();
  await jump.raise(jump.buyer, 1, 500_000n);
  expect(await jump.raise(jump.other, 2, 700_000n, 900_000n)).toMatchObject({ price: eur(700_000n) });
});

test('M26: a maximum below the price that is offered is that price, and money is of one currency', async () => {
  const { buyer, raise, certificate } = await openHall();
  expect((await raise(buyer, 1, 600_000n, 1n)).upTo).toBeUndefined();
  const dollars = { amount: 900_000n, currency: 'USD' as const };
  const wrong = { auctionId: 'A-1', no: 2, price: eur(700_000n), upTo: dollars };
  await expect(buyer.on.sale.outbid({ ...wrong, certificateHash: certificate.hash })).rejects.toMatchObject({
    code: 'CURRENCY_DIFFERS',
  });
});

test('M26: raising the own maximum moves neither price nor end; a rival late in the day does', async () => {
  const { buyer, other, raise, ledger, times, at } = await openHall();
  const soon = at(DAY + 7 * MINUTE);
  await raise(buyer, 1, 500_000n);
  ledger.pass(DAY - 3 * MINUTE);
  expect((await raise(buyer, 2, 800_000n)).endsAt).toBe(times.closesAt);
  expect((await raise(other, 3, 510_000n)).endsAt).toBe(soon);
});

test('M26: how far a bid goes is shown to its bidder alone', async () => {
  const { buyer, other, seller, auditor, raise } = await openHall();
  await raise(buyer, 1, 500_000n, 900_000n);
  await raise(other, 2, 600_000n, 610_000n);
  const shown = async (who: Someone) =>
    (await who.on.sale.listBids({ auctionId: 'A-1' })).items.map(({ upTo }) => upTo?.amount);
  expect(await shown(buyer)).toEqual([900_000n, undefined, 900_000n]);
  for (const who of [other, seller, auditor])
    expect(await shown(who)).toEqual([undefined, undefined, undefined]);
});

const SEALED = [{}, { sealedMaxima: true }] as const;
const seal = async (who: Someone, cents: bigint, certificateHash: string) => {
  const price = eur(cents);
  const { seal: kept } = await who.on.sale.keepBid({ auctionId: 'A-1' }, { price, nonce });
  const agreement = saleAgreement({ tradeId: 'A-1', price, nonce });
  return who.on.sale.bid({ auctionId: 'A-1', seal: kept, agreement, certificateHash });
};
const open = (who: Someone, cents: bigint) =>
  who.on.sale.reveal({ auctionId: 'A-1', price: eur(cents), nonce });

test.each([
  ['the higher first', [0, 1]],
  ['the lower first', [1, 0]],
])('M26: sealed maxima count once opened, to one step above the second, %s', async (_name, order) => {
  const { buyer, other, dealer, auditor, raise, lead, hammer, ledger, certificate } = await openHall(
    ...SEALED,
  );
  await seal(buyer, 900_000n, certificate.hash);
  await seal(other, 700_000n, certificate.hash);
  await raise(dealer, 1, 520_000n);
  expect((await lead())[1]).toBe(520_000n);
  ledger.pass(DAY + CLEAR);
  const openers = [() => open(buyer, 900_000n), () => open(other, 700_000n)];
  for (const index of order) await openers[index]?.();
  await open(buyer, 900_000n);
  ledger.pass(90 * MINUTE);
  await hammer();
  const { best } = await auditor.on.sale.readAuction({ auctionId: 'A-1' });
  expect(best).toMatchObject({ bidder: BUYER, price: eur(710_000n) });
});

test('M26: alone, a sealed maximum buys at the start; below the lead it changes nothing', async () => {
  const alone = await openHall(...SEALED);
  await seal(alone.buyer, 900_000n, alone.certificate.hash);
  alone.ledger.pass(DAY + CLEAR);
  await open(alone.buyer, 900_000n);
  alone.ledger.pass(90 * MINUTE);
  await alone.hammer();
  const won = (await alone.auditor.on.sale.readAuction({ auctionId: 'A-1' })).best;
  expect(won).toMatchObject({ bidder: BUYER, price: eur(500_000n) });
  const low = await openHall(...SEALED);
  await seal(low.buyer, 550_000n, low.certificate.hash);
  await low.raise(low.other, 1, 600_000n);
  low.ledger.pass(DAY + CLEAR);
  await open(low.buyer, 550_000n);
  expect(await low.lead()).toEqual([OTHER, 600_000n, 2]);
});

test('M26: a maximum that is sealed and not opened forfeits its deposit, as every sealed bid does', async () => {
  const { buyer, raise, other, stake, settle, hammer, ledger, certificate } = await openHall(
    { deposit: eur(20_000n) },
    { sealedMaxima: true },
  );
  await stake(buyer, BUYER);
  await stake(other, OTHER);
  await seal(buyer, 900_000n, certificate.hash);
  await raise(other, 1, 500_000n);
  ledger.pass(DAY + 90 * MINUTE + CLEAR);
  await hammer();
  expect(await settle(BUYER)).toMatchObject({ status: 'forfeited' });
});

test('M26: who leads meets a reserve that its maximum reaches, and only then', async () => {
  const reserve = saleAgreement({ tradeId: 'A-1', price: eur(800_000n), nonce });
  const sale = async (upTo: bigint) => {
    const { buyer, seller, auditor, raise, hammer, ledger } = await openHall({ reserve });
    await raise(buyer, 1, 500_000n, upTo);
    ledger.pass(DAY + CLEAR);
    await seller.on.sale.revealReserve({ auctionId: 'A-1', price: eur(800_000n), nonce });
    ledger.pass(90 * MINUTE);
    await hammer();
    return auditor.on.sale.readAuction({ auctionId: 'A-1' });
  };
  expect(await sale(900_000n)).toMatchObject({ status: 'sold', best: { price: eur(800_000n) } });
  expect(await sale(799_999n)).toMatchObject({ status: 'unsold' });
});
