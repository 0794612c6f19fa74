import { derivedId } from '../../../chaincode/src/kit/value/derived';
import { asked, tariff } from '../policy/cast';
import { BUYER, eur, lendOn, openMarket, PLATFORM, SELLER, VIN } from './cast';

test('title, money, lien, loan and insurance change hands in one transaction', async () => {
  const market = await openMarket({ at: Date.parse('2026-02-01T09:00:00Z') });
  const { seller, buyer, lender, platform, registrar, ledger, insurer, goTo, approve, held } = market;
  const { insurer: _insurer, ...stated } = tariff;
  await insurer.on.policy.publishTariff(stated);
  await insurer.on.policy.quote({
    ...{ ...asked, policyholder: SELLER, vin: VIN, tariffId: 'car', tariffVersion: 1 },
    ...{ startsAt: '2026-02-02T00:00:00.000Z', quotedUntil: '2026-02-02T00:00:00.000Z' },
  });
  await seller.on.policy.bind({ policyId: 'P-1' });
  await lendOn(market, 325_075n);
  await goTo('accepted', { policies: ['P-1'] });
  await approve();
  const needed = await buyer.on.sale.prepare({ tradeId: 'T-1' });
  const lien = { lienId: 'loan-L-1', holder: 'lender', loanId: 'L-1' };
  const [policies, warnings] = [['P-1'], ['openLien']];
  expect(needed).toEqual({ liens: [{ ...lien, daysPastDue: 0 }], approved: true, policies, warnings });
  const { total } = await seller.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-1', on: '2026-02-01' });
  expect(total).toEqual(eur(325_075n));
  const before = ledger.events.length;
  const trade = await buyer.on.sale.settle({
    tradeId: 'T-1',
    paymentId: 'P-1',
    payoffs: [{ loanId: 'L-1', quoteId: 'Q-1' }],
  });
  expect(ledger.events.length).toBe(before + 1);
  expect(trade.outputs).toEqual([
    { party: 'lender', amount: eur(325_075n), what: 'payoff', reference: 'L-1' },
    { party: PLATFORM, amount: eur(10_000n), what: 'charge', reference: 'platform' },
    { party: SELLER, amount: eur(664_925n), what: 'seller' },
  ]);
  expect([await held(seller, SELLER), await held(lender, 'lender'), await held(platform, PLATFORM)]).toEqual([
    664_925n,
    325_075n,
    10_000n,
  ]);
  const vehicle = await registrar.on.vehicle.read({ vin: VIN });
  expect(vehicle).toMatchObject({ owner: BUYER, owners: 2, titleId: 'T-1' });
  expect(vehicle.liens[0]?.releasedAt).toBeDefined();
  expect((await lender.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
  expect(await seller.on.policy.read({ policyId: 'P-1' })).toMatchObject({
    status: 'cancelled',
    cancelReason: 'sold',
  });
  expect((await buyer.on.vehicle.readOdometer({ vin: VIN })).last).toMatchObject({
    value: 41_000,
    unit: 'km',
  });
  expect(await buyer.on.sale.settle({ tradeId: 'T-1', paymentId: 'P-1', payoffs: [] })).toEqual(trade);
  await expect(buyer.on.sale.settle({ tradeId: 'T-1', paymentId: 'P-2', payoffs: [] })).rejects.toMatchObject(
    { code: 'WRONG_STATUS' },
  );
  expect((await buyer.on.sale.read({ listingId: 'S-1' })).status).toBe('sold');
  expect(
    ledger.events
      .at(-1)
      ?.facts.map(({ name }) => name)
      .sort(),
  ).toEqual(
    [
      'LienReleased',
      'LoanRepaid',
      'LoanSettled',
      'MoneyMoved',
      'OdometerRead',
      'PolicyCancelled',
      'TitlePassed',
      'TradeChanged',
    ].sort(),
  );
});

test('two trades whose long ids differ only at the end disclose two readings, and nobody keeps one out by its id', async () => {
  const tradeId = (end: string) => `${'T'.repeat(62)}${end}`;
  expect(derivedId('sale:', tradeId('1'))).not.toBe(derivedId('sale:', tradeId('2')));
  expect(derivedId('sale:', tradeId('1'))).toHaveLength(64);
  const { seller, buyer, goTo, approve } = await openMarket();
  const taken = { vin: VIN, readingId: 'sale:T-1', value: 1, unit: 'km' as const, source: 'owner' as const };
  await seller.on.vehicle.recordReading({ ...taken, at: '2026-03-02T08:00:00.000Z' });
  await goTo('accepted');
  await approve();
  await buyer.on.sale.settle({ tradeId: 'T-1', paymentId: 'P-1', payoffs: [] });
  expect((await buyer.on.vehicle.readOdometer({ vin: VIN })).last?.value).toBe(41_000);
});

describe('M27: what the settlement would refuse is said when the money comes', () => {
  const START = { at: Date.parse('2026-02-01T09:00:00Z') };

  test('price 10,000.00, payoff 9,950.00, charge 1 %: refused at `fund`, and no money moves', async () => {
    const market = await openMarket(START);
    const { goTo, fund, held, buyer } = market;
    await lendOn(market, 995_000n);
    await goTo('agreed');
    await expect(fund(1_000_000n)).rejects.toMatchObject({
      code: 'PRICE_TOO_LOW',
      facts: { needed: '1005000', price: '1000000' },
    });
    expect(await held(buyer, BUYER)).toBe(1_000_000n);
    expect((await buyer.on.sale.read({ listingId: 'S-1' })).status).toBe('listed');
  });

  test('9,900.00 and 1 % are 10,000.00 to the cent, which is enough', async () => {
    const market = await openMarket(START);
    await lendOn(market, 990_000n);
    expect(await market.goTo('funded')).toMatchObject({ status: 'funded' });
  });

  test('a loan paid down meanwhile makes the same price enough', async () => {
    const market = await openMarket(START);
    const { lender, goTo, fund } = market;
    await lendOn(market, 995_000n);
    await goTo('agreed');
    await expect(fund(1_000_000n)).rejects.toMatchObject({ code: 'PRICE_TOO_LOW' });
    await lender.on.loan.repay({ loanId: 'L-1', paymentId: 'R-1', on: '2026-02-01', amount: eur(10_000n) });
    await expect(fund(1_000_000n)).resolves.toMatchObject({ status: 'funded' });
  });
});
