import { BUYER, CLEAR, DAY, eur, openMarket, SELLER, VIN } from './cast';
import { clawBack, freeze } from '../../behaviour/court';

const tick = { tradeId: 'T-1', paymentId: 'P-back' };

test('what is not agreed or paid in time lapses, whoever ticks', async () => {
  const { goTo, other, ledger, fund, buyer } = await openMarket();
  await goTo('agreed');
  expect((await other.on.sale.tick(tick)).status).toBe('agreed');
  ledger.pass(3 * DAY);
  await expect(fund(1_000_000n)).rejects.toMatchObject({ code: 'TRADE_LATE' });
  expect((await other.on.sale.tick(tick)).status).toBe('agreed');
  ledger.pass(CLEAR);
  expect((await buyer.on.sale.readTrade({ tradeId: 'T-1' })).now).toBe('withdrawn');
  const lapsed = await other.on.sale.tick(tick);
  expect(Object.keys(lapsed).sort()).toEqual(['due', 'status', 'tradeId']);
  expect(lapsed.status).toBe('withdrawn');
  const events = ledger.events.length;
  expect(await other.on.sale.tick({ ...tick, paymentId: 'P-2' })).toEqual(lapsed);
  expect(ledger.events.length).toBe(events);
});

test('money comes back when nothing is handed over for three days', async () => {
  const { goTo, other, ledger, buyer, seller, held, registrar } = await openMarket();
  await goTo('funded');
  ledger.pass(3 * DAY);
  await expect(seller.on.sale.handOver({ tradeId: 'T-1', value: 1, unit: 'km' })).rejects.toMatchObject({
    code: 'TRADE_LATE',
  });
  ledger.pass(CLEAR - 1);
  expect((await other.on.sale.tick(tick)).status).toBe('funded');
  ledger.pass(1);
  expect((await other.on.sale.tick(tick)).status).toBe('refunded');
  expect(await held(buyer, BUYER)).toBe(1_000_000n);
  expect((await registrar.on.vehicle.read({ vin: VIN })).offer).toBeUndefined();
  expect((await buyer.on.sale.read({ listingId: 'S-1' })).status).toBe('listed');
});

test('a silent buyer has accepted, then a trade that nobody settles goes to the arbiter, then the money goes back', async () => {
  const { goTo, other, ledger, buyer, held } = await openMarket();
  await goTo('inspecting');
  ledger.pass(5 * DAY);
  await expect(buyer.on.sale.accept({ tradeId: 'T-1' })).rejects.toMatchObject({ code: 'TRADE_LATE' });
  await expect(buyer.on.sale.reject({ tradeId: 'T-1', defects: [] })).rejects.toMatchObject({
    code: 'TRADE_LATE',
  });
  ledger.pass(CLEAR);
  expect((await other.on.sale.tick(tick)).status).toBe('accepted');
  ledger.pass(14 * DAY);
  await expect(buyer.on.sale.dispute({ tradeId: 'T-1' })).rejects.toMatchObject({ code: 'TRADE_LATE' });
  expect((await buyer.on.sale.readTrade({ tradeId: 'T-1' })).now).toBe('disputed');
  ledger.pass(30 * DAY);
  expect((await other.on.sale.tick(tick)).status).toBe('refunded');
  expect(await held(buyer, BUYER)).toBe(1_000_000n);
});

test('a title that was branded during the inspection is not accepted by silence', async () => {
  const { goTo, other, ledger, registrar } = await openMarket();
  await goTo('inspecting');
  await registrar.on.vehicle.brandTitle({ vin: VIN, brandId: 'B-1', name: 'flood' });
  ledger.pass(5 * DAY + CLEAR);
  expect((await other.on.sale.tick(tick)).status).toBe('disputed');
});

test('a buyer who was suspended during the inspection has not accepted by silence: the arbiter decides', async () => {
  const { goTo, other, ledger, registrar, buyer, seller } = await openMarket();
  await goTo('inspecting');
  await registrar.on.member.suspend({ party: BUYER });
  await expect(buyer.on.sale.reject({ tradeId: 'T-1', defects: [] })).rejects.toMatchObject({
    code: 'SUSPENDED',
  });
  ledger.pass(5 * DAY + CLEAR);
  expect((await seller.on.sale.readTrade({ tradeId: 'T-1' })).now).toBe('disputed');
  expect((await other.on.sale.tick(tick)).status).toBe('disputed');
});

test('a rejected vehicle goes back and so does the money', async () => {
  const { goTo, buyer, seller, held, ledger, other } = await openMarket();
  await goTo('inspecting');
  expect(await buyer.on.sale.reject({ tradeId: 'T-1', defects: ['gearbox'] })).toMatchObject({
    status: 'rejected',
    defects: ['gearbox'],
  });
  await expect(other.on.sale.giveBack(tick)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect((await seller.on.sale.giveBack(tick)).outputs).toEqual([
    { party: BUYER, amount: eur(1_000_000n), what: 'buyer' },
  ]);
  expect(await held(buyer, BUYER)).toBe(1_000_000n);
  ledger.pass(90 * DAY);
  expect((await other.on.sale.tick({ ...tick, paymentId: 'P-2' })).status).toBe('refunded');
});

test('the arbiter shares the money out without a sale', async () => {
  const { goTo, buyer, seller, arbiter, held, other } = await openMarket();
  await goTo('inspecting');
  await seller.on.sale.dispute({ tradeId: 'T-1' });
  const verdict = { tradeId: 'T-1', paymentId: 'P-2', toBuyer: eur(900_000n), passTitle: false, payoffs: [] };
  await expect(other.on.sale.resolve(verdict)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(arbiter.on.sale.resolve({ ...verdict, toBuyer: eur(1_000_001n) })).rejects.toMatchObject({
    code: 'SPLIT_EXCEEDS',
  });
  expect((await arbiter.on.sale.resolve(verdict)).status).toBe('resolved');
  expect([await held(buyer, BUYER), await held(seller, SELLER)]).toEqual([900_000n, 100_000n]);
});

test('the arbiter may let the title pass for less', async () => {
  const { goTo, buyer, seller, arbiter, held, approve, registrar } = await openMarket();
  await goTo('inspecting');
  await buyer.on.sale.dispute({ tradeId: 'T-1' });
  const verdict = { tradeId: 'T-1', paymentId: 'P-2', toBuyer: eur(50_000n), passTitle: true, payoffs: [] };
  await expect(arbiter.on.sale.resolve(verdict)).rejects.toMatchObject({ code: 'APPROVAL_MISSING' });
  await approve();
  await arbiter.on.sale.resolve(verdict);
  expect([await held(buyer, BUYER), await held(seller, SELLER)]).toEqual([50_000n, 940_000n]);
  expect((await registrar.on.vehicle.read({ vin: VIN })).owner).toBe(BUYER);
  await expect(
    registrar.on.sale.approve({ tradeId: 'T-1', until: '2030-01-01T00:00:00.000Z' }),
  ).rejects.toMatchObject({
    code: 'TRADE_LATE',
  });
});

test('when the registrar passed the title by itself the money cannot go back', async () => {
  const { goTo, seller, arbiter, registrar, other, ledger, held } = await openMarket();
  await goTo('funded');
  await registrar.on.vehicle.passTitle({ vin: VIN, offerId: 'T-1' });
  await expect(seller.on.sale.giveBack(tick)).rejects.toMatchObject({ code: 'TITLE_PASSED_ALREADY' });
  ledger.pass(100 * DAY);
  expect((await other.on.sale.tick(tick)).status).toBe('disputed');
  const verdict = { tradeId: 'T-1', paymentId: 'P-2', toBuyer: eur(0n), payoffs: [] };
  await expect(arbiter.on.sale.resolve({ ...verdict, passTitle: false })).rejects.toMatchObject({
    code: 'TITLE_PASSED_ALREADY',
  });
  await arbiter.on.sale.resolve({ ...verdict, passTitle: true });
  expect(await held(seller, SELLER)).toBe(990_000n);
});

test.each(['funded', 'inspecting', 'accepted'] as const)(
  'a court that takes the money of a trade that is %s ends it by a tick',
  async (step) => {
    const { goTo, be, registrar, seller, buyer, other } = await openMarket();
    const insurer = await be('insurer/desk', 'insurer');
    await goTo(step);
    await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: 'escrow:sale:T-1', lots: ['P-fund:0'] });
    const take = {
      courtOrderId: 'C-1',
      paymentId: 'X-1',
      lots: ['P-fund:0'],
      to: 'registry/victim',
      amount: eur(1_000_000n),
    };
    await clawBack(registrar, insurer, take);
    expect((await buyer.on.sale.readTrade({ tradeId: 'T-1' })).now).toBe('clawedBack');
    const taken = { code: 'MONEY_TAKEN' };
    if (step === 'funded')
      await expect(
        seller.on.sale.handOver({ tradeId: 'T-1', value: 41_000, unit: 'km' }),
      ).rejects.toMatchObject(taken);
    if (step !== 'accepted')
      await expect(seller.on.sale.giveBack({ tradeId: 'T-1', paymentId: 'P-2' })).rejects.toMatchObject(
        taken,
      );
    expect((await other.on.sale.tick({ tradeId: 'T-1', paymentId: 'P-3' })).status).toBe('clawedBack');
    expect((await other.on.sale.tick({ tradeId: 'T-1', paymentId: 'P-3' })).status).toBe('clawedBack');
    expect((await buyer.on.sale.read({ listingId: 'S-1' })).status).toBe('listed');
  },
);
