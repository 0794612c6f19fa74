import { CLUB, openClub, pointsOf } from '../loyalty/join';
import { BUYER, eur, nonce, openMarket, SELLER } from './cast';

/** The buyer has 5,000 points of the seller, and pays with them: 10,000.00 becomes 9,950.00. */
async function openFunded() {
  const market = await openMarket();
  const { seller, buyer, issue, goTo } = market;
  const lots = await openClub(seller, buyer, { partner: SELLER, member: BUYER, issue, amount: 500_000n });
  await goTo('agreed');
  const trade = await buyer.on.sale.fund({
    ...{ tradeId: 'T-1', paymentId: 'P-fund', price: eur(1_000_000n), nonce },
    lots: [await issue(BUYER, 1_000_000n)],
    benefits: { programId: CLUB, points: { units: 5_000, lots }, expected: eur(995_000n) },
  });
  return { ...market, trade };
}

test('a purchase is paid with points: the rest moves, and earns points when the title passes', async () => {
  const { trade, seller, buyer, approve, held } = await openFunded();
  expect(trade).toMatchObject({ price: eur(995_000n), benefits: { listPrice: eur(1_000_000n) } });
  await seller.on.sale.handOver({ tradeId: 'T-1', value: 41_000, unit: 'km' });
  await buyer.on.sale.accept({ tradeId: 'T-1' });
  await approve();
  await buyer.on.sale.settle({ tradeId: 'T-1', paymentId: 'P-1', payoffs: [] });
  expect(await held(seller, SELLER)).toBe(995_000n - 9_950n);
  expect(await pointsOf(buyer, BUYER)).toBe(14_925);
});

test('a sale that is off gives money and points back', async () => {
  const { seller, buyer, held } = await openFunded();
  await seller.on.sale.giveBack({ tradeId: 'T-1', paymentId: 'P-back' });
  expect([await pointsOf(buyer, BUYER), await held(buyer, BUYER)]).toEqual([5_000, 1_000_000n]);
});
