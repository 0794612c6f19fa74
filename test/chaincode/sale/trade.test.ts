import { saleAgreement } from '@roadbook/chaincode/api';
import { canonical } from '../../../chaincode/src/kit/value/json';
import { BUYER, DAY, eur, lendOn, nonce, openMarket, SELLER, VIN } from './cast';

const settling = { tradeId: 'T-1', paymentId: 'P-1', payoffs: [] };

test('10,000.00 and 10,000.01: no transfer', async () => {
  const { buyer, seller, list, word, issue } = await openMarket();
  await list();
  await buyer.on.sale.open({ tradeId: 'T-1', listingId: 'S-1' });
  await word(seller, 1_000_000n);
  await expect(word(buyer, 1_000_001n)).rejects.toMatchObject({ code: 'PRICES_DIFFER' });
  const lots = [await issue(BUYER, 2_000_000n)];
  await expect(
    buyer.on.sale.fund({ tradeId: 'T-1', paymentId: 'P-1', price: eur(1_000_001n), nonce, lots }),
  ).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  expect((await word(buyer, 1_000_000n, { round: 2 })).status).toBe('agreed');
  await expect(
    buyer.on.sale.fund({ tradeId: 'T-1', paymentId: 'P-1', price: eur(1_000_001n), nonce, lots }),
  ).rejects.toMatchObject({ code: 'PRICE_UNPROVEN' });
});

test('the price is nowhere on the ledger before the money comes', async () => {
  const { goTo, ledger } = await openMarket();
  await goTo('agreed');
  const state = [...ledger.world.state.values()].map(({ value }) => value.toString()).join('\n');
  const told = JSON.stringify(ledger.events);
  expect(state).toContain('T-1');
  for (const marker of ['"1000000"', nonce])
    expect(state.includes(marker) || told.includes(marker)).toBe(false);
});

test('a word must be backed by what the own organisation keeps', async () => {
  const { buyer, list, other } = await openMarket();
  await list();
  await buyer.on.sale.open({ tradeId: 'T-1', listingId: 'S-1' });
  const { certificate } = await buyer.on.sale.read({ listingId: 'S-1' });
  const agreement = saleAgreement({ tradeId: 'T-1', price: eur(1n), nonce });
  const word = {
    tradeId: 'T-1',
    round: 1,
    seal: '0'.repeat(64),
    agreement,
    certificateHash: certificate.hash,
  };
  await expect(buyer.on.sale.agree(word)).rejects.toMatchObject({ code: 'PRIVATE_DIFFERS' });
  await expect(other.on.sale.agree(word)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(
    other.on.sale.keepPrice({ tradeId: 'T-1', round: 1 }, { price: eur(1n), nonce }),
  ).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(other.on.sale.readTrade({ tradeId: 'T-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect((await other.on.sale.listTrades({ listingId: 'S-1' })).items).toEqual([]);
  expect((await buyer.on.sale.withdraw({ tradeId: 'T-1' })).status).toBe('withdrawn');
});

test('nobody buys from himself, and the arbiter is neither side', async () => {
  const { seller, list } = await openMarket();
  await list();
  await expect(seller.on.sale.open({ tradeId: 'T-1', listingId: 'S-1' })).rejects.toMatchObject({
    code: 'TRADE_SIDES_WRONG',
  });
});

test('of two buyers who pay in one block one is first, and the other keeps the money', async () => {
  const { buyer, other, seller, list, word, agree, issue, ledger, held } = await openMarket();
  await list();
  await agree(1_000_000n);
  await other.on.sale.open({ tradeId: 'T-2', listingId: 'S-1' });
  await word(seller, 900_000n, { tradeId: 'T-2' });
  await word(other, 900_000n, { tradeId: 'T-2' });
  const call = async (who: string, tradeId: string, amount: bigint) => ({
    manner: 'submit' as const,
    room: 'sale',
    name: 'fund',
    request: canonical({
      ...{ tradeId, paymentId: `P-${tradeId}`, nonce, lots: [await issue(who, amount)] },
      price: { amount: `${amount}`, currency: 'EUR' },
    }),
  });
  const first = await call(BUYER, 'T-1', 1_000_000n);
  const second = await call('registry/other', 'T-2', 900_000n);
  expect(await ledger.race([buyer, first], [other, second])).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
  expect([await held(buyer, BUYER), await held(other, 'registry/other')]).toEqual([0n, 900_000n]);
  await expect(
    other.on.sale.fund({
      tradeId: 'T-2',
      paymentId: 'P-9',
      price: eur(900_000n),
      nonce,
      lots: ['issue-2:0'],
    }),
  ).rejects.toMatchObject({ code: 'WRONG_STATUS' });
});

test('a title that is offered elsewhere takes no money', async () => {
  const { seller, goTo, fund } = await openMarket();
  await goTo('agreed');
  await seller.on.vehicle.offerTitle({ vin: VIN, offerId: 'O-1', to: 'registry/other' });
  await expect(fund(1_000_000n)).rejects.toMatchObject({ code: 'OFFER_OPEN' });
});

test('no title passes without the registrar, and none with a lien that has no payoff', async () => {
  const market = await openMarket({ at: Date.parse('2026-02-01T09:00:00Z') });
  const { buyer, seller, goTo, approve, registrar, held, lender } = market;
  await lendOn(market, 990_000n);
  await goTo('accepted');
  await expect(buyer.on.sale.settle(settling)).rejects.toMatchObject({ code: 'APPROVAL_MISSING' });
  await approve();
  await expect(buyer.on.sale.settle(settling)).rejects.toMatchObject({ code: 'PAYOFF_MISSING' });
  await seller.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-1', on: '2026-02-01' });
  const payoffs = [{ loanId: 'L-1', quoteId: 'Q-1' }];
  await lender.on.loan.repay({ loanId: 'L-1', paymentId: 'X-1', amount: eur(90_000n), on: '2026-02-01' });
  await expect(buyer.on.sale.settle({ ...settling, payoffs })).rejects.toMatchObject({ code: 'QUOTE_STALE' });
  await expect(registrar.on.vehicle.passTitle({ vin: VIN, offerId: 'T-1' })).rejects.toMatchObject({
    code: 'LIEN_OPEN',
  });
  await seller.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-2', on: '2026-02-01' });
  await registrar.on.sale.settle({ ...settling, payoffs: [{ loanId: 'L-1', quoteId: 'Q-2' }] });
  expect([await held(seller, SELLER), await held(lender, 'lender')]).toEqual([90_000n, 900_000n]);
});

test('a payoff quote that has run out settles nothing', async () => {
  const market = await openMarket({ at: Date.parse('2026-02-01T09:00:00Z') });
  const { buyer, seller, goTo, approve, ledger } = market;
  await lendOn(market, 300_000n);
  await goTo('accepted');
  await approve();
  await seller.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-1', on: '2026-02-01' });
  ledger.pass(3 * DAY);
  await expect(
    buyer.on.sale.settle({ ...settling, payoffs: [{ loanId: 'L-1', quoteId: 'Q-1' }] }),
  ).rejects.toMatchObject({
    code: 'QUOTE_EXPIRED',
  });
});

test('a vehicle stolen before settlement changes no hands', async () => {
  const { buyer, registrar, goTo, approve, held, seller } = await openMarket();
  await goTo('accepted');
  await approve();
  await registrar.on.vehicle.reportTheft({ vin: VIN });
  await expect(buyer.on.sale.settle(settling)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  expect(await held(seller, SELLER)).toBe(0n);
});

test('an offer that the buyer gave back does not hold the settlement up', async () => {
  const { buyer, goTo, approve, registrar } = await openMarket();
  await goTo('accepted');
  await approve();
  await buyer.on.vehicle.withdrawOffer({ vin: VIN, offerId: 'T-1' });
  expect((await buyer.on.sale.settle(settling)).status).toBe('settled');
  expect((await registrar.on.vehicle.read({ vin: VIN })).owner).toBe(BUYER);
});

test('a vehicle that the seller passed on elsewhere is not taken from its new owner', async () => {
  const { buyer, seller, other, goTo, approve, registrar, arbiter, held } = await openMarket();
  await goTo('accepted');
  await approve();
  await buyer.on.vehicle.withdrawOffer({ vin: VIN, offerId: 'T-1' });
  await seller.on.vehicle.offerTitle({ vin: VIN, offerId: 'O-1', to: 'registry/other' });
  await other.on.vehicle.acceptTitle({ vin: VIN, offerId: 'O-1' });
  await expect(buyer.on.sale.settle(settling)).rejects.toMatchObject({ code: 'OFFER_OPEN' });
  await registrar.on.vehicle.passTitle({ vin: VIN, offerId: 'O-1' });
  await expect(buyer.on.sale.settle(settling)).rejects.toMatchObject({ code: 'OFFER_UNKNOWN' });
  await buyer.on.sale.dispute({ tradeId: 'T-1' });
  await arbiter.on.sale.resolve({
    tradeId: 'T-1',
    paymentId: 'P-1',
    toBuyer: eur(1_000_000n),
    passTitle: false,
    payoffs: [],
  });
  expect(await held(buyer, BUYER)).toBe(1_000_000n);
});

test('the owner of a car that has passed by the trade may borrow on it before the money is paid out', async () => {
  const market = await openMarket({ at: Date.parse('2026-02-01T09:00:00Z') });
  const { goTo, registrar, buyer, held, seller } = market;
  await goTo('accepted');
  await registrar.on.vehicle.passTitle({ vin: VIN, offerId: 'T-1' });
  await lendOn({ ...market, seller: buyer }, 500_000n);
  await seller.on.sale.settle(settling);
  expect(await held(seller, SELLER)).toBe(990_000n);
});
