import { saleAgreement } from '@roadbook/chaincode/api';
import { canonical } from '../../../chaincode/src/kit/value/json';
import { MINUTE, openAuctions } from './auctions';
import { CLEAR, DAY, eur, nonce } from './cast';

const BINDS = { code: 'AUCTION_BINDS' };
const reserve = saleAgreement({ tradeId: 'A-1', price: eur(800_000n), nonce });

test('M25, UCC 2-328(3): put up without reserve, a vehicle with a bid is not withdrawn', async () => {
  const { seller, buyer, english, outbid, hammer, ledger } = await openAuctions();
  await english();
  await outbid(buyer, 1, 500_000n);
  await expect(seller.on.sale.unlist({ listingId: 'S-1' })).rejects.toMatchObject(BINDS);
  ledger.pass(DAY + 30 * MINUTE);
  await expect(seller.on.sale.unlist({ listingId: 'S-1' })).rejects.toMatchObject(BINDS);
  ledger.pass(60 * MINUTE + CLEAR);
  expect((await hammer()).status).toBe('sold');
});

test('M25: a sealed bid binds as an open one does', async () => {
  const { seller, buyer, begin, seal } = await openAuctions();
  await begin({});
  await seal(buyer, 500_000n);
  await expect(seller.on.sale.unlist({ listingId: 'S-1' })).rejects.toMatchObject(BINDS);
});

test('M25: before there is a bid the vehicle may be withdrawn, and then no bid and no deposit is taken', async () => {
  const { seller, buyer, other, english, outbid, seal, stake, hammer, ledger } = await openAuctions();
  await english({ deposit: eur(20_000n) });
  await stake(buyer, 'registry/buyer');
  await seller.on.sale.unlist({ listingId: 'S-1' });
  await expect(outbid(buyer, 1, 500_000n)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  await expect(seal(buyer, 500_000n)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  await expect(stake(other, 'registry/other')).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  ledger.pass(DAY + 90 * MINUTE + CLEAR);
  expect((await hammer()).status).toBe('unsold');
});

test('M25: with a reserve the seller may withdraw until the hammer, and bids end with it', async () => {
  const { seller, buyer, other, begin, english, outbid, seal, ledger, hammer } = await openAuctions();
  await english({ reserve });
  await outbid(buyer, 1, 900_000n);
  await seller.on.sale.unlist({ listingId: 'S-1' });
  await expect(outbid(other, 2, 950_000n)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  await expect(seal(other, 950_000n)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  await expect(begin({ auctionId: 'A-2' })).rejects.toMatchObject({ code: 'LISTING_OVER' });
  ledger.pass(DAY + 90 * MINUTE + CLEAR);
  expect((await hammer()).status).toBe('unsold');
});

test('M25: it is not sold beside, under whichever listing, until the auction is over', async () => {
  const { seller, buyer, other, english, outbid, list, word, issue, begin, ledger, hammer } =
    await openAuctions();
  await list({ listingId: 'S-2' });
  await other.on.sale.open({ tradeId: 'T-1', listingId: 'S-2' });
  await word(seller, 600_000n, { listingId: 'S-2' });
  await other.on.sale.open({ tradeId: 'T-2', listingId: 'S-1' });
  await word(seller, 600_000n, { tradeId: 'T-2' });
  await word(other, 600_000n, { tradeId: 'T-2' });
  await english();
  await outbid(buyer, 1, 500_000n);
  await expect(other.on.sale.open({ tradeId: 'T-3', listingId: 'S-2' })).rejects.toMatchObject(BINDS);
  await expect(word(other, 600_000n, { listingId: 'S-2' })).rejects.toMatchObject(BINDS);
  const paid = {
    paymentId: 'P-2',
    price: eur(600_000n),
    nonce,
    lots: [await issue('registry/other', 600_000n)],
  };
  await expect(other.on.sale.fund({ tradeId: 'T-2', ...paid })).rejects.toMatchObject(BINDS);
  await expect(begin({ auctionId: 'A-2', listingId: 'S-2' })).rejects.toMatchObject(BINDS);
  ledger.pass(DAY + 90 * MINUTE + CLEAR);
  expect((await hammer()).status).toBe('sold');
});

test('M25: another auction of the vehicle, opened before with a reserve, sells nothing beside', async () => {
  const { seller, buyer, other, begin, dutch, english, outbid, list, ledger } = await openAuctions();
  await list({ listingId: 'S-2' });
  await begin({ auctionId: 'A-2', listingId: 'S-2', reserve });
  await english();
  await outbid(buyer, 1, 500_000n);
  await expect(dutch({ auctionId: 'A-3', listingId: 'S-2' })).rejects.toMatchObject(BINDS);
  const sealed = { price: eur(990_000n), nonce };
  const { seal } = await other.on.sale.keepBid({ auctionId: 'A-2' }, sealed);
  const agreement = saleAgreement({ tradeId: 'A-2', ...sealed });
  const { certificate: second } = await seller.on.sale.read({ listingId: 'S-2' });
  await other.on.sale.bid({ auctionId: 'A-2', seal, agreement, certificateHash: second.hash });
  ledger.pass(DAY + CLEAR);
  await other.on.sale.reveal({ auctionId: 'A-2', ...sealed });
  ledger.pass(90 * MINUTE);
  expect((await other.on.sale.hammer({ auctionId: 'A-2' })).status).toBe('unsold');
  expect((await other.on.sale.hammer({ auctionId: 'A-1' })).status).toBe('sold');
});

test('M25: of a first bid and a withdrawal in one block one is recorded, whichever comes first', async () => {
  const call = (name: string, request: object) => ({
    ...{ manner: 'submit' as const, room: 'sale', name },
    request: canonical(request as never),
  });
  for (const first of ['outbid', 'unlist'] as const) {
    const { seller, buyer, english, certificate, ledger } = await openAuctions();
    await english();
    const price = { amount: '500000', currency: 'EUR' };
    const bid = call('outbid', { auctionId: 'A-1', no: 1, price, certificateHash: certificate.hash });
    const unlist = call('unlist', { listingId: 'S-1' });
    const one = await ledger.simulate(buyer, bid);
    const two = await ledger.simulate(seller, unlist);
    const codes = first === 'outbid' ? ledger.commit(one, two) : ledger.commit(two, one);
    expect(codes[0]).toBe('VALID');
    expect(codes[1]).toMatch(/CONFLICT/);
  }
});

test('M25: the auditor who ends the auction, and the hammer, free the seller again', async () => {
  const { seller, buyer, auditor, english, outbid, begin, ledger } = await openAuctions();
  await english();
  await outbid(buyer, 1, 500_000n);
  await auditor.on.sale.forceEnd({ auctionId: 'A-1', reason: 'error' });
  await begin({ auctionId: 'A-2' });
  ledger.pass(DAY + 90 * MINUTE + CLEAR);
  await seller.on.sale.hammer({ auctionId: 'A-2' });
  await begin({
    auctionId: 'A-3',
    ...{ closesAt: isoOf(ledger.now + DAY), revealUntil: isoOf(ledger.now + 2 * DAY) },
  });
  await seller.on.sale.unlist({ listingId: 'S-1' });
});

test('M25: of two auctions without reserve the first that is bid in is the one', async () => {
  const { buyer, other, english, begin, outbid, certificate, ledger } = await openAuctions();
  await english();
  await begin({ auctionId: 'A-2' });
  const kept = { price: eur(500_000n), nonce };
  const { seal } = await other.on.sale.keepBid({ auctionId: 'A-2' }, kept);
  const agreement = saleAgreement({ tradeId: 'A-2', ...kept });
  const request = { auctionId: 'A-2', seal, agreement, certificateHash: certificate.hash };
  const sealed = await ledger.simulate(other, {
    ...{ manner: 'submit', room: 'sale', name: 'bid' },
    request: canonical(request),
  });
  const open = await ledger.simulate(buyer, {
    ...{ manner: 'submit', room: 'sale', name: 'outbid' },
    request: canonical({
      ...{ auctionId: 'A-1', no: 1, certificateHash: certificate.hash },
      price: { amount: '500000', currency: 'EUR' },
    }),
  });
  const codes = ledger.commit(open, sealed);
  expect(codes[0]).toBe('VALID');
  expect(codes[1]).toMatch(/CONFLICT/);
  await expect(other.on.sale.bid(request)).rejects.toMatchObject(BINDS);
  await outbid(other, 2, 510_000n);
});

const isoOf = (millis: number): string => new Date(millis).toISOString();
