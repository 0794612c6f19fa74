import { saleAgreement } from '@roadbook/chaincode/api';
import { canonical } from '../../../chaincode/src/kit/value/json';
import { CLEAR, DAY, eur, nonce, SELLER } from './cast';
import { BUYER, DUTCH, ENGLISH, MINUTE, openAuctions, OTHER } from './auctions';

test('open bids rise by the step, each under the next number, and the last one wins', async () => {
  const { buyer, other, seller, dealer, auditor, ledger, english, outbid, hammer, pay } =
    await openAuctions();
  await english();
  await expect(outbid(buyer, 1, 499_999n)).rejects.toMatchObject({
    code: 'BID_TOO_LOW',
    facts: { least: '500000' },
  });
  await expect(outbid(buyer, 2, 500_000n)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const first = await outbid(buyer, 1, 500_000n);
  expect(await outbid(buyer, 1, 500_000n)).toEqual(first);
  await expect(outbid(other, 1, 900_000n)).rejects.toMatchObject({
    code: 'BID_OUTBID',
    facts: { price: '500000' },
  });
  await expect(outbid(other, 2, 509_999n)).rejects.toMatchObject({
    code: 'BID_TOO_LOW',
    facts: { least: '510000' },
  });
  await expect(outbid(seller, 2, 900_000n)).rejects.toMatchObject({ code: 'TRADE_SIDES_WRONG' });
  for (let no = 2; no < 12; no++) await outbid(no % 2 ? buyer : other, no, 500_000n + 10_000n * BigInt(no));
  const { live } = await dealer.on.sale.readAuction({ auctionId: 'A-1' });
  expect(live).toMatchObject({
    kind: 'english',
    price: eur(610_000n),
    next: { no: 12, least: eur(620_000n) },
  });
  ledger.pass(DAY);
  await expect(outbid(other, 12, 900_000n)).rejects.toMatchObject({ code: 'AUCTION_CLOSED' });
  await expect(hammer()).rejects.toMatchObject({ code: 'AUCTION_NOT_CLOSED' });
  ledger.pass(90 * MINUTE + CLEAR);
  // Who bids openly and staked nothing is not told who won.
  const ended = await hammer();
  expect(ended).toMatchObject({ status: 'sold', best: { price: eur(610_000n) } });
  expect(ended.best?.bidder).toBeUndefined();
  expect((await auditor.on.sale.readAuction({ auctionId: 'A-1' })).best?.bidder).toBe(BUYER);
  expect(await hammer()).toMatchObject({ status: 'sold' });
  expect(await outbid(buyer, 1, 500_000n)).toEqual(first);
  await expect(outbid(other, 1, 900_000n)).rejects.toMatchObject({ code: 'BID_OUTBID' });
  await expect(outbid(other, 12, 900_000n)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  expect((await pay(610_000n)).status).toBe('funded');
});

test('a bid in the last minutes leaves time to answer, but never beyond the latest end', async () => {
  const { buyer, other, ledger, at, english, outbid, times } = await openAuctions();
  const latest = at(DAY + 60 * MINUTE);
  const late = (minutes: number) => at(minutes * MINUTE);
  await english();
  expect((await outbid(buyer, 1, 500_000n)).endsAt).toBe(times.closesAt);
  ledger.pass(DAY - 3 * MINUTE);
  expect((await outbid(other, 2, 510_000n)).endsAt).toBe(late(10));
  ledger.pass(9 * MINUTE);
  let price = 510_000n;
  for (let no = 3; no < 10; no++) {
    const { endsAt } = await outbid(no % 2 ? buyer : other, no, (price += 10_000n));
    expect([late(10), latest]).toContain(endsAt);
    expect((await other.on.sale.readAuction({ auctionId: 'A-1' })).live.endsAt).toBe(endsAt);
    ledger.pass(8 * MINUTE);
  }
  await expect(outbid(other, 10, 900_000n)).rejects.toMatchObject({
    code: 'AUCTION_CLOSED',
    facts: { closesAt: latest },
  });
});

test('of two open bids of one number in one block one is made, and the hammer proves that none is higher', async () => {
  const { buyer, other, ledger, english, certificate, outbid, auditor } = await openAuctions();
  await english();
  const call = (no: number, cents: bigint) => ({
    ...{ manner: 'submit' as const, room: 'sale', name: 'outbid' },
    request: canonical({
      ...{ auctionId: 'A-1', no, certificateHash: certificate.hash },
      price: { amount: `${cents}`, currency: 'EUR' },
    }),
  });
  const first = await ledger.race([buyer, call(1, 500_000n)], [other, call(1, 700_000n)]);
  expect(first).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
  await expect(outbid(other, 1, 700_000n)).rejects.toMatchObject({
    code: 'BID_OUTBID',
    facts: { no: 1, price: '500000' },
  });
  ledger.pass(DAY - MINUTE);
  const bid = await ledger.simulate(other, call(2, 700_000n));
  ledger.pass(92 * MINUTE);
  const hammer = await ledger.simulate(auditor, {
    ...{ manner: 'submit', room: 'sale', name: 'hammer' },
    request: canonical({ auctionId: 'A-1' }),
  });
  expect(ledger.commit(bid, hammer)).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
  expect((await auditor.on.sale.hammer({ auctionId: 'A-1' })).best?.bidder).toBe(OTHER);
});

test('below the reserve that the seller opens nothing is sold, and the vehicle stays on the market', async () => {
  const { buyer, seller, ledger, english, outbid, hammer } = await openAuctions();
  await english({ reserve: saleAgreement({ tradeId: 'A-1', price: eur(800_000n), nonce }) });
  await outbid(buyer, 1, 790_000n);
  ledger.pass(DAY + CLEAR);
  await seller.on.sale.revealReserve({ auctionId: 'A-1', price: eur(800_000n), nonce });
  ledger.pass(90 * MINUTE);
  expect((await hammer()).status).toBe('unsold');
  expect((await seller.on.sale.read({ listingId: 'S-1' })).status).toBe('listed');
});

test('a price falls by its steps to its floor, and the first who takes it has the vehicle', async () => {
  const { buyer, other, seller, ledger, dutch, take, at, pay } = await openAuctions();
  await dutch();
  const read = async () => (await buyer.on.sale.readAuction({ auctionId: 'A-1' })).live;
  expect(await read()).toMatchObject({ price: eur(1_000_000n), fallsAt: at(60 * MINUTE) });
  ledger.pass(61 * MINUTE);
  expect((await read()).price).toEqual(eur(960_000n));
  await expect(take(seller, 960_000n)).rejects.toMatchObject({ code: 'TRADE_SIDES_WRONG' });
  await expect(take(buyer, 959_999n)).rejects.toMatchObject({
    code: 'PRICE_NOT_FALLEN',
    facts: { price: '960000' },
  });
  ledger.pass(60 * MINUTE);
  const taken = await take(buyer, 960_000n);
  expect(taken).toMatchObject({ status: 'sold', best: { bidder: BUYER, price: eur(920_000n) } });
  expect(await take(buyer, 960_000n)).toEqual(taken);
  await expect(take(other, 960_000n)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  await expect(seller.on.sale.unlist({ listingId: 'S-1' })).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  expect((await pay(920_000n)).status).toBe('funded');
});

test('of two who take it in one block one has it; untaken it stays at the floor and is unsold', async () => {
  const { buyer, other, ledger, dutch, begin, certificate, at, hammer, take } = await openAuctions();
  await dutch();
  const call = {
    ...{ manner: 'submit' as const, room: 'sale', name: 'take' },
    request: canonical({
      ...{ auctionId: 'A-1', atMost: { amount: '1000000', currency: 'EUR' } },
      certificateHash: certificate.hash,
    }),
  };
  expect(await ledger.race([buyer, call], [other, call])).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
  await buyer.on.sale.withdraw({ tradeId: 'A-1' });
  await begin({ auctionId: 'A-2', dutch: { ...DUTCH, opensAt: at(10 * MINUTE) } });
  const early = { auctionId: 'A-2', atMost: eur(1_000_000n), certificateHash: certificate.hash };
  await expect(buyer.on.sale.take(early)).rejects.toMatchObject({ code: 'AUCTION_NOT_OPEN' });
  await expect(take(other, 1_000_000n)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  ledger.pass(DAY - MINUTE);
  expect((await buyer.on.sale.readAuction({ auctionId: 'A-2' })).live.price).toEqual(DUTCH.floor);
  ledger.pass(DAY);
  await expect(buyer.on.sale.take(early)).rejects.toMatchObject({ code: 'AUCTION_CLOSED' });
  expect((await other.on.sale.hammer({ auctionId: 'A-2' })).status).toBe('unsold');
  expect((await hammer()).status).toBe('sold');
});

test('terms that do not fit together are refused before anybody bids, and each kind has its own step', async () => {
  const { seller, buyer, begin, english, dutch, outbid, take, seal, at, times } = await openAuctions();
  const rising = { ...ENGLISH, extendUntil: times.closesAt };
  const falling = { ...DUTCH, opensAt: at(0) };
  const terms = { code: 'AUCTION_TERMS_WRONG' };
  await expect(begin({ english: rising, dutch: falling })).rejects.toMatchObject(terms);
  await expect(begin({ dutch: falling, reserve: 'ab'.repeat(32) })).rejects.toMatchObject(terms);
  await expect(begin({ dutch: { ...falling, floor: eur(1_000_001n) } })).rejects.toMatchObject(terms);
  await expect(
    begin({ english: { ...rising, step: { amount: 1n, currency: 'CHF' } } }),
  ).rejects.toMatchObject({
    code: 'CURRENCY_DIFFERS',
  });
  const late = { ...rising, extendUntil: times.revealUntil };
  await expect(begin({ english: late })).rejects.toMatchObject({ code: 'AUCTION_TIMES_WRONG' });
  await english();
  await expect(take(buyer, 1n)).rejects.toMatchObject({ code: 'AUCTION_OF_OTHER_KIND' });
  await expect(seal(buyer, 1n)).rejects.toMatchObject({ code: 'AUCTION_OF_OTHER_KIND' });
  await seller.on.sale.openAuction({ auctionId: 'A-2', listingId: 'S-1', ...times, dutch: falling });
  const other = { auctionId: 'A-2', no: 1, price: eur(1n), certificateHash: 'ab'.repeat(32) };
  await expect(buyer.on.sale.outbid(other)).rejects.toMatchObject({ code: 'AUCTION_OF_OTHER_KIND' });
  await expect(dutch()).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
  await expect(outbid(buyer, 1, 10n ** 18n - 1n)).rejects.toMatchObject({ code: 'AMOUNT_OUT_OF_RANGE' });
});

test('the auditor ends an auction without a sale, whatever was bid', async () => {
  const { buyer, auditor, english, outbid, seller } = await openAuctions();
  await english();
  await outbid(buyer, 1, 500_000n);
  const end = { auctionId: 'A-1', reason: 'fraud' as const };
  await expect(seller.on.sale.forceEnd(end)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  const ended = await auditor.on.sale.forceEnd(end);
  expect(ended).toMatchObject({ status: 'annulled', annulled: { reason: 'fraud' } });
  expect(await auditor.on.sale.forceEnd(end)).toEqual(ended);
  await expect(outbid(buyer, 2, 900_000n)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  expect(
    (await buyer.on.vehicle.read({ vin: (await seller.on.sale.read({ listingId: 'S-1' })).vin })).owner,
  ).toBe(SELLER);
});

test('a vehicle that was taken is answered to its taker again, and to a call that says something else not', async () => {
  const { dutch, take, buyer, other, certificate, hammer, seller } = await openAuctions();
  await dutch();
  const taken = await take(buyer, 1_000_000n);
  expect(await take(buyer, 1_000_000n)).toEqual(taken);
  const differently = { code: 'EXISTS_DIFFERENTLY' };
  await expect(take(buyer, 1n)).rejects.toMatchObject(differently);
  const asked = { auctionId: 'A-1', atMost: eur(1_000_000n) };
  await expect(buyer.on.sale.take({ ...asked, certificateHash: 'ab'.repeat(32) })).rejects.toMatchObject(
    differently,
  );
  await expect(other.on.sale.take({ ...asked, certificateHash: certificate.hash })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  const told = await hammer();
  expect([told.status, told.best?.bidder]).toEqual(['sold', undefined]);
  expect((await seller.on.sale.hammer({ auctionId: 'A-1' })).best?.bidder).toBe(BUYER);
});
