import { saleAgreement } from '@roadbook/chaincode/api';
import type { Someone } from '@roadbook/ledger';
import { openAuctions } from './auctions';
import { BUYER, CLEAR, DAY, eur, nonce, openMarket } from './cast';

async function openRoom() {
  const market = await openMarket();
  const { seller, list, at } = market;
  await list();
  const reserve = saleAgreement({ tradeId: 'A-1', price: eur(800_000n), nonce });
  const times = { closesAt: at(2 * DAY), revealUntil: at(3 * DAY) };
  await seller.on.sale.openAuction({ auctionId: 'A-1', listingId: 'S-1', reserve, ...times });
  const bid = async (who: Someone, cents: bigint) => {
    const price = eur(cents);
    const { seal } = await who.on.sale.keepBid({ auctionId: 'A-1' }, { price, nonce });
    const { certificate } = await who.on.sale.read({ listingId: 'S-1' });
    const agreement = saleAgreement({ tradeId: 'A-1', price, nonce });
    return who.on.sale.bid({ auctionId: 'A-1', seal, agreement, certificateHash: certificate.hash });
  };
  const open = (who: Someone, cents: bigint) =>
    who.on.sale.reveal({ auctionId: 'A-1', price: eur(cents), nonce });
  return { ...market, bid, open, times };
}

test('the highest opened bid wins, whatever the order of opening, and becomes a trade to pay', async () => {
  const { be, buyer, other, seller, dealer, workshop: late, ledger, bid, open, issue } = await openRoom();
  await bid(buyer, 900_000n);
  ledger.pass(1000);
  await bid(other, 900_000n);
  await bid(dealer, 850_000n);
  await expect(open(buyer, 900_000n)).rejects.toMatchObject({ code: 'AUCTION_NOT_CLOSED' });
  ledger.pass(2 * DAY);
  await expect(open(buyer, 900_000n)).rejects.toMatchObject({ code: 'AUCTION_NOT_CLOSED' });
  ledger.pass(CLEAR);
  await expect(bid(late, 1n)).rejects.toMatchObject({ code: 'AUCTION_CLOSED' });
  await expect(open(buyer, 900_001n)).rejects.toMatchObject({ code: 'BID_UNPROVEN' });
  const leader = async () => (await dealer.on.sale.readAuction({ auctionId: 'A-1' })).best?.bidder;
  await open(other, 900_000n);
  expect(await leader()).toBe('registry/other');
  await open(buyer, 900_000n);
  expect(await leader()).toBe(BUYER);
  await open(dealer, 850_000n);
  expect(await leader()).toBe(BUYER);
  await seller.on.sale.revealReserve({ auctionId: 'A-1', price: eur(800_000n), nonce });
  await expect(other.on.sale.hammer({ auctionId: 'A-1' })).rejects.toMatchObject({
    code: 'AUCTION_NOT_CLOSED',
  });
  ledger.pass(DAY);
  await expect(open(other, 900_000n)).resolves.toMatchObject({ status: 'open' });
  const { at } = await other.on.sale.close({ auctionId: 'A-1' });
  expect((await other.on.sale.hammer({ auctionId: 'A-1' })).status).toBe('sold');
  expect((await other.on.sale.hammer({ auctionId: 'A-1' })).status).toBe('sold');
  expect((await open(other, 900_000n)).status).toBe('sold');
  expect(await other.on.sale.close({ auctionId: 'A-1' })).toMatchObject({ at });
  const again = await seller.on.sale.revealReserve({ auctionId: 'A-1', price: eur(800_000n), nonce });
  expect(again).toMatchObject({ status: 'sold', reservePrice: eur(800_000n) });
  const lots = [await issue(BUYER, 900_000n)];
  const paid = await buyer.on.sale.fund({
    tradeId: 'A-1',
    paymentId: 'P-1',
    price: eur(900_000n),
    nonce,
    lots,
  });
  expect(paid).toMatchObject({ status: 'funded', buyer: BUYER });
  expect((await other.on.sale.listBids({ auctionId: 'A-1' })).items).toHaveLength(3);
  expect((await other.on.sale.readBid({ auctionId: 'A-1', bidder: BUYER })).price).toEqual(eur(900_000n));
  const passer = await be('registry/passer', 'owner');
  const { items } = await passer.on.sale.listBids({ auctionId: 'A-1' });
  expect(items.map(({ price, bidder, nonce: opened }) => [price?.amount, bidder, opened])).toEqual(
    expect.arrayContaining([[900_000n, undefined, undefined]]),
  );
  expect((await passer.on.sale.readAuction({ auctionId: 'A-1' })).best?.bidder).toBeUndefined();
});

test('a bid that was kept with the wrong price does not bind: another may be kept until one is placed', async () => {
  const { buyer, bid, open, ledger } = await openRoom();
  await buyer.on.sale.keepBid({ auctionId: 'A-1' }, { price: eur(90_000_000n), nonce });
  await buyer.on.sale.keepBid({ auctionId: 'A-1' }, { price: eur(900_000n), nonce });
  await bid(buyer, 900_000n);
  await expect(bid(buyer, 910_000n)).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
  ledger.pass(2 * DAY + CLEAR);
  await open(buyer, 900_000n);
  expect((await buyer.on.sale.readAuction({ auctionId: 'A-1' })).best?.price).toEqual(eur(900_000n));
});

test('below the reserve nothing is sold, and a bid that is not opened does not count', async () => {
  const { buyer, other, seller, ledger, bid, open } = await openRoom();
  await bid(buyer, 700_000n);
  await bid(other, 999_000n);
  ledger.pass(2 * DAY + CLEAR);
  await open(buyer, 700_000n);
  await expect(
    seller.on.sale.revealReserve({ auctionId: 'A-1', price: eur(1n), nonce }),
  ).rejects.toMatchObject({
    code: 'BID_UNPROVEN',
  });
  await seller.on.sale.revealReserve({ auctionId: 'A-1', price: eur(800_000n), nonce });
  ledger.pass(DAY);
  await expect(open(other, 999_000n)).rejects.toMatchObject({ code: 'AUCTION_REVEALED' });
  await other.on.sale.hammer({ auctionId: 'A-1' });
  expect((await other.on.sale.readAuction({ auctionId: 'A-1' })).status).toBe('unsold');
});

test('times follow one another, ids are not shared with a trade, and a seller does not bid', async () => {
  const { seller, buyer, bid, times } = await openRoom();
  const wrong = {
    auctionId: 'A-2',
    listingId: 'S-1',
    closesAt: times.revealUntil,
    revealUntil: times.closesAt,
  };
  await expect(seller.on.sale.openAuction(wrong)).rejects.toMatchObject({ code: 'AUCTION_TIMES_WRONG' });
  await expect(buyer.on.sale.open({ tradeId: 'A-1', listingId: 'S-1' })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  await buyer.on.sale.open({ tradeId: 'T-1', listingId: 'S-1' });
  await expect(seller.on.sale.openAuction({ ...wrong, auctionId: 'T-1' })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  await expect(bid(seller, 1n)).rejects.toMatchObject({ code: 'TRADE_SIDES_WRONG' });
});

test('a bid that is opened again is proven again, and an end by the auditor has one reason', async () => {
  const { begin, seal, buyer, auditor, ledger, times } = await openAuctions();
  await begin({});
  await seal(buyer, 900_000n);
  ledger.pass(Date.parse(times.closesAt) + 30_000 - ledger.now);
  const shown = { auctionId: 'A-1', price: eur(900_000n), nonce };
  const auction = await buyer.on.sale.reveal(shown);
  expect(await buyer.on.sale.reveal(shown)).toEqual(auction);
  for (const wrong of [{ price: eur(950_000n) }, { nonce: 'f'.repeat(nonce.length) }])
    await expect(buyer.on.sale.reveal({ ...shown, ...wrong })).rejects.toMatchObject({
      code: 'BID_UNPROVEN',
    });
  const end = { auctionId: 'A-1', reason: 'error' as const };
  const annulled = await auditor.on.sale.forceEnd(end);
  expect(await auditor.on.sale.forceEnd(end)).toEqual(annulled);
  await expect(auditor.on.sale.forceEnd({ ...end, reason: 'fraud' })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
});
